import assert from 'node:assert/strict';
import { hear, someRequest, testGateway } from './ask.ts';
import { greeting, refusal, stubFetch } from './stub.ts';

const { signal } = new AbortController();
const busy = () => refusal(429, { code: 'RequestBurstTooFast', message: 'Too fast.' });
const ten = Array.from({ length: 10 }, (_, at) => at);

describe('one gate for each origin', () => {
	it('keeps ten questions at once from becoming thirty requests', async () => {
		const stub = stubFetch(busy);
		const gateway = testGateway({}, { fetch: stub.fetch });
		const all = await Promise.all(ten.map(() => hear(gateway.stream(someRequest, signal))));
		assert.deepEqual(
			all.map(({ end }) => end.failure?.class),
			ten.map(() => 'rate_limit'),
		);
		assert.equal(stub.sent.length, 12);
	});

	it('lets everybody through when the one that went ahead is answered', async () => {
		const stub = stubFetch(...ten.map(() => busy), greeting);
		const gateway = testGateway({}, { fetch: stub.fetch });
		const all = await Promise.all(ten.map(() => hear(gateway.stream(someRequest, signal))));
		assert.deepEqual(
			all.map(({ end }) => end.text),
			ten.map(() => 'Hello'),
		);
		assert.equal(stub.sent.length, 20);
	});

	it('tells at once how long is left of a long wait, for the same key and model only', async () => {
		let time = 0;
		const stub = stubFetch(
			() => refusal(429, { code: 'AccountRateLimitExceeded' }, { 'retry-after': '7200' }),
			greeting,
		);
		const gateway = testGateway({}, { fetch: stub.fetch, now: () => time });
		const ask = async (model: string) =>
			(await hear(gateway.stream({ ...someRequest, model }, signal))).end;
		assert.equal((await ask('a')).failure?.retryAfter, 7_200_000);
		time = 3_600_000;
		const again = await ask('a');
		assert.deepEqual([again.failure?.retryAfter, again.requests], [3_600_000, 0]);
		assert.equal((await ask('b')).outcome, 'complete');
		time = 7_200_001;
		assert.equal((await ask('a')).outcome, 'complete');
		assert.equal(stub.sent.length, 3);
	});

	it('is closed for a day at most, whatever number a server asks for', async () => {
		const day = 86_400_000;
		let time = 0;
		const stub = stubFetch(
			() => refusal(429, { code: 'AccountRateLimitExceeded' }, { 'retry-after': '9'.repeat(400) }),
			greeting,
		);
		const gateway = testGateway({}, { fetch: stub.fetch, now: () => time });
		const ask = async () => (await hear(gateway.stream(someRequest, signal))).end;
		assert.equal((await ask()).failure?.retryAfter, day);
		time = day + 1;
		assert.equal((await ask()).outcome, 'complete');
	});

	it('hands the turn on when the one that went ahead is stopped', async () => {
		const answered: number[] = [];
		const stop = new AbortController();
		const stub = stubFetch(
			busy,
			busy,
			() => {
				answered.push(1);
				return new Promise<Response>(() => undefined);
			},
			greeting,
		);
		const gateway = testGateway({}, { fetch: stub.fetch });
		const first = hear(gateway.stream(someRequest, stop.signal));
		const second = hear(gateway.stream(someRequest, signal));
		while (answered.length === 0) {
			await new Promise(setImmediate);
		}
		stop.abort();
		assert.equal((await first).end.outcome, 'aborted');
		assert.equal((await second).end.outcome, 'complete');
	});

	it('does not keep another origin waiting', async () => {
		let baseUrl = 'http://127.0.0.1:9/v1';
		const stub = stubFetch(
			() => refusal(429, { code: 'RequestBurstTooFast' }, { 'retry-after': '7200' }),
			greeting,
		);
		const gateway = testGateway(
			{
				get baseUrl() {
					return baseUrl;
				},
			},
			{ fetch: stub.fetch },
		);
		await hear(gateway.stream(someRequest, signal));
		baseUrl = 'http://127.0.0.1:10/v1';
		assert.equal((await hear(gateway.stream(someRequest, signal))).end.outcome, 'complete');
	});
});
