import { gzipSync } from 'node:zlib';
import type { Fixture } from '../../../support/fixtures.ts';
import { answer, chunk, complete, data, deltas, done, expectedUsage } from './row.ts';
import { row, stop, stream, text, usage, usageChunk, whole } from './row.ts';

const good = { ...complete, usage: expectedUsage };
const tail = stop + done;

export const variantRows: readonly Fixture[] = [
	row(
		'b03-usage-on-finish-chunk',
		'usage rides on the finish chunk; no separate usage chunk',
		stream(
			`${deltas}${data({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage })}${done}`,
		),
		good,
	),
	row(
		'b06-missing-delta',
		'choice without delta, choices null, choices absent, empty object',
		stream(
			data({ choices: [{ index: 0 }] }) +
				data({ choices: null }) +
				data({ id: 'x' }) +
				data({}) +
				deltas +
				tail,
		),
		complete,
	),
	row(
		'b09-empty-data-heartbeat',
		'empty data: lines as heartbeat',
		stream(`data:\n\ndata: \n\n${deltas}data\n\n${tail}`),
		complete,
	),
	row('b12-crlf', 'CRLF line endings', stream(whole.replaceAll('\n', '\r\n')), good),
	row('b15-bom', 'leading UTF-8 BOM', stream(`\ufeff${whole}`), good),
	row(
		'b15-second-bom',
		'a second BOM belongs to the first line, which is then no field',
		stream(`\ufeff\ufeff${text('lost')}${whole}`),
		good,
	),
	row(
		'b18-multi-line-data',
		'one event whose JSON spans several data: lines',
		stream(
			`data: {"choices":[{"index":0,\ndata: "delta":{"content":\ndata: ${JSON.stringify(answer)}}}]}\n\n${tail}`,
		),
		complete,
	),
	row(
		'b21-done-variants',
		'data: [DONE] with trailing space and no newline',
		stream(whole.replace(done, 'data: [DONE] ')),
		good,
	),
	row(
		'b24-think-tags',
		'reasoning inlined as <think>…</think>, tags split across deltas',
		stream(['\n<th', 'ink>let', ' me</th', 'ink', '>\n\n'].map(text).join('') + deltas + tail),
		{ ...complete, reasoning: 'let me' },
	),
	row(
		'b27-encrypted-content',
		'stand-alone encrypted_content chunk between reasoning and answer',
		stream(
			chunk({ content: '', reasoning_content: 'hm' }) +
				chunk({ encrypted_content: 'gAAAAABfixture' }) +
				deltas +
				tail,
		),
		{ ...complete, reasoning: 'hm' },
	),
	row(
		'b30-no-index',
		'choices without index',
		stream(
			data({ choices: [{ delta: { content: answer } }] }) +
				data({ choices: [{ delta: {}, finish_reason: 'stop' }] }) +
				done,
		),
		complete,
	),
	row(
		'b33-gzip',
		'Content-Encoding: gzip',
		stream(gzipSync(whole), {
			headers: { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' },
			write: { mode: 'bytes', size: 37 },
		}),
		good,
	),
	row(
		'b36-slow-drip',
		'7-byte writes every 3 ms',
		stream(deltas + tail, { write: { mode: 'bytes', size: 7, delayMs: 3 } }),
		complete,
	),
	row(
		'b39-tool-calls-quirks',
		'tool fragments without index/type, id and name repeated as empty strings',
		stream(
			chunk({
				tool_calls: [{ id: 'call_a', function: { name: 'read_file', arguments: '{"pa' } }],
			}) +
				chunk({ tool_calls: [{ id: '', function: { name: '', arguments: 'th":"a.ts"}' } }] }) +
				chunk({ content: '' }, { finish_reason: 'tool_calls' }) +
				done,
		),
		{
			outcome: 'complete',
			finishReason: 'tool_calls',
			toolCalls: [{ name: 'read_file' }],
		},
	),
	row(
		'b41-line-kept-open',
		'the gateway keeps the line open after a whole answer',
		stream(deltas + stop + usageChunk, { end: 'hang' }),
		good,
	),
];
