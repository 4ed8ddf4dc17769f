import type { Fixture } from '../../../support/fixtures.ts';
import { chunk, complete, data, deltas, done, half, page, row, stop, stream, text } from './row.ts';
import { expectedUsage, whole } from './row.ts';

const started = text('function add') + text('(a, b) {\n');
const interrupted = { outcome: 'interrupted', text: half, errorClass: 'incomplete' };

export const brokenRows: readonly Fixture[] = [
	row(
		'c02-done-without-finish',
		'[DONE] appended by the gateway although upstream died',
		stream(started + done),
		interrupted,
	),
	row(
		'c05-chunked-not-terminated',
		'chunked body closed without the 0 chunk',
		stream(started, { end: 'finNoTerminator' }),
		{ ...interrupted, errorClass: ['connection', 'incomplete'] },
	),
	row(
		'c08-error-data-ark',
		'data: {"error":{…}} mid-stream (Ark shape), rate class',
		stream(
			started +
				data({
					error: {
						code: 'ServerOverloaded',
						message: 'The service is currently unable to handle additional requests.',
						param: '',
						type: 'TooManyRequests',
					},
				}),
		),
		{ text: half, errorClass: 'rate_limit', errorCode: 'ServerOverloaded' },
	),
	row(
		'c11-error-raw-json-multiline',
		'pretty-printed error JSON over several raw lines, first thing in an SSE body',
		stream(
			JSON.stringify(
				{ error: { code: 'RateLimitExceeded.EndpointRPMExceeded', message: 'Too fast.' } },
				null,
				2,
			),
		),
		{
			errorClass: 'rate_limit',
			errorCode: 'RateLimitExceeded.EndpointRPMExceeded',
			requests: [1, 3],
		},
	),
	row(
		'c11-and-done',
		'the same, and a relay appends [DONE]',
		stream(`${JSON.stringify({ error: { message: 'oops' } }, null, 2)}\n\n${done}`),
		{ errorClass: 'server', requests: [1, 3] },
	),
	row(
		'c14-error-null-field',
		'"error":null / "error":{} present on healthy chunks (must not be an error)',
		stream(
			[{ error: null }, { error: {} }, { error: '' }]
				.map(error => data({ ...error, choices: [{ index: 0, delta: { content: '' } }] }))
				.join('') +
				deltas +
				stop +
				done,
		),
		complete,
	),
	row(
		'c17-html-appended',
		'good deltas, then the proxy appends an HTML error page',
		stream(started + page),
		interrupted,
	),
	row(
		'c20-abort-by-user',
		'user presses Stop after the first delta',
		stream(text('function add'), { end: 'hang' }),
		{ outcome: 'aborted', text: 'function add' },
		{ client: { abortAfterText: 'function add' } },
	),
	row(
		'c23-content-filter',
		'finish_reason content_filter with moderation_hit_type',
		stream(
			text('function add') +
				chunk(
					{ content: '' },
					{ finish_reason: 'content_filter', moderation_hit_type: 'violence' },
				) +
				done,
		),
		{
			outcome: 'filtered',
			text: 'function add',
			errorClass: 'content_filter',
			finishReason: 'content_filter',
		},
	),
	row(
		'c26-endless-line',
		'64 MiB with no newline: memory must stay bounded',
		stream('', {
			generate: { mode: 'repeat', prefix: 'data: ', text: 'x'.repeat(1024), times: 64 * 1024 },
		}),
		{ outcome: 'interrupted', errorClass: 'protocol' },
	),
	row(
		'c29-invalid-utf8',
		'invalid UTF-8 bytes inside a delta become U+FFFD, stream goes on',
		stream(invalid(text('a\u0001\u0001b\n'))),
		{ ...complete, text: 'a\ufffd\ufffdb\n', autoApply: false },
	),
	row(
		'c31-moderation-on-stop',
		'moderation_hit_type on a normal stop is no failure (EvoLink)',
		stream(
			whole.replaceAll(
				'"finish_reason":"stop"',
				'"finish_reason":"stop","moderation_hit_type":"violence"',
			),
		),
		{ ...complete, usage: expectedUsage },
	),
];

/** The bytes of an event, its two escaped marks replaced by bytes that are no UTF-8. */
function invalid(event: string): Uint8Array {
	const [before = '', after = ''] = event.split('\\u0001\\u0001');
	return Buffer.concat([
		Buffer.from(before),
		Buffer.from([0xff, 0xfe]),
		Buffer.from(after + stop + done),
	]);
}
