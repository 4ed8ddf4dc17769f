import { bodyOf, chunk, sse } from '../stub.ts';
import { ok, bytes, done, full, stop, usage, type Row } from './row.ts';

export const variantRows: readonly Row[] = [
	{
		name: 'b03 usage on the finish chunk',
		answers: [() => sse(chunk('a\nb\n'), { ...stop, usage: usage.usage }, done)],
		...ok,
		usage: true,
	},
	{
		name: 'b06 missing delta, choices null or absent',
		answers: [
			() => sse({ choices: [{ index: 0 }] }, { choices: null }, {}, chunk('a\nb\n'), stop, done),
		],
		...ok,
	},
	{
		name: 'b09 empty data as heartbeat',
		answers: [() => sse('data:\n\ndata: \n\n', chunk('a\nb\n'), 'data\n\n', stop, done)],
		...ok,
	},
	{ name: 'b12 CRLF', answers: [() => sse(full.replaceAll('\n', '\r\n'))], ...ok, usage: true },
	{
		name: 'a second byte order mark, which is content by the standard',
		answers: [() => sse(`\ufeff\ufeffdata: {"choices":[{"delta":{"content":"lost"}}]}\n\n${full}`)],
		...ok,
		usage: true,
	},
	{ name: 'b15 byte order mark', answers: [() => sse(`\ufeff${full}`)], ...ok, usage: true },
	{
		name: 'b18 an event of several data lines',
		answers: [
			() => sse(`data: {"choices":\ndata: [{"delta":\ndata: {"content":"a\\nb\\n"}}]}\n\n`, stop),
		],
		...ok,
	},
	{
		name: 'b21 [DONE] with a trailing space and no line end',
		answers: [() => sse(full.replace(done, 'data: [DONE] '))],
		...ok,
		usage: true,
	},
	{
		name: 'b24 <think> tags split across deltas',
		answers: [
			() =>
				sse(
					...['\n<th', 'ink>let', ' me</th', 'ink', '>\n\n', 'a\n', 'b\n'].map(text => chunk(text)),
					stop,
				),
		],
		...ok,
		reasoning: 'let me',
	},
	{
		name: 'b27 encrypted content between reasoning and answer',
		answers: [
			() =>
				sse(
					{ choices: [{ delta: { reasoning_content: 'hm', content: '' } }] },
					{ choices: [{ delta: { encrypted_content: 'AAAA' } }] },
					chunk('a\nb\n'),
					stop,
				),
		],
		...ok,
		reasoning: 'hm',
	},
	{
		name: 'b30 choices without index',
		answers: [
			() =>
				sse(
					{ choices: [{ delta: { content: 'a\nb\n' } }] },
					{ choices: [{ finish_reason: 'stop' }] },
				),
		],
		...ok,
	},
	{
		name: 'b33 gzip, b36 slow drip',
		answers: [() => new Response(bodyOf(drip(bytes(full))))],
		...ok,
		usage: true,
	},
	{
		name: 'b39 tool fragments without index',
		answers: [
			() =>
				sse(
					...[
						{ id: 'a', function: { name: 'read_file' } },
						{ id: '', function: { name: '' } },
					].map(call => ({ choices: [{ delta: { tool_calls: [call] } }] })),
					chunk('', 'tool_calls'),
				),
		],
		outcome: 'complete',
		text: '',
	},
];

function* drip(whole: Uint8Array<ArrayBuffer>) {
	for (let start = 0; start < whole.length; start += 7) {
		yield whole.subarray(start, start + 7);
	}
}
