import { textOf } from './answer.ts';
import type { Fetch } from './client.ts';
import type { DemoScript } from './demoScripts.ts';
import type { Message } from './gateway.ts';
import { asArray, asObject, parseJson } from './json.ts';
import type { Timers } from './timers.ts';

interface DemoOptions {
	readonly timers: Timers;
	/** Canned answers for known code; by default those of the sample workspace. */
	readonly scripts?: readonly DemoScript[];
}

/** Milliseconds: about 70 deltas a second, which is what a fast model sends. */
const pace = 14;
/** Milliseconds before the first delta. */
const thought = 250;

/**
 * A `fetch` that answers by itself: canned answers in real bytes of the chat-completions
 * protocol, at a model's pace. It opens no socket. Aborting its signal breaks the body off at
 * once, as on a network.
 */
export function createDemoFetch({ timers, scripts }: DemoOptions): Fetch {
	return async (_url, { body, signal }) => {
		signal?.throwIfAborted();
		const request = asObject(parseJson(typeof body === 'string' ? body : ''));
		const messages = asArray(request?.['messages']).flatMap(toMessage);
		// Most windows never ask the demo.
		const { demoAnswer } = await import('./demoAnswer.ts');
		const { demoScripts } = await import('./demoScripts.ts');
		const events = demoEvents(messages, demoAnswer(messages, scripts ?? demoScripts));
		return new Response(paced(events, timers, signal ?? undefined), {
			headers: { 'content-type': 'text/event-stream; charset=utf-8' },
		});
	};
}

function toMessage(value: unknown): readonly Message[] {
	const message = asObject(value);
	const role = message?.['role'];
	const content = textOf(message?.['content']);
	return role === 'system' || role === 'user' || role === 'assistant' ? [{ role, content }] : [];
}

/** The events of an answer, in the shape that Ark sends them. */
function demoEvents(messages: readonly Message[], answer: string): readonly string[] {
	const chunk = (fields: object) =>
		`data: ${JSON.stringify({ id: 'demo', object: 'chat.completion.chunk', model: 'demo', ...fields })}\n\n`;
	const delta = (content: string, finish_reason: string | null = null) =>
		chunk({
			choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason }],
			usage: null,
		});
	const asked = messages.reduce((length, { content }) => length + content.length, 0);
	const usage = {
		prompt_tokens: Math.ceil(asked / 4),
		completion_tokens: Math.ceil(answer.length / 4),
		total_tokens: Math.ceil(asked / 4) + Math.ceil(answer.length / 4),
	};
	// Words with the blanks before them are about what a tokenizer makes of text and code.
	const pieces = answer.match(/\s*[\p{L}\p{N}_]{1,8}|\s*[^\s\p{L}\p{N}_]{1,4}|\s+/gu) ?? [];
	return [
		...pieces.map(piece => delta(piece)),
		delta('', 'stop'),
		chunk({ choices: [], usage }),
		'data: [DONE]\n\n',
	];
}

function paced(
	events: readonly string[],
	timers: Timers,
	signal: AbortSignal | undefined,
): ReadableStream<Uint8Array<ArrayBuffer>> {
	const encoder = new TextEncoder();
	let next = 0;
	let timer: unknown;
	let stop = () => undefined;
	return new ReadableStream({
		start(controller) {
			stop = () => {
				timers.clearTimeout(timer);
				signal?.removeEventListener('abort', fail);
			};
			const fail = () => {
				stop();
				controller.error(signal?.reason);
			};
			const tick = () => {
				const event = events[next++];
				if (event === undefined) {
					stop();
					controller.close();
					return;
				}
				controller.enqueue(encoder.encode(event));
				timer = timers.setTimeout(tick, pace);
			};
			signal?.addEventListener('abort', fail, { once: true });
			timer = timers.setTimeout(tick, thought);
		},
		cancel() {
			stop();
		},
	});
}
