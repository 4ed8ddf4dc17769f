import { OpenAI } from 'openai';
import { someRequest, testGateway } from '../core/gateway/ask.ts';
import { compete, cpu, type Bench } from './figure.ts';

const size = 20 * 1024 * 1024;
const piece = 16 * 1024;
const rounds = 15;

function event(content: string): string {
	const json = {
		choices: [{ delta: { content, role: 'assistant' }, index: 0 }],
		created: 1_795_370_000,
		id: '0217999000000000000000000000000000000000000000fixture',
		model: 'doubao-seed-2-0-code-preview-260215',
		service_tier: 'default',
		object: 'chat.completion.chunk',
		usage: null,
	};
	return `data: ${JSON.stringify(json)}\n\n`;
}

const one = event('abcd');
const count = Math.floor(size / one.length);
const stop =
	'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
const bytes = new TextEncoder().encode(one.repeat(count) + stop);
const expected = 4 * count;

function response(): Response {
	let at = 0;
	const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
		pull(controller) {
			if (at >= bytes.length) {
				controller.close();
				return;
			}
			controller.enqueue(bytes.subarray(at, (at += piece)));
		},
	});
	return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** The least that must be done: bytes to text, text to rows, rows to JSON. */
async function raw(): Promise<number> {
	const decoder = new TextDecoder();
	const reader = response().body?.getReader();
	let rest = '';
	let length = 0;
	for (;;) {
		const { done, value } = (await reader?.read()) ?? { done: true };
		if (done || !value) {
			return length;
		}
		rest += decoder.decode(value, { stream: true });
		let start = 0;
		for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n', start)) {
			const data = rest.slice(start + 6, end);
			start = end + 2;
			if (data !== '[DONE]') {
				// oxlint-disable-next-line no-unsafe-type-assertion -- our own bytes
				const chunk = JSON.parse(data) as { choices: { delta: { content?: string } }[] };
				length += chunk.choices[0]?.delta.content?.length ?? 0;
			}
		}
		rest = rest.slice(start);
	}
}

async function ours(): Promise<number> {
	const gateway = testGateway({}, { fetch: async () => response() });
	let length = 0;
	for await (const heard of gateway.stream(someRequest, new AbortController().signal)) {
		length += heard.type === 'text' ? heard.text.length : 0;
	}
	return length;
}

async function sdk(): Promise<number> {
	const client = new OpenAI({
		baseURL: 'http://127.0.0.1:9/v1',
		apiKey: 'k',
		fetch: async () => response(),
	});
	const stream = await client.chat.completions.create({
		model: 'm',
		messages: [{ role: 'user', content: 'Hi' }],
		stream: true,
	});
	let length = 0;
	for await (const { choices } of stream) {
		length += choices[0]?.delta?.content?.length ?? 0;
	}
	return length;
}

function checked(read: () => Promise<number>): () => Promise<void> {
	return async () => {
		const length = await read();
		if (length !== expected) {
			throw new Error(`${read.name} read ${length} characters instead of ${expected}.`);
		}
	};
}

/**
 * How fast answers are decoded: 20 MiB of four-character deltas through our client, beside a raw
 * loop and the openai SDK's own iterator.
 */
export const bench: Bench = {
	title: `Decoding 20 MiB of 4-character deltas, ${count} events, time of the processor`,
	async measure() {
		const contestants = { raw: checked(raw), ours: checked(ours), sdk: checked(sdk) };
		const timed = await compete(contestants, rounds, 2, cpu);
		const value = timed.time('ours');
		const figure = { value, unit: 'ms' };
		return [
			{
				...figure,
				what: 'our client, beside a bare loop',
				baseline: 'a raw indexOf loop with JSON.parse',
				baselineValue: timed.time('raw'),
				ratio: timed.ratio('ours', 'raw'),
				most: 1.3,
			},
			{
				...figure,
				what: 'our client, beside the SDK',
				baseline: 'the openai SDK’s iterator',
				baselineValue: timed.time('sdk'),
				ratio: timed.ratio('ours', 'sdk'),
				most: 1 / 2.5,
			},
		];
	},
};
