import type { Fetch } from './client.ts';
import type { Endpoint } from './endpoint.ts';
import type { JsonObject } from './json.ts';

interface Outgoing {
	readonly endpoint: Endpoint;
	/** `undefined` sends no Authorization at all. */
	readonly key: string | undefined;
	readonly body: JsonObject;
	/** The user's own, already checked. */
	readonly headers: Readonly<Record<string, string>>;
	/** Our id of this request. */
	readonly id: string;
	readonly signal: AbortSignal;
	readonly fetch: Fetch;
}

const paths = { 'chat-completions': '/chat/completions', responses: '/responses' } as const;

/** Characters of an error body that are read. */
const errorHead = 64 * 1024;

/** The address that a request goes to. */
export function requestUrl({ baseUrl, api }: Pick<Endpoint, 'baseUrl' | 'api'>): string {
	return baseUrl + paths[api];
}

/** What the SDK may put on the wire. Its own `x-stainless-*` would describe the user's machine. */
const sdkHeaders = ['authorization', 'content-type'];

/**
 * Sends one request through the openai SDK and returns the answer with its body untouched,
 * whatever its status.
 *
 * The SDK builds the request and nothing else: it sees a placeholder instead of the answer, since
 * it would read an error body of any length into memory, and it reads `OPENAI_*` from the user's
 * environment, so every option of that kind is given and headers are taken from a list.
 *
 * @throws What `fetch` throws.
 */
export async function send(outgoing: Outgoing): Promise<Response> {
	// Loading the SDK takes 30 to 130 ms, which activation must not pay.
	const { OpenAI } = await import('openai/client');
	// Called as a bare function: a browser's fetch refuses any other `this`.
	const { fetch } = outgoing;
	let answer: Promise<Response> | undefined;
	const client = new OpenAI({
		baseURL: outgoing.endpoint.baseUrl,
		// The SDK refuses to work without a key; without one its header is taken out again.
		apiKey: outgoing.key ?? 'none',
		adminAPIKey: null,
		organization: null,
		project: null,
		webhookSecret: null,
		maxRetries: 0,
		// The longest that timers keep: our own deadline decides.
		timeout: 2_147_483_647,
		logLevel: 'off',
		// We run in the extension host, also where that is a web worker; never in a page.
		dangerouslyAllowBrowser: true,
		fetch: async (_url, init) => {
			answer = fetch(requestUrl(outgoing.endpoint), {
				method: 'POST',
				headers: headersOf(outgoing, new Headers(init?.headers)),
				body: init?.body ?? null,
				signal: outgoing.signal,
				// Following one would post the prompt to another address.
				redirect: 'manual',
			});
			// It is awaited below; here it must not count as unhandled, nor keep the SDK's timer alive.
			answer.catch(() => undefined);
			return new Response(null);
		},
	});
	await client
		.post(paths[outgoing.endpoint.api], { body: outgoing.body, stream: true })
		.asResponse();
	if (!answer) {
		throw new Error('The request was not sent.');
	}
	return answer;
}

/** All headers of a request, given those that the SDK built. */
export function headersOf(
	{ key, headers, id, endpoint }: Pick<Outgoing, 'key' | 'headers' | 'id' | 'endpoint'>,
	built: Headers,
): Headers {
	const result = new Headers(headers);
	for (const name of sdkHeaders) {
		const value = built.get(name);
		if (value !== null) {
			result.set(name, value);
		}
	}
	if (key === undefined) {
		result.delete('authorization');
	}
	result.set('accept', 'text/event-stream');
	if (!result.has('user-agent')) {
		result.set('user-agent', 'doubao-assistant');
	}
	if (endpoint.gateway !== 'demo') {
		result.set('x-client-request-id', id);
	}
	return result;
}

/** The beginning of a body as text; a broken line ends it. */
export async function readHead(response: Response): Promise<string> {
	const decoder = new TextDecoder();
	const reader = response.body?.getReader();
	let text = '';
	try {
		while (text.length < errorHead) {
			const { done, value } = (await reader?.read()) ?? { done: true };
			if (done || !value) {
				break;
			}
			text += decoder.decode(value, { stream: true });
		}
	} catch {
		// What has been read is judged.
	}
	return text;
}

/** An id for one request: 32 hexadecimal digits. */
export function randomId(random: () => number): string {
	const part = () =>
		Math.floor(random() * 2 ** 32)
			.toString(16)
			.padStart(8, '0');
	return part() + part() + part() + part();
}
