import { number, object, oneOf, text } from './shape.ts';

/**
 * Large messages cross the border between host and panel in parts: one of many megabytes would hold
 * up everything behind it. No part is larger than 256 KB, whatever is in it.
 */
interface Part {
	readonly type: 'part';
	/** The same for all parts of a message. */
	readonly message: number;
	readonly index: number;
	readonly count: number;
	/** A piece of the message as JSON. */
	readonly json: string;
}

/** UTF-16 units of a part: three bytes each at most, since JSON has no control characters. */
const longestPart = 70_000;

/** UTF-16 units of texts in a message that is sure to be small: six bytes each at most. */
const surelySmall = 20_000;

/** Parts that are put together; what is longer is dropped. */
const mostParts = 600;

const isPart = object<Part>({
	type: oneOf('part'),
	message: number,
	index: number,
	count: number,
	json: text(longestPart),
});

let messages = 0;

/** What to post for a message: itself if it is small, else its parts, in order. */
export function* parcelsOf(message: object): Generator<object, void> {
	if (lengthOf(message, surelySmall) <= surelySmall) {
		yield message;
		return;
	}
	const json = JSON.stringify(message);
	if (json.length <= longestPart) {
		yield message;
		return;
	}
	messages++;
	const count = Math.ceil(json.length / longestPart);
	for (let index = 0; index < count; index++) {
		const part: Part = {
			type: 'part',
			message: messages,
			index,
			count,
			json: json.slice(index * longestPart, (index + 1) * longestPart),
		};
		yield part;
	}
}

/** Puts the parts of messages together again. */
export class Unpacker {
	#message = 0;
	#parts: string[] = [];

	/** @returns A message that is whole, as it came, or `undefined` while parts are missing. */
	take(message: unknown): unknown {
		if (!partOf(message)) {
			return message;
		}
		const { message: id, index, count, json } = message;
		if (index === 0) {
			this.#message = id;
			this.#parts = [];
		}
		if (id !== this.#message || index !== this.#parts.length || count > mostParts) {
			this.#parts = [];
			return undefined;
		}
		this.#parts.push(json);
		return this.#parts.length === count ? this.#whole() : undefined;
	}

	#whole(): unknown {
		const json = this.#parts.join('');
		this.#parts = [];
		try {
			const whole: unknown = JSON.parse(json);
			return whole;
		} catch {
			return undefined;
		}
	}
}

function partOf(message: unknown): message is Part {
	return isPart(message);
}

/** UTF-16 units of all texts in a value, and a few for each field; counting ends at `enough`. */
function lengthOf(value: unknown, enough: number): number {
	if (typeof value === 'string') {
		return value.length;
	}
	if (typeof value !== 'object' || value === null) {
		return 1;
	}
	let length = 0;
	for (const [key, field] of Object.entries(value)) {
		length += key.length + lengthOf(field, enough - length);
		if (length > enough) {
			break;
		}
	}
	return length;
}
