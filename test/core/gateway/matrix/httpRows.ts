import type { Fixture } from '../../../support/fixtures.ts';
import { answer, complete, expectedUsage, head200, http, page, refusal } from './row.ts';
import { row, stream, usage, whole } from './row.ts';

const success = stream(whole);
const good = { ...complete, usage: expectedUsage };

export const httpRows: readonly Fixture[] = [
	row(
		'a03-402-payment',
		'gateway balance exhausted',
		http(402, { error: { message: 'Payment required', type: 'payment_required', code: '' } }),
		{ errorClass: 'billing', httpStatus: 402 },
	),
	row(
		'a06-404-model',
		'short model name sent to raw Ark',
		refusal(
			404,
			'InvalidEndpointOrModel.NotFound',
			'The model or endpoint doubao-seed-2-0-code does not exist. Request id: 0217fixture',
		),
		{
			errorClass: 'model_not_found',
			httpStatus: 404,
			errorCode: 'InvalidEndpointOrModel.NotFound',
			userMessage: { mustNotContain: ['0217fixture'] },
		},
	),
	row('a09-404-html', 'wrong path: web server HTML 404', http(404, page), {
		errorClass: 'endpoint',
		httpStatus: 404,
		userMessage: { mustContain: ['/v1'], mustNotContain: ['Oops'] },
	}),
	row(
		'a12-200-json-full-completion',
		'gateway ignores stream:true, returns one JSON completion',
		http(200, {
			...head200,
			choices: [
				{
					index: 0,
					finish_reason: 'stop',
					message: { role: 'assistant', content: answer, reasoning_content: '先想' },
				},
			],
			usage,
		}),
		{ ...good, reasoning: '先想' },
	),
	row(
		'a15-sse-no-content-type',
		'SSE body with no Content-Type header',
		stream(whole, { headers: {} }),
		good,
	),
	row(
		'a18-400-sensitive-input',
		'input moderation',
		refusal(400, 'SensitiveContentDetected', 'The input may contain sensitive information.'),
		{ errorClass: 'content_filter', httpStatus: 400, errorCode: 'SensitiveContentDetected' },
	),
	row(
		'a21-429-retry-after-seconds',
		'429 TPM with Retry-After: 1, then success',
		[
			refusal(429, 'ModelAccountTpmRateLimitExceeded', 'TPM limit exceeded.', {
				'retry-after': '1',
			}),
			success,
		],
		{ ...good, requests: 2 },
	),
	row(
		'a24-429-quota-window',
		'plan window quota exhausted; a retry can not help',
		refusal(
			429,
			'QuotaExceeded',
			'You have exceeded the 5-hour usage quota. It will reset at 2026-11-24 10:00:00 +0800 CST.',
		),
		{
			errorClass: 'quota',
			httpStatus: 429,
			errorCode: 'QuotaExceeded',
			userMessage: { mustContain: ['2026-11-24 10:00:00'] },
		},
	),
	row(
		'a27-500-then-ok',
		'one 500 InternalServiceError then success',
		[refusal(500, 'InternalServiceError', 'Internal error.'), success],
		{ ...good, requests: 2 },
	),
	row('a30-524-cloudflare', 'Cloudflare 524 HTML (origin took too long)', http(524, page), {
		errorClass: 'server',
		httpStatus: 524,
		requests: [1, 3],
		userMessage: { mustNotContain: ['Oops'] },
	}),
	row(
		'a33-hang-no-headers',
		'accepts and never answers',
		{ kind: 'none', file: null, framing: 'raw', end: 'hang' },
		{ errorClass: 'timeout', requests: [1, 3] },
		{ client: { timeouts: { headersMs: 200 } } },
	),
	row(
		'a36-error-fastapi-detail',
		'FastAPI style {detail:{error:{…}}}',
		http(400, { detail: { error: { code: 'capability_violation', message: 'No such tool.' } } }),
		{ errorClass: 'bad_request', httpStatus: 400, errorCode: 'capability_violation' },
	),
	row(
		'a39-307-must-not-repost',
		'307 to another location: the prompt body must not be re-posted without consent',
		[
			{
				...http(307, '', { location: '/f/a39-307-must-not-repost/v1/chat/completions' }),
				framing: 'content-length',
			},
			success,
		],
		{ errorClass: 'endpoint', httpStatus: 307 },
	),
];
