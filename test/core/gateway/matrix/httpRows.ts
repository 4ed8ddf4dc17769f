import { refusal, sse } from '../stub.ts';
import { ok, bytes, full, page, usage, type Row } from './row.ts';

export const httpRows: readonly Row[] = [
	{
		name: 'a03 gateway balance exhausted',
		answers: [() => refusal(402, { message: 'Payment required' })],
		outcome: 'error',
		errorClass: 'billing',
	},
	{
		name: 'a06 short model name sent to Ark',
		answers: [() => refusal(404, { code: 'InvalidEndpointOrModel.NotFound', message: 'x' })],
		outcome: 'error',
		errorClass: 'model_not_found',
		code: 'InvalidEndpointOrModel.NotFound',
	},
	{ name: 'a09 404 as a web page', answers: [page(404)], outcome: 'error', errorClass: 'endpoint' },
	{
		name: 'a12 one JSON completion',
		answers: [
			() =>
				Response.json({
					choices: [
						{ message: { content: 'a\nb\n', reasoning_content: 'hm' }, finish_reason: 'stop' },
					],
					usage: usage.usage,
				}),
		],
		...ok,
		reasoning: 'hm',
		usage: true,
	},
	{ name: 'a15 no Content-Type', answers: [() => new Response(bytes(full))], ...ok, usage: true },
	{
		name: 'a18 input moderation',
		answers: [() => refusal(400, { code: 'SensitiveContentDetected', message: 'x' })],
		outcome: 'error',
		errorClass: 'content_filter',
	},
	{
		name: 'a21 Retry-After of seconds',
		answers: [
			() => refusal(429, { code: 'ModelAccountTpmRateLimitExceeded' }, { 'retry-after': '0.01' }),
			() => sse(full),
		],
		...ok,
		usage: true,
		requests: 2,
	},
	{
		name: 'a24 plan window exhausted',
		answers: [
			() => refusal(429, { code: 'QuotaExceeded', message: 'It will reset at 2026-11-24 10:00' }),
		],
		outcome: 'error',
		errorClass: 'quota',
		code: 'QuotaExceeded',
	},
	{
		name: 'a27 one 500, then success',
		answers: [() => refusal(500, { code: 'InternalServiceError' }), () => sse(full)],
		...ok,
		usage: true,
		requests: 2,
	},
	{
		name: 'a30 524 page',
		answers: [page(524)],
		outcome: 'error',
		errorClass: 'server',
		requests: 3,
	},
	{
		name: 'a36 FastAPI detail',
		answers: [
			() =>
				Response.json(
					{ detail: { error: { code: 'capability_violation', message: 'x' } } },
					{ status: 400 },
				),
		],
		outcome: 'error',
		errorClass: 'bad_request',
		code: 'capability_violation',
	},
];
