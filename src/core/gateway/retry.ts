import type { Failure } from './gateway.ts';

/** Retries after the first request. */
const mostRetries = 2;
const baseDelay = 500;
const longestBackoff = 8_000;
/** A server that asks for more is shown to the user with its time: kinder than a spinner. */
export const longestWait = 30_000;

/** Whether the same request can go better soon. */
export function isRetryable({ class: errorClass, code }: Failure): boolean {
	return (
		errorClass === 'rate_limit' ||
		errorClass === 'server' ||
		(errorClass === 'connection' && code !== undefined && passing.test(code))
	);
}

/** Broken connections of Node's fetch (undici) and of Chromium's that may well work next time. */
const passing =
	/^(ECONNRESET|EPIPE|EAI_AGAIN|UND_ERR_SOCKET|ERR_CONNECTION_(RESET|CLOSED)|ERR_NETWORK_CHANGED|ERR_EMPTY_RESPONSE)$/;

/**
 * How long to wait before repeating a request, in milliseconds; `undefined` when it should not be
 * repeated. What the server asks for wins; without it, exponential backoff with full jitter, so
 * that many windows on one key do not come back in step.
 *
 * @param attempt 1 before the first retry.
 * @param random A number in [0, 1).
 */
export function retryDelay(failure: Failure, attempt: number, random: number): number | undefined {
	if (attempt > mostRetries || !isRetryable(failure)) {
		return undefined;
	}
	const { retryAfter } = failure;
	if (retryAfter !== undefined) {
		return retryAfter <= longestWait ? retryAfter : undefined;
	}
	return random * Math.min(baseDelay * 2 ** attempt, longestBackoff);
}
