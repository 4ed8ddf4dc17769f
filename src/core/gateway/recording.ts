import type { Fetch } from './client.ts';
import { parseJson } from './json.ts';

/** Takes one line of a recording. */
export type Sink = (line: string) => void;

export interface RecordingOptions {
	readonly fetch: Fetch;
	/** Where lines go; `undefined` while nothing is recorded, and then nothing is looked at. */
	readonly sink: () => Sink | undefined;
	/** Milliseconds on a clock that never goes back. */
	readonly now: () => number;
}

/** Characters of one line of a body that are looked at. */
const longestLine = 64 * 1024;
/** Items of a list, and levels of an object, that are told. */
const mostItems = 20;
const mostLevels = 10;

/** Fields whose value says how the protocol went and nothing of what was said. */
const telling =
	/^(type|object|role|model|finish_reason|status|code|reason|service_tier|id|response_id|sequence_number)$/;
/** What such a value looks like. */
const shortName = /^[\w.:/-]{1,80}$/;
const tellingHeaders =
	/^(content-(type|length|encoding)|accept|user-agent|retry-after(-ms)?|server|via|date|transfer-encoding|connection|location|x-(client-)?request-id)$/;

/**
 * A `fetch` whose exchanges can be recorded for a report: addresses, times, sizes, names of fields
 * and events. Every text is told by its length alone, and the key is not in it.
 */
export function recordable({ fetch, sink, now }: RecordingOptions): Fetch {
	let count = 0;
	return async (url, init) => {
		const write = sink();
		if (!write) {
			return fetch(url, init);
		}
		const number = ++count;
		const start = now();
		const headers = new Headers(init.headers);
		const secret = headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
		const say: Sink = line => {
			const safe = secret.length < 4 ? line : line.replaceAll(secret, '…');
			write(`#${number} +${Math.round(now() - start)} ms ${safe}`);
		};
		say(`> ${init.method ?? 'GET'} ${url}`);
		sayHeaders(headers, line => say(`> ${line}`));
		if (typeof init.body === 'string') {
			say(`> ${lineShape(init.body)}`);
		}
		try {
			const response = await fetch(url, init);
			say(`< ${response.status}`);
			sayHeaders(response.headers, line => say(`< ${line}`));
			return watched(response, line => say(`< ${line}`));
		} catch (error) {
			say(`! ${error instanceof Error ? error.name : 'failed'}`);
			throw error;
		}
	};
}

function sayHeaders(headers: Headers, say: Sink): void {
	for (const [name, value] of headers) {
		say(`${name}: ${tellingHeaders.test(name) ? value : sizeOf(value)}`);
	}
}

/** The same answer, whose body is told line by line as it passes. */
function watched(response: Response, say: Sink): Response {
	const { body, status, statusText, headers } = response;
	// Others cannot be made anew: they pass as they are.
	if (!body || status < 200 || status > 599) {
		return response;
	}
	const decoder = new TextDecoder();
	let rest = '';
	const tell = (text: string) => {
		const lines = (rest + text).split(/\r\n|\n|\r/);
		rest = (lines.pop() ?? '').slice(0, longestLine);
		for (const line of lines.filter(one => one !== '')) {
			say(lineShape(line));
		}
	};
	const passing = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
		transform(bytes, controller) {
			controller.enqueue(bytes);
			tell(decoder.decode(bytes, { stream: true }));
		},
		flush() {
			tell(`${decoder.decode()}\n`);
			say('end of the body');
		},
	});
	return new Response(body.pipeThrough(passing), { status, statusText, headers });
}

/** What a line of a body is, without what it says. */
export function lineShape(line: string): string {
	const [, field = '', value = line] = /^(data|event):\s?(.*)$/s.exec(line) ?? [];
	const label = field === '' ? '' : `${field}: `;
	if (line.startsWith(':')) {
		return `comment ${sizeOf(line)}`;
	}
	if (value.trim() === '[DONE]' || (field === 'event' && shortName.test(value))) {
		return `${label}${value}`;
	}
	const json = line.length < longestLine * 16 ? parseJson(value) : undefined;
	return json === undefined
		? `${label}${sizeOf(value)}`
		: `${label}${JSON.stringify(shapeOf(json, '', 0))}`;
}

function shapeOf(value: unknown, name: string, level: number): unknown {
	if (typeof value === 'string') {
		return telling.test(name) && shortName.test(value) ? value : sizeOf(value);
	}
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	if (level >= mostLevels) {
		return '…';
	}
	if (Array.isArray(value)) {
		const items: unknown[] = value;
		const told = items.slice(0, mostItems).map(item => shapeOf(item, '', level + 1));
		return items.length > mostItems ? [...told, `${items.length - mostItems} more`] : told;
	}
	return Object.fromEntries(
		Object.entries(value)
			.slice(0, mostItems)
			.map(([key, item], at) => [
				shortName.test(key) ? key : `field ${at}`,
				shapeOf(item, key, level + 1),
			]),
	);
}

function sizeOf(text: string): string {
	return `<${text.length} characters>`;
}
