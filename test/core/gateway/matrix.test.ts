import assert from 'node:assert/strict';
import { hear, someRequest, testGateway } from './ask.ts';
import { brokenRows } from './matrix/brokenRows.ts';
import { httpRows } from './matrix/httpRows.ts';
import { responsesRows } from './matrix/responsesRows.ts';
import { bytes, data, stop, usage } from './matrix/row.ts';
import { variantRows } from './matrix/variantRows.ts';
import { chunk, greeting, stubFetch } from './stub.ts';

const rows = [...httpRows, ...variantRows, ...brokenRows, ...responsesRows];

describe('rows of the fault matrix that were not recorded', () => {
	for (const row of rows) {
		it(row.name, async () => {
			const stub = stubFetch(...row.answers);
			const gateway = testGateway(
				{ api: row.api ?? 'chat-completions', extraBody: row.extra ?? {} },
				{ fetch: stub.fetch },
			);
			const { end } = await hear(gateway.stream(someRequest, new AbortController().signal));
			assert.deepEqual(
				[end.outcome, end.failure?.class, end.text, end.reasoning, end.autoApply],
				[row.outcome, row.errorClass, row.text ?? '', row.reasoning ?? '', row.autoApply ?? false],
			);
			assert.equal(end.failure?.code, row.code ?? end.failure?.code);
			assert.equal(end.usage !== undefined, row.usage ?? false);
			assert.equal(stub.sent.length, row.requests ?? 1);
		});
	}

	it('an answer stands when the gateway keeps the line open after it', async () => {
		const events = [chunk('a'), stop, usage].map(event => bytes(data(event)));
		const stub = stubFetch(
			() =>
				new Response(
					new ReadableStream({
						start: controller => {
							for (const event of events) {
								controller.enqueue(event);
							}
						},
					}),
				),
			greeting,
		);
		const timers = {
			setTimeout: (callback: () => void, delay: number) =>
				delay > 3000 ? undefined : setImmediate(callback),
			clearTimeout: () => undefined,
		};
		const gateway = testGateway({}, { fetch: stub.fetch, timers });
		const { end } = await hear(gateway.stream(someRequest, new AbortController().signal));
		assert.equal(end.outcome, 'complete');
		assert.equal(end.usage?.inputTokens, 42);
	});
});
