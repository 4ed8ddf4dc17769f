import assert from 'node:assert/strict';
import type { BeyondCap } from '../../../src/core/gateway/gateway.ts';
import { isBeyondCap, watchEnds, withSessionCap } from '../../../src/core/gateway/sessionCap.ts';
import { hear, someRequest, testGateway } from './ask.ts';
import { chunk, sse, stubFetch } from './stub.ts';

const { signal } = new AbortController();
/** A million output tokens of the code model: 16 yuan. */
const usage = { choices: [], usage: { prompt_tokens: 0, completion_tokens: 1_000_000 } };
const answer = () => sse(chunk('a'), chunk('', 'stop'), usage);

function capped(cap: number, agree: () => boolean) {
	const stub = stubFetch(answer);
	const asked: number[] = [];
	const gateway = withSessionCap({
		gateway: testGateway({}, { fetch: stub.fetch }),
		cap: () => cap,
		forecast: () => 1,
		confirm: async spent => {
			asked.push(spent);
			return agree();
		},
	});
	const ask = async (conversation?: string, beyondCap?: BeyondCap) =>
		(
			await hear(
				gateway.stream(
					{
						...someRequest,
						...(conversation !== undefined && { conversation }),
						...(beyondCap && { beyondCap }),
					},
					signal,
				),
			)
		).end;
	return { ask, asked, stub };
}

describe('the cap of a conversation', () => {
	it('asks before it would be passed, and sends nothing after a no', async () => {
		const { ask, asked, stub } = capped(20, () => false);
		assert.equal((await ask('a')).cost, 16);
		assert.equal((await ask('a')).outcome, 'complete');
		const third = await ask('a');
		assert.deepEqual([third.outcome, third.requests, asked], ['aborted', 0, [32]]);
		assert.equal((await ask('b')).outcome, 'complete');
		assert.equal(stub.sent.length, 3);
	});

	it('asks again after another cap’s worth', async () => {
		const { ask, asked } = capped(20, () => true);
		for (let turn = 0; turn < 5; turn++) {
			await ask('a');
		}
		assert.deepEqual(asked, [32, 64]);
	});

	it('asks nobody on behalf of automation: it is refused, or sent if that was confirmed', async () => {
		const { ask, asked, stub } = capped(20, () => true);
		await ask('a');
		await ask('a');
		const { outcome, failure } = await ask('a', 'refuse');
		assert.equal(outcome, 'error');
		assert.ok(failure && isBeyondCap(failure));
		assert.ok(!isBeyondCap({ ...failure, httpStatus: 429 }), 'a server may send any code');
		assert.equal(stub.sent.length, 2);
		assert.equal((await ask('a', 'send')).outcome, 'complete');
		assert.deepEqual(asked, []);
	});

	it('never asks where there is none', async () => {
		const { ask, asked } = capped(0, () => false);
		await ask();
		await ask();
		assert.deepEqual(asked, []);
	});
});

describe('a watched gateway', () => {
	it('tells how each answer ended', async () => {
		const ends: string[] = [];
		const stub = stubFetch(answer);
		const gateway = watchEnds(testGateway({}, { fetch: stub.fetch }), ({ outcome }) =>
			ends.push(outcome),
		);
		await hear(gateway.stream(someRequest, signal));
		assert.deepEqual(ends, ['complete']);
	});
});
