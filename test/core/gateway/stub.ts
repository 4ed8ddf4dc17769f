import type { Fetch } from '../../../src/core/gateway/client.ts';

export interface Sent {
	readonly url: string;
	readonly headers: Headers;
	readonly body: Record<string, unknown>;
	readonly signal: AbortSignal | undefined;
	readonly redirect: RequestInit['redirect'];
}

/** A `fetch` that records what it is asked for and answers in turn; the last answer repeats. */
export function stubFetch(...answers: readonly (() => Response | Promise<Response>)[]) {
	const sent: Sent[] = [];
	const fetch: Fetch = async (url, { headers, body, signal, redirect }) => {
		const answer = answers[Math.min(sent.length, answers.length - 1)];
		sent.push({
			url,
			headers: new Headers(headers),
			body: JSON.parse(typeof body === 'string' ? body : '{}'),
			signal: signal ?? undefined,
			redirect,
		});
		if (!answer) {
			throw new TypeError('fetch failed');
		}
		return answer();
	};
	return { fetch, sent };
}

/** A stream of events, one for each value; strings go out as they are. */
export function sse(...events: readonly unknown[]): Response {
	const text = events.map(event =>
		typeof event === 'string' ? event : `data: ${JSON.stringify(event)}\n\n`,
	);
	return new Response(text.join(''), { headers: { 'content-type': 'text/event-stream' } });
}

export function chunk(content: string | null, finish_reason: string | null = null): object {
	return { choices: [{ index: 0, delta: { content }, finish_reason }] };
}

/** A short complete answer of the chat-completions protocol. */
export function greeting(): Response {
	return sse(chunk('Hello'), chunk('', 'stop'), 'data: [DONE]\n\n');
}

export function refusal(status: number, error: object, headers: Record<string, string> = {}) {
	return new Response(JSON.stringify({ error }), { status, headers });
}

/** A body of exactly these pieces. */
export function bodyOf(
	pieces: Iterable<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
	const iterator = pieces[Symbol.iterator]();
	return new ReadableStream({
		pull(controller) {
			const { done, value } = iterator.next();
			if (done === true) {
				controller.close();
			} else {
				controller.enqueue(value);
			}
		},
	});
}
