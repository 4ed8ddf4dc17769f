import type { Exchange, Expectation, Fixture } from '../../../support/fixtures.ts';

/**
 * What the recorded fixtures say, for the rows of the fault matrix that were not recorded: their
 * bytes are written here from their descriptions, in the shapes of the recorded ones.
 */
export const answer = 'function add(a, b) {\n  return a + b;\n}\n';
export const half = 'function add(a, b) {\n';
export const sum = 'const 和 = a + b;\n';

const id = '0217999000000000000000000000000000000000000000fixture';
export const head200 = { created: 1_795_370_000, id, model: 'doubao-seed-2-0-code-preview-260215' };

export const usage = {
	prompt_tokens: 42,
	completion_tokens: 17,
	total_tokens: 59,
	prompt_tokens_details: { cached_tokens: 8 },
	completion_tokens_details: { reasoning_tokens: 5 },
};
export const expectedUsage = { input: 42, output: 17, cached: 8, reasoning: 5 };

/** One event of server-sent events. */
export function data(json: unknown): string {
	return `data: ${JSON.stringify(json)}\n\n`;
}

/** A chunk in Ark's shape. */
export function chunk(delta: object, more: object = {}): string {
	return data({
		choices: [{ delta: { role: 'assistant', ...delta }, index: 0, ...more }],
		...head200,
		object: 'chat.completion.chunk',
		usage: null,
	});
}

export function text(content: string): string {
	return chunk({ content });
}

export const deltas = [
	text('function add'),
	text('(a, b) {\n'),
	text('  return a'),
	text(' + b;\n}\n'),
].join('');
export const stop = chunk({ content: '' }, { finish_reason: 'stop' });
export const usageChunk = data({ choices: [], ...head200, usage });
export const done = 'data: [DONE]\n\n';
/** A whole answer as Ark sends it. */
export const whole = deltas + stop + usageChunk + done;
export const page = '<html><head><title>Oops</title></head><body><h1>Oops</h1></body></html>';

/** An answer with status 200 and a body of events. */
export function stream(body: string | Uint8Array, more: Partial<Exchange> = {}): Exchange {
	return {
		kind: 'sse',
		file: null,
		body,
		status: 200,
		headers: { 'content-type': 'text/event-stream; charset=utf-8' },
		framing: 'chunked',
		write: { mode: 'whole' },
		end: 'fin',
		...more,
	};
}

/** Any other answer. */
export function http(
	status: number,
	body: string | object,
	headers: Readonly<Record<string, string>> = {},
): Exchange {
	const isText = typeof body === 'string';
	return {
		...stream(isText ? body : JSON.stringify(body)),
		status,
		framing: 'content-length',
		headers: { 'content-type': isText ? 'text/html' : 'application/json', ...headers },
	};
}

export function refusal(
	status: number,
	code: string,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): Exchange {
	return http(status, { error: { code, message, param: '', type: '' } }, headers);
}

const nothing: Expectation = {
	outcome: 'error',
	text: '',
	reasoning: '',
	usage: null,
	finishReason: null,
	errorClass: null,
	autoApply: false,
	requests: 1,
};

/** What a whole answer comes to. */
export const complete: Expectation = {
	...nothing,
	outcome: 'complete',
	text: answer,
	finishReason: 'stop',
	autoApply: true,
};

export function row(
	name: string,
	fault: string,
	exchanges: Exchange | readonly Exchange[],
	expect: Partial<Expectation>,
	more: Partial<Pick<Fixture, 'api' | 'client'>> = {},
): Fixture {
	return {
		id: name.slice(0, 3),
		name,
		fault,
		api: name.startsWith('d') ? 'responses' : 'chat',
		exchanges: 'kind' in exchanges ? [exchanges] : exchanges,
		client: {},
		expect: { ...nothing, ...expect },
		...more,
	};
}
