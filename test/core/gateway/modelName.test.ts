import assert from 'node:assert/strict';
import { hear, someRequest, testGateway } from './ask.ts';
import { sse, stubFetch } from './stub.ts';

const { signal } = new AbortController();

/** What the events of one answer call the model, and what it is called then. */
const rows: readonly [names: readonly unknown[], name: string | undefined][] = [
	[[undefined, undefined], undefined],
	[['a', 'a', 'a'], 'a'],
	[['', 'a', ''], 'a'],
	[['a', 'b', 'b'], 'b'],
	[['a', 'b', 'a'], 'a'],
	[['a', null, 7], 'a'],
	[['a\u202e\n', 'a\u202e\n'], 'a'],
];

describe('the model that answered', () => {
	for (const [names, name] of rows) {
		it(`of ${JSON.stringify(names)} is ${name}`, async () => {
			const events = names.map(model => ({ model, choices: [{ delta: { content: 'x' } }] }));
			const { fetch } = stubFetch(() => sse(...events));
			const gateway = testGateway({}, { fetch });
			assert.equal((await hear(gateway.stream(someRequest, signal))).end.model, name);
		});
	}
});
