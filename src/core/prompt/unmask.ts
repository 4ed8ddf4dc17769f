import type { GatewayEvent } from '../gateway/gateway.ts';

/** Puts values back in the place of their masks, in text that arrives in pieces. */
export class Unmask {
	readonly #masks: ReadonlyMap<string, string>;
	readonly #any: RegExp;
	/** The end of what arrived, while it may be the beginning of a mask. */
	#held = '';

	/** @param masks Made by `SecretMask`: of letters, digits and `_` between `<` and `>`. */
	constructor(masks: ReadonlyMap<string, string>) {
		this.#masks = masks;
		this.#any = new RegExp([...masks.keys()].join('|'), 'g');
	}

	/** @returns What is certain so far. */
	push(text: string): string {
		const all = this.#held + text;
		const open = this.#openMask(all);
		this.#held = all.slice(open);
		return this.whole(all.slice(0, open));
	}

	/** @returns What was held back. */
	end(): string {
		const rest = this.#held;
		this.#held = '';
		return rest;
	}

	/** A text that arrived whole. */
	whole(text: string): string {
		return this.#masks.size === 0
			? text
			: text.replaceAll(this.#any, mask => this.#masks.get(mask) ?? mask);
	}

	/** Where a mask begins whose end has not arrived; the length of the text if none does. */
	#openMask(text: string): number {
		const start = text.lastIndexOf('<');
		const tail = start === -1 ? '' : text.slice(start);
		const open = [...this.#masks.keys()].some(mask => mask !== tail && mask.startsWith(tail));
		return tail !== '' && open ? start : text.length;
	}
}

/** The events of an answer with the values in the place of their masks. */
export async function* unmasked(
	events: AsyncIterable<GatewayEvent>,
	masks: ReadonlyMap<string, string>,
): AsyncGenerator<GatewayEvent, void> {
	const unmask = new Unmask(masks);
	for await (const event of events) {
		if (event.type === 'text') {
			yield { ...event, text: unmask.push(event.text) };
		} else if (event.type === 'end') {
			yield { type: 'text', text: unmask.end() };
			yield { type: 'end', end: { ...event.end, text: unmask.whole(event.end.text) } };
		} else {
			yield event;
		}
	}
}
