import assert from 'node:assert/strict';
import { hear, someRequest, testGateway } from './ask.ts';
import { bodyOf, chunk, stubFetch } from './stub.ts';

const { signal } = new AbortController();

describe('a body without end', () => {
	const endless = function* (text: string) {
		const piece = new TextEncoder().encode(text.repeat(1024));
		while (true) {
			yield piece;
		}
	};
	const bodies: readonly (readonly [what: string, text: string])[] = [
		['one line', 'data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
		['rows of one event', 'data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n'],
		['rubbish', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
		['comments', ': ping\n\n'],
		['one JSON object', '{"a":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
		['text', `data: ${JSON.stringify(chunk('x'.repeat(1000)))}\n\n`],
	];
	for (const [what, text] of bodies) {
		it(`of ${what} is given up`, async () => {
			const stub = stubFetch(() => new Response(bodyOf(endless(text))));
			const { end } = await hear(
				testGateway({}, { fetch: stub.fetch }).stream(someRequest, signal),
			);
			assert.equal(end.outcome, 'interrupted');
			assert.equal(end.failure?.class, 'protocol');
		});
	}

	const events: readonly (readonly [
		what: string,
		api: 'chat-completions' | 'responses',
		event: (at: number) => unknown,
	])[] = [
		['blanks before any word', 'chat-completions', () => chunk(' '.repeat(1000))],
		[
			'texts that are done',
			'responses',
			() => ({ type: 'response.output_text.done', text: 'x'.repeat(10_000) }),
		],
		[
			'tool calls without arguments',
			'chat-completions',
			index => ({
				choices: [{ index: 0, delta: { tool_calls: [{ index, id: 'i'.repeat(10_000) }] } }],
			}),
		],
		[
			'items that are calls',
			'responses',
			at => ({
				type: 'response.output_item.added',
				item: { type: 'function_call', id: `${at}${'i'.repeat(10_000)}`, call_id: 'c', name: 'n' },
			}),
		],
	];
	for (const [what, api, event] of events) {
		it(`of ${what} is given up`, async () => {
			let sent = 0;
			const body = function* () {
				for (let at = 0; ; at++) {
					const bytes = new TextEncoder().encode(`data: ${JSON.stringify(event(at))}\n\n`);
					sent += bytes.length;
					yield bytes;
				}
			};
			const stub = stubFetch(() => new Response(bodyOf(body())));
			const { end } = await hear(
				testGateway({ api }, { fetch: stub.fetch }).stream(someRequest, signal),
			);
			assert.equal(end.outcome, 'interrupted');
			assert.equal(end.failure?.class, 'protocol');
			assert.ok(sent < 40 * 1024 * 1024, `${sent} bytes`);
		});
	}

	it('is not read to its end when it is an error page', async () => {
		let read = 0;
		const page = function* () {
			for (const piece of endless('<p>An error page.</p>')) {
				read += piece.length;
				yield piece;
			}
		};
		const stub = stubFetch(() => new Response(bodyOf(page()), { status: 404 }));
		const { end } = await hear(testGateway({}, { fetch: stub.fetch }).stream(someRequest, signal));
		assert.equal(end.failure?.class, 'endpoint');
		assert.equal(end.failure?.detail, undefined);
		assert.ok(read < 1024 * 1024, `${read} bytes`);
	});
});
