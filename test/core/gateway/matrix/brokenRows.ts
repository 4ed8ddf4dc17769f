import { bodyOf, chunk, sse } from '../stub.ts';
import { ok, bytes, data, done, html, stop, type Row } from './row.ts';

export const brokenRows: readonly Row[] = [
	{
		name: 'c02 [DONE] without an end',
		answers: [() => sse(chunk('a\n'), done)],
		outcome: 'interrupted',
		errorClass: 'incomplete',
		text: 'a\n',
	},
	{
		name: 'c05 a body that breaks off',
		answers: [
			() => {
				let sent = false;
				return new Response(
					new ReadableStream({
						pull: controller => {
							if (sent) {
								controller.error(new TypeError('terminated'));
							} else {
								controller.enqueue(bytes(data(chunk('a\n'))));
							}
							sent = true;
						},
					}),
				);
			},
		],
		outcome: 'interrupted',
		errorClass: 'connection',
		text: 'a\n',
	},
	{
		name: 'c08 an error of the rate class amid the stream',
		answers: [() => sse(chunk('a\n'), { error: { code: 'ServerOverloaded', message: 'x' } })],
		outcome: 'error',
		errorClass: 'rate_limit',
		code: 'ServerOverloaded',
		text: 'a\n',
	},
	{
		name: 'c11 a bare error over several lines, first thing in the stream',
		answers: [
			() =>
				sse(JSON.stringify({ error: { code: 'RateLimitExceeded.EndpointRPMExceeded' } }, null, 2)),
		],
		outcome: 'error',
		errorClass: 'rate_limit',
		code: 'RateLimitExceeded.EndpointRPMExceeded',
		requests: 3,
	},
	{
		name: 'c11 the same, and a relay appends [DONE]',
		answers: [() => sse(`${JSON.stringify({ error: { message: 'oops' } }, null, 2)}\n\n${done}`)],
		outcome: 'error',
		errorClass: 'server',
		requests: 3,
	},
	{
		name: 'c14 error null and {} on healthy chunks',
		answers: [
			() =>
				sse(
					{ ...chunk('a\n'), error: null },
					{ ...chunk('b\n'), error: {} },
					{ ...stop, error: '' },
				),
		],
		...ok,
	},
	{
		name: 'c17 a web page appended',
		answers: [() => sse(chunk('a\n'), html)],
		outcome: 'interrupted',
		errorClass: 'incomplete',
		text: 'a\n',
	},
	{
		name: 'c23 content filter',
		answers: [() => sse(chunk('a\n'), chunk('', 'content_filter'))],
		outcome: 'filtered',
		errorClass: 'content_filter',
		text: 'a\n',
	},
	{
		name: 'c29 invalid UTF-8',
		answers: [
			() =>
				new Response(
					bodyOf([
						bytes('data: {"choices":[{"delta":{"content":"a'),
						new Uint8Array([0xff, 0xfe]),
						bytes(`b"}}]}\n\n${data(stop)}`),
					]),
				),
		],
		outcome: 'complete',
		text: 'a\ufffd\ufffdb',
	},
];
