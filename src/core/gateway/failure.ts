import { classify, classifyStatus } from './errorClass.ts';
import type { ErrorClass, Failure } from './gateway.ts';
import { asArray, asObject, asText, parseJson, type JsonObject } from './json.ts';
import { plainText, requestIdIn } from './plainText.ts';

/** An error in the server's own words, not yet judged. */
export interface ErrorReport {
	readonly code?: string;
	readonly message: string;
	readonly type?: string;
	readonly param?: string;
}

/**
 * The `error` of a chunk or of a body. Healthy answers carry `null`, `{}` or an object of nulls
 * there, which mean nothing.
 */
export function readError(json: JsonObject): ErrorReport | undefined {
	const { error } = json;
	if (typeof error === 'string') {
		return error.trim() === '' ? undefined : { message: error };
	}
	const object = asObject(error);
	if (!object) {
		return undefined;
	}
	// Some proxies wrap the error that they got into one of their own.
	const inner = readError(object);
	return inner ?? readReport(object);
}

function readReport(object: JsonObject): ErrorReport | undefined {
	const code = textOrNumber(object['code']);
	const type = asText(object['type']);
	const param = asText(object['param']);
	const message = asText(object['message']) ?? asText(object['msg']) ?? asText(object['detail']);
	if (code === undefined && message === undefined && type === undefined) {
		return undefined;
	}
	return {
		message: message ?? '',
		...(code !== undefined && { code }),
		...(type !== undefined && { type }),
		...(param !== undefined && { param }),
	};
}

function textOrNumber(value: unknown): string | undefined {
	return typeof value === 'number' ? String(value) : asText(value);
}

/** An error body in any of the shapes that gateways use; `undefined` when it is none of them. */
export function readErrorBody(text: string): ErrorReport | undefined {
	const json = parseJson(text);
	const body = asObject(json) ?? asObject(asArray(json)[0]);
	if (!body) {
		return undefined;
	}
	const detail = asObject(body['detail']);
	return (
		readError(body) ??
		(detail && (readError(detail) ?? readReport(detail))) ??
		readReport(body) ??
		(asText(body['error_msg']) === undefined ? undefined : { message: String(body['error_msg']) })
	);
}

/** The part of an HTTP answer that tells why it is no answer. */
interface HttpError {
	/** 0 for a redirect that the platform hides. */
	readonly status: number;
	readonly headers: Headers;
	/** The beginning of the body. */
	readonly body: string;
	readonly url: string;
	/** Milliseconds since the epoch. */
	readonly time: number;
}

/** Judges an HTTP answer that is not 2xx. */
export function httpFailure(error: HttpError, secrets: readonly string[]): Failure {
	const { status, headers, body, url } = error;
	if (status === 407) {
		// The proxy wants a name and a password: the gateway was never reached.
		return { class: 'connection', cause: 'proxy', httpStatus: status, url };
	}
	const report = readErrorBody(body);
	const errorClass = report
		? classify(report, status)
		: classifyStatus(status, /^\s*$|^[\s\ufeff]*</.test(body));
	const retryAfter = readRetryAfter(headers, error.time);
	const requestId = headers.get('x-request-id') ?? headers.get('x-client-request-id');
	return {
		...failureOf(report ?? { message: plainBody(body) }, errorClass, secrets),
		httpStatus: status,
		...(requestId !== null && { requestId: plainText(requestId, secrets) }),
		...(retryAfter !== undefined && { retryAfter: Math.min(retryAfter, longestPause) }),
		url,
	};
}

/** A body that is neither JSON nor a web page may be a sentence. */
function plainBody(body: string): string {
	return /^\s*[<{[]/.test(body) ? '' : body;
}

/** Judges an error that came inside an answer with status 200. */
export function streamFailure(report: ErrorReport, secrets: readonly string[]): Failure {
	return failureOf(report, classify(report, undefined), secrets);
}

function failureOf(
	report: ErrorReport,
	errorClass: ErrorClass,
	secrets: readonly string[],
): Failure {
	const detail = plainText(report.message, secrets);
	const code = report.code === undefined ? '' : plainText(report.code, secrets);
	const requestId = requestIdIn(report.message);
	const field = errorClass === 'bad_request' ? fieldOf(report) : undefined;
	return {
		class: errorClass,
		...(code !== '' && { code }),
		...(detail !== '' && { detail }),
		...(requestId !== undefined && { requestId }),
		...(field !== undefined && { field }),
	};
}

/** The field that a 400 objects to, where it names one. */
function fieldOf({ param, message }: ErrorReport): string | undefined {
	const named =
		param ??
		/\b(?:field|param(?:eter)?|argument):?\s+["'`]?([a-z][\w.]*)/i.exec(message)?.[1] ??
		/["'`]([a-z]+(?:[_.][a-z]+)+)["'`]/i.exec(message)?.[1];
	return named !== undefined && /^[\w.[\]]{1,60}$/.test(named) ? named : undefined;
}

/** Milliseconds for which a server can close the way to it: a day. Any number may stand there. */
const longestPause = 86_400_000;

/**
 * How long the server asks to wait, in milliseconds: `retry-after-ms`, or `Retry-After` in either
 * form that HTTP allows, seconds or a date.
 *
 * @see RFC 9110, section 10.2.3
 */
function readRetryAfter(headers: Headers, time: number): number | undefined {
	const exact = headers.get('retry-after-ms');
	if (exact !== null && /^\d+(\.\d+)?$/.test(exact.trim())) {
		return Number(exact);
	}
	const asked = headers.get('retry-after')?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(asked)) {
		return Number(asked) * 1000;
	}
	const date = Date.parse(asked);
	return Number.isNaN(date) ? undefined : Math.max(0, date - time);
}
