/**
 * The contract between everything that asks a model and everything that speaks HTTP to one.
 * Facts: the wire is described in the project's protocol notes; outcome and class names are the
 * contract that commands report to automation.
 */

/** How an answer ended. `complete` only after a terminal marker with a meaning was seen. */
export type Outcome = 'complete' | 'truncated' | 'filtered' | 'interrupted' | 'aborted' | 'error';

/** What went wrong, named by what the user can do about it. */
export type ErrorClass =
	| 'auth'
	| 'forbidden'
	| 'billing'
	| 'quota'
	| 'rate_limit'
	| 'model_not_found'
	| 'endpoint'
	| 'bad_request'
	| 'context_length'
	| 'content_filter'
	| 'server'
	| 'timeout'
	| 'connection'
	| 'incomplete'
	| 'protocol'
	| 'empty'
	| 'length';

/** Tokens. A field that the gateway did not send is absent: unknown is not zero. */
export interface Usage {
	readonly inputTokens: number;
	readonly cachedTokens?: number;
	readonly outputTokens: number;
	readonly reasoningTokens?: number;
}

/** What is known of a failure. Every string from the server is plain text, at most 300 characters. */
export interface Failure {
	readonly class: ErrorClass;
	/**
	 * The server's own code, e.g. `AuthenticationError`; or ours where nothing was sent: `NoApiKey`
	 * and `MalformedApiKey` for `auth`, `SessionCap` for `quota`, `OwnField` for
	 * `bad_request`, an `EndpointProblem` for `endpoint`;
	 * or the platform's for `connection`, e.g. `ENOTFOUND`.
	 */
	readonly code?: string;
	/** The server's own words without markup and without the key; shown only in details and log. */
	readonly detail?: string;
	readonly httpStatus?: number;
	readonly requestId?: string;
	/** Milliseconds that the gateway asks to wait, where it says so. */
	readonly retryAfter?: number;
	/** The name of the field that the gateway objects to, for `bad_request`. */
	readonly field?: string;
	/** The address that was asked, without query: for `endpoint`. */
	readonly url?: string;
	/** What was in the way of the connection, for `connection`, where it is known. */
	readonly cause?: ConnectionCause;
	/** The known model that was probably meant, by its name in settings: for `model_not_found`. */
	readonly nearestModel?: string;
	/** Which timer ended the answer, for `timeout`. */
	readonly timer?: 'headers' | 'firstToken' | 'idle' | 'total';
}

/**
 * What was in the way: the name is unknown; nobody listens there; the certificate is not trusted;
 * the proxy; this computer has no network; the line broke; the gateway is there but does not let
 * browsers in.
 */
export type ConnectionCause =
	| 'dns'
	| 'refused'
	| 'certificate'
	| 'proxy'
	| 'offline'
	| 'broken'
	| 'cors';

/** An answer that the gateway keeps (Responses API). */
export interface StoredResponse {
	readonly id: string;
	/** Where it is kept; set at the end of an answer. */
	readonly baseUrl?: string;
	/** Seconds since the epoch; absent when the gateway does not say. */
	readonly expiresAt?: number;
}

/** Everything that is known when an answer is over. */
export interface AnswerEnd {
	readonly outcome: Outcome;
	/** Present for every outcome but `complete`, `aborted`; also set for a `complete` without text (`empty`). */
	readonly failure?: Failure;
	/**
	 * The whole answer. Normally the concatenation of the text events; where the gateway's final
	 * object disagrees with its deltas the final object wins and this differs from them.
	 */
	readonly text: string;
	readonly reasoning: string;
	readonly usage?: Usage;
	/** Yuan by list price, an estimate; absent where the usage or the price is unknown. */
	readonly cost?: number;
	/** The model that answered, as the gateway names it. */
	readonly model?: string;
	/** The id that the gateway gave to this answer. */
	readonly responseId?: string;
	/** Responses API: the answer is kept on the server and may be continued from. */
	readonly stored?: StoredResponse;
	/** Why the model stopped, in the gateway's own word: `stop`, `length`, `completed`, … */
	readonly finishReason?: string;
	/** An error that came after the answer was complete. The answer stands. */
	readonly warning?: Failure;
	/** Our own id of the last HTTP request, sent as `X-Client-Request-Id`. */
	readonly clientRequestId?: string;
	/** Number of HTTP requests that were made. */
	readonly requests: number;
	/** False when the text must not be applied without a look: damaged, cut, or carrying tool calls. */
	readonly autoApply: boolean;
	/** Milliseconds from the request to the first visible text, and to the end. */
	readonly firstTextAfter?: number;
	readonly duration: number;
	/** The tools that the model called, or tried to call where none was offered. */
	readonly toolCalls: readonly ToolCall[];
}

/** One event of an answer. The last one is always `end`, exactly once. */
export type GatewayEvent =
	| { readonly type: 'reasoning'; readonly text: string }
	| { readonly type: 'text'; readonly text: string }
	| { readonly type: 'usage'; readonly usage: Usage }
	/** Nothing arrived for a while (10 s), or a retry is being slept: worth a quiet word to the user. */
	| { readonly type: 'waiting'; readonly reason: 'silence' | 'retry'; readonly delay?: number }
	| { readonly type: 'end'; readonly end: AnswerEnd };

/** A picture, e.g. a pasted screenshot. */
export interface Image {
	/** E.g. `image/png`. */
	readonly mimeType: string;
	readonly base64: string;
	/** Pixels, where they are known. */
	readonly width?: number;
	readonly height?: number;
}

/** A function that the model may ask its user to call. */
export interface Tool {
	readonly name: string;
	readonly description: string;
	/** JSON schema of its arguments, an object's. */
	readonly parameters?: object;
}

export interface ToolCall {
	/** Pairs a call with its result. */
	readonly id: string;
	readonly name: string;
	/** JSON as the model wrote it, which need not be valid. */
	readonly arguments: string;
}

interface ToolResult {
	readonly callId: string;
	readonly content: string;
}

export interface Message {
	readonly role: 'system' | 'user' | 'assistant';
	readonly content: string;
	/** What the user shows, after their words. */
	readonly images?: readonly Image[];
	/** What the assistant called, after its words. */
	readonly toolCalls?: readonly ToolCall[];
	/** What it thought before it called: the Seed 2.0 models want that back, and nothing else of it. */
	readonly reasoning?: string;
	/** What came of the calls of the message before; the user's, before their words. */
	readonly toolResults?: readonly ToolResult[];
}

export type Reasoning = 'off' | 'default' | 'low' | 'medium' | 'high';

/** Where a question would pass the session cap: the user is asked, it is sent, or nothing is sent. */
export type BeyondCap = 'ask' | 'send' | 'refuse';

/**
 * One question to the model. Stable parts come first, so that the gateway's prefix cache can hit.
 * When the last message is the assistant's, the model continues it and the answer omits it.
 */
export interface GatewayRequest {
	readonly messages: readonly Message[];
	/** Any id; one of the four Seed 2.0 names is mapped to the gateway's spelling. Default: settings. */
	readonly model?: string;
	readonly reasoning: Reasoning;
	/** Tokens of the answer; without it, the profile's own limit. */
	readonly maxOutputTokens?: number;
	readonly tools?: readonly Tool[];
	/** True where the model has to call one of `tools`. */
	readonly toolRequired?: boolean;
	/** An opaque random id of the conversation; Ark routes equal ids to one prefix cache. */
	readonly conversation?: string;
	/** Default `ask`; nobody is asked on behalf of automation. */
	readonly beyondCap?: BeyondCap;
	/**
	 * Responses API only: a stored answer that already holds the first `covers` messages. The
	 * caller has checked that it is still valid for this base URL and model. Where the gateway no
	 * longer knows it, the whole history is sent instead, once.
	 */
	readonly previous?: { readonly id: string; readonly covers: number };
}

/** A model over HTTP. */
export interface Gateway {
	/**
	 * Asks the model and yields its answer as it arrives. Nothing is sent until iteration starts.
	 * Leaving the loop early closes the request, as does aborting `signal`. Never throws: every
	 * failure is the `end` event's.
	 */
	stream(request: GatewayRequest, signal: AbortSignal): AsyncIterable<GatewayEvent>;
}
