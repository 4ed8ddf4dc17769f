import type { Endpoint } from './endpoint.ts';
import type { GatewayRequest, Reasoning } from './gateway.ts';
import type { JsonObject } from './json.ts';
import { chatMessages, chatTools, inputItems, responsesTools } from './message.ts';
import type { GatewaySettings } from './settings.ts';

/** Tokens. Ark's own default of 4,096 cuts code without a word, so a limit is always sent. */
const plainLimit = 4_096;
/** Tokens, thinking included. */
const thinkingLimit = 32_768;
/** Tokens: a smaller Responses limit is spent on thinking alone and returns no text. */
const leastWhenThinking = 4_096;

/**
 * Fields that `extraBody` can not set, as its schema in package.json says too: what is asked; what is
 * kept at the gateway, since that is to be deleted there again; and what an answer consists of.
 */
const ownFields: ReadonlySet<string> = new Set([
	'model',
	'messages',
	'input',
	'stream',
	'store',
	'previous_response_id',
	'conversation',
	'background',
	'n',
	'tools',
	'tool_choice',
	'functions',
	'function_call',
]);

/** Fields that say the same in other words: gateways refuse two of a family, so the user's one wins. */
const families: readonly (readonly string[])[] = [
	['max_tokens', 'max_completion_tokens', 'max_output_tokens'],
	['thinking', 'reasoning_effort', 'reasoning'],
];

/** The body for `endpoint.api`, stable parts first. */
export function requestBody(
	endpoint: Endpoint,
	request: GatewayRequest,
	settings: Pick<GatewaySettings, 'extraBody' | 'maxOutputTokens' | 'store'>,
): JsonObject {
	const limit = outputLimit(request, settings.maxOutputTokens);
	const body =
		endpoint.api === 'responses'
			? responsesBody(endpoint, request, limit, keeps(request, settings.store))
			: chatBody(endpoint, request, limit);
	const extra = allowedExtra(settings.extraBody);
	const rivals = new Set(families.filter(family => family.some(name => name in extra)).flat());
	const ours = Object.entries(body).filter(([name]) => !rivals.has(name));
	return { ...Object.fromEntries(ours), ...extra };
}

/** What of `doubao.extraBody` is sent. */
export function allowedExtra(extraBody: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(extraBody).filter(([name]) => !ownFields.has(name)));
}

/** The fields of `doubao.extraBody` that are not sent. */
export function refusedExtra(extraBody: JsonObject): readonly string[] {
	return Object.keys(extraBody).filter(name => ownFields.has(name));
}

function outputLimit(request: GatewayRequest, setting: number): number {
	const asked = setting > 0 ? Math.floor(setting) : request.maxOutputTokens;
	if (request.reasoning === 'off') {
		return asked ?? plainLimit;
	}
	return Math.max(asked ?? thinkingLimit, leastWhenThinking);
}

function chatBody(endpoint: Endpoint, request: GatewayRequest, limit: number): JsonObject {
	const thinks = request.reasoning !== 'off';
	return {
		model: endpoint.model,
		...(request.tools && chatTools(request.tools, request.toolRequired)),
		messages: request.messages.flatMap(chatMessages),
		stream: true,
		stream_options: { include_usage: true },
		// `max_tokens` does not count thinking on Ark; the two exclude each other.
		...(thinks ? { max_completion_tokens: limit } : { max_tokens: limit }),
		...thinking(request.reasoning),
		...effort(request.reasoning, 'reasoning_effort'),
	};
}

function responsesBody(
	endpoint: Endpoint,
	request: GatewayRequest,
	limit: number,
	store: boolean,
): JsonObject {
	const { previous } = request;
	const messages = previous ? request.messages.slice(previous.covers) : request.messages;
	const graded = effort(request.reasoning, 'effort');
	return {
		model: endpoint.model,
		...(request.tools && responsesTools(request.tools, request.toolRequired)),
		// The system text is an item: `instructions` would exclude caching on Ark.
		input: messages.flatMap((message, at) => inputItems(message, at === messages.length - 1)),
		...(previous && { previous_response_id: previous.id }),
		stream: true,
		store,
		max_output_tokens: limit,
		...thinking(request.reasoning),
		...(graded && { reasoning: graded }),
	};
}

/** Only what belongs to a conversation is kept, since only that can be deleted again. */
function keeps({ conversation }: GatewayRequest, store: boolean): boolean {
	return store && conversation !== undefined;
}

/**
 * Thinking is switched off by both switches: a gateway that drops the one may keep the other.
 * `default` sends neither and leaves it to the model.
 */
function thinking(reasoning: Reasoning): JsonObject {
	if (reasoning === 'default') {
		return {};
	}
	return { thinking: { type: reasoning === 'off' ? 'disabled' : 'enabled' } };
}

function effort(reasoning: Reasoning, field: string): JsonObject | undefined {
	if (reasoning === 'default') {
		return undefined;
	}
	return { [field]: reasoning === 'off' ? 'minimal' : reasoning };
}

/** Names that decide where a request goes, who sends it, or how it is framed. */
const ownHeaders =
	/^(authorization|proxy-.*|host|cookie|content-(length|type|encoding)|transfer-encoding|connection|keep-alive|accept|accept-encoding|expect|te|trailer|upgrade)$/i;

/** The headers of a request beside those that every one has. */
export function requestHeaders(
	{ gateway }: Pick<Endpoint, 'gateway'>,
	{ conversation }: Pick<GatewayRequest, 'conversation'>,
	headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
	const cache = gateway === 'ark' && conversation !== undefined;
	return { ...allowedHeaders(headers), ...(cache && { 'x-prompt-cache-id': conversation }) };
}

/** What of `doubao.headers` is sent. A name or value that HTTP does not allow is left out. */
function allowedHeaders(
	headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
	const fits = ([name, value]: readonly [string, unknown]): boolean =>
		/^[\w!#$%&'*+.^`|~-]+$/.test(name) &&
		!ownHeaders.test(name) &&
		typeof value === 'string' &&
		/^[\t\x20-\x7e\x80-\xff]*$/.test(value);
	return Object.fromEntries(Object.entries(headers).filter(fits));
}
