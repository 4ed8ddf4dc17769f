import type { ErrorReport } from './failure.ts';
import type { ErrorClass } from './gateway.ts';

type Rule = readonly [pattern: RegExp, errorClass: ErrorClass];

/**
 * What the server's code says, most telling first. The names are Volcengine Ark's error table,
 * new-api's and OpenAI's.
 */
const byCode: readonly Rule[] = [
	[/Sensitive|RiskDetection|content_?filter|content_?policy|moderation/i, 'content_filter'],
	[/OutofContext|context_length|string_above_max/i, 'context_length'],
	[
		/ModelNotOpen|ModelIDAccessDisabled|InvalidEndpointOrModel|UnsupportedModel/i,
		'model_not_found',
	],
	[/model_?not_?found|ModelNotFound|model_not_exist/i, 'model_not_found'],
	[/Overdue|InvalidSubscription|SetLimitExceeded|insufficient_(user_)?quota/i, 'billing'],
	[/billing|insufficient_?balance|payment_required|arrears/i, 'billing'],
	[/AuthenticationError|InvalidAccountStatus|invalid_?(api_?key|token)|unauthorized/i, 'auth'],
	[/AccessDenied|OperationDenied|forbidden|permission/i, 'forbidden'],
	[/RateLimit|rate_limit|RequestBurstTooFast|ServerOverloaded|InflightBatchsize/i, 'rate_limit'],
	[/TooManyRequests|too_many_requests|overloaded/i, 'rate_limit'],
	[/InternalService|internal_?(server_?)?error|server_error|service_?unavailable/i, 'server'],
];

/** What the server's words say, for codes that say little. */
const byMessage: readonly Rule[] = [
	[
		/exceed max message tokens|(maximum|max) context|context[_ ]?(length|window)/i,
		'context_length',
	],
	[/prompt is too long|too many (input )?tokens|input.{0,20}too long/i, 'context_length'],
	[
		/no available channel|无可用渠道|model\b.{0,80}\b(not exist|not found|not supported)/i,
		'model_not_found',
	],
	[/余额|欠费|充值|insufficient (account )?balance|overdue|credit balance/i, 'billing'],
];

/** The same for errors without an HTTP status of their own. */
const byMessageAlone: readonly Rule[] = [
	[/invalid api[ _]?key|无效的令牌|incorrect api[ _]?key/i, 'auth'],
	[/rate[ _-]?limit|too many requests|too frequent|overloaded/i, 'rate_limit'],
	[/sensitive|content filter/i, 'content_filter'],
];

/**
 * Decides what a reported error means for the user. The code decides before the words, the words
 * before the HTTP status: gateways put the same refusal under 400, 403, 404, 429 or 503.
 *
 * @param status `undefined` for an error inside an answer with status 200.
 */
export function classify(report: ErrorReport, status: number | undefined): ErrorClass {
	const { code = '', message, type = '' } = report;
	if (/QuotaExceeded|AccountQuota/i.test(code)) {
		// A plan's window opens again by itself; a used-up free trial does not.
		return /free|trial/i.test(message) ? 'billing' : 'quota';
	}
	const numeric = /^[1-5]\d\d$/.test(code) ? Number(code) : undefined;
	const known = find(byCode, code) ?? find(byMessage, message);
	if (known) {
		return known;
	}
	if (status !== undefined && status >= 400) {
		return fromStatus(status, report);
	}
	return (
		find(byMessageAlone, message) ??
		find(byCode, type) ??
		(numeric === undefined ? undefined : fromStatus(numeric, report)) ??
		(/Invalid(Parameter|Request)|MissingParameter|invalid_request/i.test(code)
			? 'bad_request'
			: 'server')
	);
}

function find(rules: readonly Rule[], text: string): ErrorClass | undefined {
	return text === '' ? undefined : rules.find(([pattern]) => pattern.test(text))?.[1];
}

function fromStatus(status: number, { code = '', message, param = '' }: ErrorReport): ErrorClass {
	// A JSON 404 about anything but the model is about the path.
	if (status === 404 && /model/i.test(`${code} ${message} ${param}`)) {
		return 'model_not_found';
	}
	return classifyStatus(status, false);
}

/**
 * What a bare HTTP status means.
 *
 * @param noJson The body is empty or a web page: nobody who speaks the protocol wrote it.
 */
export function classifyStatus(status: number, noJson: boolean): ErrorClass {
	if (status < 200 || (status >= 300 && status < 400) || status === 404 || status === 405) {
		return 'endpoint';
	}
	if (status >= 500) {
		return status === 501 && noJson ? 'endpoint' : 'server';
	}
	const exact: Readonly<Record<number, ErrorClass>> = {
		401: 'auth',
		402: 'billing',
		403: 'forbidden',
		408: 'server',
		410: 'endpoint',
		413: 'context_length',
		429: 'rate_limit',
	};
	return exact[status] ?? 'bad_request';
}
