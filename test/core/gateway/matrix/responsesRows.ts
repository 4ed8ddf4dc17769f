import type { Fixture } from '../../../support/fixtures.ts';
import { complete, http, refusal, row, stream, sum } from './row.ts';

const response = {
	id: 'resp_0217fixture',
	object: 'response',
	model: 'doubao-seed-2-0-code-preview-260215',
	store: false,
};
const usage = {
	input_tokens: 88,
	output_tokens: 30,
	total_tokens: 118,
	input_tokens_details: { cached_tokens: 0 },
	output_tokens_details: { reasoning_tokens: 21 },
};
const expectedUsage = { input: 88, output: 30, cached: 0, reasoning: 21 };

let sequence = 0;
/** An event with its `event:` line and the next number. */
function event(type: string, more: object = {}): string {
	return `event: ${type}\ndata: ${JSON.stringify({ type, ...more, sequence_number: sequence++ })}\n\n`;
}

/** Events numbered from 0. */
function events(make: () => readonly string[]): string {
	sequence = 0;
	return make().join('');
}

const created = () =>
	event('response.created', { response: { ...response, status: 'in_progress' } });
const think = () => [
	event('response.reasoning_summary_text.delta', { item_id: 'rs_1', delta: '先想' }),
	event('response.reasoning_summary_text.delta', { item_id: 'rs_1', delta: '一下' }),
];
const say = (delta: string) => event('response.output_text.delta', { item_id: 'msg_1', delta });
const message = (text: string) => ({
	type: 'message',
	role: 'assistant',
	content: [{ type: 'output_text', text, annotations: [] }],
});
const completed = (text: string) =>
	event('response.completed', {
		response: { ...response, status: 'completed', output: [message(text)], usage },
	});
const good = {
	...complete,
	text: sum,
	reasoning: '先想一下',
	usage: expectedUsage,
	finishReason: 'completed',
};
const wholeEvents = () => [
	created(),
	...think(),
	say('const 和 = a'),
	say(' + b;\n'),
	completed(sum),
];

export const responsesRows: readonly Fixture[] = [
	row('d02-no-done', 'response.completed then EOF', stream(events(wholeEvents)), good),
	row(
		'd05-incomplete-length-in-thinking',
		'response.incomplete (reason "length") with no message item',
		stream(
			events(() => [
				created(),
				...think(),
				event('response.incomplete', {
					response: {
						...response,
						status: 'incomplete',
						incomplete_details: { reason: 'length' },
						output: [],
						usage,
					},
				}),
			]),
		),
		{
			outcome: 'truncated',
			reasoning: '先想一下',
			usage: expectedUsage,
			errorClass: 'length',
			finishReason: 'length',
		},
	),
	row(
		'd08-error-event',
		'event: error {type,code,message,param,sequence_number}',
		stream(
			events(() => [
				created(),
				say('const 和'),
				event('error', {
					code: 'RateLimitExceeded.EndpointTPMExceeded',
					message: 'TPM limit exceeded.',
					param: '',
				}),
			]),
		),
		{
			text: 'const 和',
			errorClass: 'rate_limit',
			errorCode: 'RateLimitExceeded.EndpointTPMExceeded',
		},
	),
	row(
		'd11-unknown-events',
		'unknown event types interleaved',
		stream(
			events(() => [
				created(),
				event('response.doubao_app_call.in_progress', { item_id: 'x' }),
				say('const 和 = a'),
				event('response.image_process_call.completed', {}),
				event('response.mcp_list_tools.failed', { error: 'none of our business' }),
				say(' + b;\n'),
				completed(sum),
			]),
		),
		{ ...good, reasoning: '' },
	),
	row(
		'd14-lost-delta',
		'a delta was lost: final text is longer than the streamed text (final wins)',
		stream(
			events(() => {
				const first = [created(), say('const 和')];
				sequence++;
				return [...first, say(' + b;\n'), completed(sum)];
			}),
		),
		{ ...good, reasoning: '', streamedText: 'const 和 + b;\n' },
	),
	row(
		'd17-seed-b-nonstream',
		'non-stream JSON in the exact shape of seed (b): output:[null], error:{}',
		http(200, {
			...response,
			status: 'completed',
			model: 'doubao-seed-2-0-code-preview-260215',
			output: [null],
			error: {},
			usage,
		}),
		{
			outcome: 'complete',
			usage: expectedUsage,
			errorClass: 'empty',
			finishReason: 'completed',
		},
	),
	row(
		'd20-caching-with-instructions',
		'400 caching is not supported for instructions: resend once without caching',
		[
			refusal(400, 'InvalidParameter', 'caching is not supported for instructions'),
			stream(events(wholeEvents)),
		],
		{ ...good, requests: 2, request2: { mustNotHave: ['caching'] } },
		{ client: { extra: { caching: { type: 'enabled' } } } },
	),
	row(
		'd23-404-no-responses-route',
		'gateway lacks /v1/responses: 404 JSON; client should offer chat mode',
		http(404, {
			error: { message: 'Invalid URL (POST /v1/responses)', type: 'invalid_request_error' },
		}),
		{ errorClass: 'endpoint', httpStatus: 404 },
	),
];
