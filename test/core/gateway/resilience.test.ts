import assert from 'node:assert/strict';
import type { GatewayEvent } from '../../../src/core/gateway/gateway.ts';
import { hear, someRequest, testGateway } from './ask.ts';
import { Clock } from './clock.ts';
import { chunk, greeting, refusal, sse, stubFetch } from './stub.ts';

const { signal } = new AbortController();
const busy = () => refusal(429, { code: 'RequestBurstTooFast', message: 'Too fast.' });

describe('a retry', () => {
	it('is announced, and followed by the answer', async () => {
		const stub = stubFetch(busy, greeting);
		const { end, events } = await hear(
			testGateway({}, { fetch: stub.fetch, random: () => 0.01 }).stream(someRequest, signal),
		);
		assert.equal(end.outcome, 'complete');
		assert.equal(end.requests, 2);
		const [first] = events;
		assert.ok(first?.type === 'waiting' && first.reason === 'retry' && (first.delay ?? 0) <= 10);
	});

	it('is made twice at most', async () => {
		const stub = stubFetch(busy);
		const { end } = await hear(testGateway({}, { fetch: stub.fetch }).stream(someRequest, signal));
		assert.equal(stub.sent.length, 3);
		assert.equal(end.failure?.class, 'rate_limit');
	});

	it('is never made after something was shown', async () => {
		const overloaded = { error: { code: 'ServerOverloaded', message: 'busy' } };
		const stub = stubFetch(() => sse(chunk('Hel'), overloaded), greeting);
		const { end } = await hear(testGateway({}, { fetch: stub.fetch }).stream(someRequest, signal));
		assert.equal(stub.sent.length, 1);
		assert.equal(end.outcome, 'error');
		assert.equal(end.text, 'Hel');
	});

	it('is cut short by Stop', async () => {
		const stub = stubFetch(() => refusal(503, { message: 'later' }, { 'retry-after': '20' }));
		const stop = new AbortController();
		const { end } = await hear(
			testGateway({}, { fetch: stub.fetch }).stream(someRequest, stop.signal),
			({ type }) => type === 'waiting' && stop.abort(),
		);
		assert.equal(end.outcome, 'aborted');
		assert.equal(stub.sent.length, 1);
	});

	const causes: readonly (readonly [code: string, requests: number])[] = [
		['ECONNRESET', 3],
		['UND_ERR_SOCKET', 3],
		['ECONNREFUSED', 1],
		['ENOTFOUND', 1],
		['CERT_HAS_EXPIRED', 1],
	];
	for (const [code, requests] of causes) {
		it(`${requests > 1 ? 'is' : 'is not'} made when the connection failed with ${code}`, async () => {
			const stub = stubFetch(() => {
				throw new TypeError('fetch failed', { cause: Object.assign(new Error('oops'), { code }) });
			});
			const { end } = await hear(
				testGateway({}, { fetch: stub.fetch }).stream(someRequest, signal),
			);
			assert.equal(stub.sent.length, requests);
			assert.equal(end.outcome, 'error');
			assert.equal(end.failure?.class, 'connection');
			assert.equal(end.failure?.code, code);
			assert.equal(end.failure?.detail, 'fetch failed: oops');
		});
	}
});

describe('the compatibility ladder', () => {
	const rejects = (message: string) => () => refusal(400, { code: 'InvalidParameter', message });

	const rungs: readonly (readonly [message: string, dropped: string])[] = [
		['`reasoning_effort` conflicts with `thinking`', 'reasoning_effort'],
		['thinking is not supported by this model', 'thinking'],
		['Unrecognized request argument supplied: thinking', 'thinking'],
		['unknown parameter: stream_options', 'stream_options'],
	];
	for (const [message, dropped] of rungs) {
		it(`gives up ${dropped} on ${JSON.stringify(message)}, and remembers it`, async () => {
			const stub = stubFetch(rejects(message), greeting);
			const gateway = testGateway({}, { fetch: stub.fetch });
			const { end } = await hear(gateway.stream(someRequest, signal));
			await hear(gateway.stream(someRequest, signal));
			await hear(gateway.stream({ ...someRequest, model: 'another' }, signal));
			assert.equal(end.outcome, 'complete');
			assert.equal(end.requests, 2);
			assert.deepEqual(
				stub.sent.map(({ body }) => dropped in body),
				[true, false, false, true],
			);
		});
	}

	it('renames the output limit where its newer name is unknown', async () => {
		const stub = stubFetch(rejects('unknown field "max_completion_tokens"'), greeting);
		const gateway = testGateway({}, { fetch: stub.fetch });
		await hear(gateway.stream({ ...someRequest, reasoning: 'low' }, signal));
		assert.equal(stub.sent[1]?.body['max_tokens'], 32_768);
		assert.equal(stub.sent[1]?.body['max_completion_tokens'], undefined);
	});

	it('goes down one rung in a request', async () => {
		const stub = stubFetch(rejects('bad reasoning_effort'), rejects('bad thinking'), greeting);
		const { end } = await hear(testGateway({}, { fetch: stub.fetch }).stream(someRequest, signal));
		assert.equal(stub.sent.length, 2);
		assert.equal(end.failure?.class, 'bad_request');
	});

	it('stays where it is when the refusal names nothing that was sent', async () => {
		const stub = stubFetch(rejects('`service_tier` is not supported'), greeting);
		const { end } = await hear(testGateway({}, { fetch: stub.fetch }).stream(someRequest, signal));
		assert.equal(stub.sent.length, 1);
		assert.equal(end.failure?.field, 'service_tier');
	});
});

describe('the four timers', () => {
	/** Sends nothing more, and heeds its signal as a network would. */
	const hang = (...first: readonly string[]) => {
		const pieces = first.map(text => new TextEncoder().encode(text));
		return () =>
			new Response(
				new ReadableStream({
					start: controller => {
						for (const piece of pieces) {
							controller.enqueue(piece);
						}
					},
				}),
			);
	};
	const event = (content: string) => `data: ${JSON.stringify(chunk(content))}\n\n`;

	it('end a request that gets no headers as an error', async () => {
		const stub = stubFetch(() => new Promise<Response>(() => undefined));
		const gateway = testGateway({ timeouts: { headers: 0.02 } }, { fetch: stub.fetch });
		const { end } = await hear(gateway.stream(someRequest, signal));
		assert.equal(end.outcome, 'error');
		assert.deepEqual([end.failure?.class, end.failure?.timer], ['timeout', 'headers']);
		assert.equal(stub.sent[0]?.signal?.aborted, true);
	});

	const cases = [
		['firstToken', { firstToken: 0.02 }, [': ping\n\n'], ''],
		['idle', { firstToken: 5, idle: 0.02 }, [event('Hel'), ': ping\n\n'], 'Hel'],
		['total', { total: 0.02 }, [event('Hel')], 'Hel'],
	] as const;
	for (const [timer, timeouts, pieces, text] of cases) {
		it(`interrupt an answer by ${timer}, and keep what came`, async () => {
			const stub = stubFetch(hang(...pieces));
			const gateway = testGateway({ timeouts }, { fetch: stub.fetch });
			const { end } = await hear(gateway.stream(someRequest, signal));
			assert.equal(end.outcome, 'interrupted');
			assert.deepEqual([end.failure?.class, end.failure?.timer], ['timeout', timer]);
			assert.equal(end.text, text);
		});
	}

	it('tell an error that stood outside the events when the stream hangs after it', async () => {
		const bare = '{"error":{"code":"InternalServiceError","message":"oops"}}\n';
		const stub = stubFetch(hang(event('Hel'), bare));
		const gateway = testGateway({ timeouts: { idle: 0.02 } }, { fetch: stub.fetch });
		const { end } = await hear(gateway.stream(someRequest, signal));
		assert.deepEqual([end.outcome, end.failure?.class], ['error', 'server']);
	});

	for (const [seconds, outcome, heard] of [
		[5, 'complete', 36],
		[59, 'complete', 20],
		[61, 'interrupted', 1],
	] as const) {
		it(`(N25) leave an answer that drips a word every ${seconds} seconds for minutes ${outcome}`, async () => {
			const clock = new Clock();
			const words = Array.from({ length: Math.max(heard, 20) }, (_, at) => event(`word${at} `));
			const stop = `data: ${JSON.stringify(chunk('', 'stop'))}\n\ndata: [DONE]\n\n`;
			const pieces = [...words, stop].map(text => new TextEncoder().encode(text));
			const drip = new ReadableStream(
				{
					pull: async controller => {
						clock.pass(seconds * 1000);
						const piece = pieces.shift();
						// What the timers began comes first, as it would.
						await new Promise(setImmediate);
						if (piece) {
							controller.enqueue(piece);
						} else {
							controller.close();
						}
					},
				},
				{ highWaterMark: 0 },
			);
			const stub = stubFetch(() => new Response(drip));
			const { timers, now } = clock;
			const gateway = testGateway({}, { fetch: stub.fetch, timers, now });
			const { end } = await hear(gateway.stream(someRequest, signal));
			assert.equal(end.outcome, outcome);
			assert.equal(end.text.split(' ').length - 1, heard);
		});
	}

	it('mention a long silence once', async () => {
		const clock = new Clock();
		const stub = stubFetch(hang(event('Hel')));
		const { timers, now } = clock;
		const gateway = testGateway({}, { fetch: stub.fetch, timers, now });
		const heard: string[] = [];
		const { end } = await hear(gateway.stream(someRequest, signal), ({ type }) => {
			heard.push(`${type} at ${clock.time}`);
			if (type !== 'end') {
				setImmediate(() => clock.next());
			}
		});
		assert.deepEqual(heard, ['text at 0', 'waiting at 10000', 'end at 60000']);
		assert.equal(end.failure?.timer, 'idle');
	});
});

describe('Stop', () => {
	it('ends the answer at once and lets go of the connection', async () => {
		const stub = stubFetch(() => new Promise<Response>(() => undefined));
		const stop = new AbortController();
		const heard = hear(testGateway({}, { fetch: stub.fetch }).stream(someRequest, stop.signal));
		while (stub.sent.length === 0) {
			await new Promise(setImmediate);
		}
		stop.abort();
		const { end } = await heard;
		assert.equal(end.outcome, 'aborted');
		assert.equal(end.failure, undefined);
		assert.equal(stub.sent[0]?.signal?.aborted, true);
	});

	it('before the question sends nothing', async () => {
		const stub = stubFetch(greeting);
		const { end } = await hear(
			testGateway({}, { fetch: stub.fetch }).stream(someRequest, AbortSignal.abort()),
		);
		assert.deepEqual([end.outcome, end.requests, stub.sent.length], ['aborted', 0, 0]);
	});

	it('is also to leave the loop', async () => {
		const stub = stubFetch(() => sse(chunk('Hel'), chunk('lo')));
		for await (const event of testGateway({}, { fetch: stub.fetch }).stream(someRequest, signal)) {
			assert.equal(event.type, 'text');
			break;
		}
		assert.equal(stub.sent[0]?.signal?.aborted, true);
	});
});

describe('a reader that falls behind', () => {
	it('gets fewer and longer deltas, and the same text', async () => {
		const deltas = Array.from({ length: 500 }, (_, at) => chunk(`${at},`));
		const stub = stubFetch(() => sse(...deltas, chunk('', 'stop')));
		const texts: GatewayEvent[] = [];
		const { end, text } = await hear(
			testGateway({}, { fetch: stub.fetch }).stream(someRequest, signal),
			event => event.type === 'text' && texts.push(event),
		);
		assert.equal(text, end.text);
		assert.ok(texts.length < 10, `${texts.length} events`);
	});
});
