import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { FixtureIndex } from '../../support/fixtures.ts';
import { hear, someRequest, testGateway } from './ask.ts';
import { bodyOf, stubFetch } from './stub.ts';

const directory = join(import.meta.dirname, '../../fixtures/protocol');
const index = await readFile(join(directory, 'index.json'), 'utf8');
// oxlint-disable-next-line no-unsafe-type-assertion -- our own file
const { fixtures } = JSON.parse(index) as FixtureIndex;
const apis = ['chat-completions', 'responses'] as const;

function* pieces(bytes: Uint8Array<ArrayBuffer>, sizes: readonly number[]) {
	let start = 0;
	for (let turn = 0; start < bytes.length; turn++) {
		const size = sizes[turn % sizes.length] ?? bytes.length;
		yield bytes.subarray(start, start + size);
		start += size;
	}
}

async function read(
	bytes: Uint8Array<ArrayBuffer>,
	sizes: readonly number[],
	api: (typeof apis)[number],
	status = 200,
) {
	const stub = stubFetch(() => new Response(bodyOf(pieces(bytes, sizes)), { status }));
	const gateway = testGateway({ api }, { fetch: stub.fetch });
	const { end, text, reasoning } = await hear(
		gateway.stream(someRequest, new AbortController().signal),
	);
	const { duration: _, firstTextAfter: __, clientRequestId: ___, ...rest } = end;
	return { ...rest, streamed: text, thought: reasoning };
}

const cuts = fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 9 });

/** Pieces that streams are made of, whole and broken. */
const fragment = fc.constantFrom(
	'data: ',
	'data:{"choices":[{"delta":{"content":"a"}}]}',
	'{"choices":[{"index":0,"delta":{"content":"</think>b"},"finish_reason":"stop"}]}',
	'data: {"type":"response.output_text.delta","delta":"c","sequence_number":3}',
	'data: {"type":"response.completed","response":{"output":[null,{"type":"message"}]}}',
	'data: {"usage":{"prompt_tokens":-1,"completion_tokens":"x"}}',
	'{"error":{"message":null}}',
	'{"error":"oops"}',
	'{"detail":[]}',
	'event: error',
	'[DONE]',
	'<think>',
	'<html>',
	': ping',
	'\n',
	'\n\n',
	'\r\n',
	'\r',
	'\ufeff',
	'null',
	'"\\ud83d"',
	'{',
	'}',
	'😀',
);

const body = fc.oneof(
	fc.uint8Array({ maxLength: 400 }).map(bytes => new Uint8Array(bytes)),
	fc.array(fragment, { maxLength: 40 }).map(parts => new TextEncoder().encode(parts.join(''))),
);

describe('any bytes', function () {
	this.timeout(120_000);

	it('have exactly one end, the same wherever they are cut', async () => {
		await fc.assert(
			fc.asyncProperty(body, cuts, fc.constantFrom(...apis), async (bytes, sizes, api) => {
				const whole = await read(bytes, [], api);
				assert.deepEqual(await read(bytes, sizes, api), whole);
				assert.equal(whole.streamed.startsWith('\ud83d'), false);
			}),
			{ numRuns: 400 },
		);
	});

	// Found by test/long/fuzz.test.ts.
	it('behind the final object are no part of the answer, whether they come with it or later', async () => {
		const output = [{ type: 'message', content: [{ type: 'output_text', text: 'a' }] }];
		const events = [
			{ type: 'response.completed', response: { output, status: 'completed' } },
			{ type: 'response.reasoning_summary_text.delta', delta: 'late' },
			{ type: 'response.output_text.delta', delta: 'later' },
			{ type: 'error', message: 'latest' },
		];
		const text = events.map(event => `data: ${JSON.stringify(event)}\n\n`).join('');
		const bytes = new TextEncoder().encode(`${text}data: {\ndata: {\n\n`);
		const whole = await read(bytes, [], 'responses');
		assert.deepEqual([whole.outcome, whole.text, whole.thought], ['complete', 'a', '']);
		assert.deepEqual(await read(bytes, [1], 'responses'), whole);
	});

	it('have exactly one end as the body of an error', async () => {
		const status = fc
			.integer({ min: 200, max: 599 })
			.filter(code => code !== 204 && code !== 205 && code !== 304);
		await fc.assert(
			fc.asyncProperty(body, cuts, status, async (bytes, sizes, code) => {
				const end = await read(bytes, sizes, 'chat-completions', code);
				assert.doesNotMatch(end.failure?.detail ?? '', /[<>`*\n]/);
			}),
			{ numRuns: 300 },
		);
	});
});

describe('a well-formed stream', () => {
	const chosen = fixtures.filter(
		({ name, exchanges: [first], expect }) =>
			expect.outcome === 'complete' &&
			first?.kind === 'sse' &&
			first.headers?.['content-encoding'] === undefined &&
			!name.startsWith('b35'),
	);
	for (const { name, api, exchanges, expect } of chosen) {
		it(`${name} reads the same wherever it is cut`, async () => {
			const bytes = new Uint8Array(await readFile(join(directory, exchanges[0]?.file ?? '')));
			const protocol = api === 'chat' ? 'chat-completions' : 'responses';
			const check = async (sizes: readonly number[]) => {
				const end = await read(bytes, sizes, protocol);
				assert.equal(end.text, expect.text);
				assert.equal(end.streamed, expect.text);
				assert.equal(end.thought, expect.reasoning);
				assert.equal(end.outcome, 'complete');
			};
			await check([1]);
			await fc.assert(fc.asyncProperty(cuts, check), { numRuns: 10 });
		});
	}
});
