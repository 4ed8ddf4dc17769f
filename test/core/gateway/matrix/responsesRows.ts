import { refusal, sse } from '../stub.ts';
import { ok, data, type Row } from './row.ts';

export const responsesRows: readonly Row[] = [
	{
		name: 'd05 the budget spent on thinking',
		api: 'responses',
		answers: [
			() =>
				sse(
					{ type: 'response.reasoning_summary_text.delta', delta: 'hm' },
					{ type: 'response.incomplete', response: { incomplete_details: { reason: 'length' } } },
				),
		],
		outcome: 'truncated',
		errorClass: 'length',
		reasoning: 'hm',
	},
	{
		name: 'd08 an error event',
		api: 'responses',
		answers: [
			() =>
				sse(
					{ type: 'response.output_text.delta', delta: 'a' },
					`event: error\n${data({ type: 'error', code: 'RateLimitExceeded.EndpointTPMExceeded', message: 'x' })}`,
				),
		],
		outcome: 'error',
		errorClass: 'rate_limit',
		code: 'RateLimitExceeded.EndpointTPMExceeded',
		text: 'a',
	},
	{
		name: 'd02, d11 no [DONE], and unknown events',
		api: 'responses',
		answers: [
			() =>
				sse(
					{ type: 'response.doubao_app_call.in_progress' },
					{ type: 'response.output_text.delta', delta: 'a\nb\n' },
					{ type: 'response.completed', response: { status: 'completed', output: [null] } },
				),
		],
		...ok,
	},
	{
		name: 'd14 a lost delta: the final text wins',
		api: 'responses',
		answers: [
			() =>
				sse(
					{ type: 'response.output_text.delta', delta: 'b\n', sequence_number: 9 },
					{
						type: 'response.completed',
						response: { output: [{ type: 'message', content: [{ text: 'a\nb\n' }] }] },
					},
				),
		],
		...ok,
	},
	{
		name: 'd17 StarMagic’s odd success',
		api: 'responses',
		answers: [
			() =>
				Response.json({
					object: 'response',
					status: 'completed',
					output: [null],
					error: {},
					usage: { input_tokens: 1, output_tokens: 2 },
				}),
		],
		outcome: 'complete',
		errorClass: 'empty',
		usage: true,
	},
	{
		name: 'd20 caching with instructions',
		api: 'responses',
		extra: { caching: { type: 'enabled' } },
		answers: [
			() =>
				refusal(400, {
					code: 'InvalidParameter',
					message: 'caching is not supported for instructions',
				}),
			() =>
				sse(
					{ type: 'response.output_text.delta', delta: 'a\nb\n' },
					{ type: 'response.completed' },
				),
		],
		...ok,
		requests: 2,
	},
	{
		name: 'd23 no route for responses',
		api: 'responses',
		answers: [() => refusal(404, { message: 'Invalid URL (POST /v1/responses)', code: '' })],
		outcome: 'error',
		errorClass: 'endpoint',
	},
];
