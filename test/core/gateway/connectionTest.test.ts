import assert from 'node:assert/strict';
import { testConnection } from '../../../src/core/gateway/connectionTest.ts';
import type { Fetch } from '../../../src/core/gateway/client.ts';
import { someSettings, testGateway } from './ask.ts';
import { chunk, greeting, refusal, sse } from './stub.ts';

const { signal } = new AbortController();
const usage = { choices: [], usage: { prompt_tokens: 4, completion_tokens: 1 } };

/** Runs the test against one answer to the bare address and one to the question. */
async function run(
	answer: () => Response | Promise<Response>,
	reach: () => Response = () => new Response('', { status: 404 }),
	settings: Partial<typeof someSettings> = {},
	stop: AbortSignal = signal,
) {
	const asked: string[] = [];
	const fetch: Fetch = async (url, { method = 'GET', headers }) => {
		asked.push(`${method} ${url}`);
		if (method === 'GET') {
			assert.equal(new Headers(headers).has('authorization'), false);
			return reach();
		}
		return answer();
	};
	const live: string[] = [];
	const results = await testConnection({
		settings: { ...someSettings, ...settings },
		gateway: testGateway(settings, { fetch }),
		fetch,
		signal: stop,
		onStep: ({ name, ok }) => live.push(`${name} ${ok}`),
	});
	const steps = results.map(({ name, ok, failure, note }) =>
		[name, ok, failure?.class ?? note].filter(part => part !== undefined).join(' '),
	);
	return { asked, live, steps };
}

const broken = (code: string) => () => {
	throw new TypeError('fetch failed', { cause: Object.assign(new Error('oops'), { code }) });
};

describe('the connection test', () => {
	it('says which field of the user is not sent, once all else works', async () => {
		const answer = () => sse(chunk('OK'), chunk('', 'stop'), usage);
		const extraBody = { temperature: 1, store: true };
		const { steps } = await run(answer, undefined, { extraBody });
		assert.deepEqual(steps.slice(2), ['key true', 'model true', 'stream false bad_request']);
		const allowed = await run(answer, undefined, { extraBody: { temperature: 1 } });
		assert.equal(allowed.steps.at(-1), 'stream true');
	});

	it('goes through five steps, the address without a key', async () => {
		const { asked, live, steps } = await run(() => sse(chunk('OK'), chunk('', 'stop'), usage));
		assert.deepEqual(steps, [
			'address true',
			'tls true unencrypted',
			'key true',
			'model true',
			'stream true',
		]);
		assert.deepEqual(asked, [
			'GET http://127.0.0.1:9/v1',
			'POST http://127.0.0.1:9/v1/chat/completions',
		]);
		assert.deepEqual(live.slice(0, 4), ['address true', 'tls true', 'key true', 'model true']);
	});

	it('mentions a stream without usage', async () => {
		assert.equal((await run(greeting)).steps[4], 'stream true noUsage');
	});

	const faults: readonly (readonly [
		fault: string,
		answer: () => Response,
		reach: (() => Response) | undefined,
		steps: readonly string[],
	])[] = [
		['an unknown host', greeting, broken('ENOTFOUND'), ['address false connection']],
		[
			'an untrusted certificate',
			greeting,
			broken('DEPTH_ZERO_SELF_SIGNED_CERT'),
			['address true', 'tls false connection'],
		],
		[
			'a web page where the gateway should be',
			() => new Response('<html>'),
			undefined,
			['address false endpoint', 'tls true unencrypted'],
		],
		[
			'a wrong key',
			() => refusal(401, { code: 'AuthenticationError' }),
			undefined,
			['address true', 'tls true unencrypted', 'key false auth'],
		],
		[
			'an unknown model',
			() => refusal(404, { code: 'InvalidEndpointOrModel.NotFound' }),
			undefined,
			['address true', 'tls true unencrypted', 'key true', 'model false model_not_found'],
		],
		[
			'a stream that breaks off',
			() => sse(chunk('O')),
			undefined,
			['address true', 'tls true unencrypted', 'key true', 'model true', 'stream false incomplete'],
		],
	];
	for (const [fault, answer, reach, expected] of faults) {
		it(`lays ${fault} to its step`, async () => {
			const { steps } = await run(answer, reach);
			assert.deepEqual(steps.slice(0, expected.length), expected);
			assert.ok(steps.slice(expected.length).every(step => step.endsWith('false')));
		});
	}

	it('asks nobody when the address can not be one', async () => {
		const { asked, steps } = await run(greeting, undefined, { baseUrl: 'http://a.example/v1' });
		assert.deepEqual([asked, steps[0]], [[], 'address false endpoint']);
	});

	it('asks nobody but the demo about the demo', async () => {
		const { asked, steps } = await run(greeting, undefined, { gateway: 'demo' });
		assert.deepEqual([asked, steps.every(step => step.includes('true'))], [[], true]);
	});

	it('can be stopped at any step', async () => {
		for (const at of ['reach', 'ask']) {
			const stop = new AbortController();
			const { steps } = await run(
				() => {
					stop.abort();
					return new Promise<Response>(() => undefined);
				},
				() => {
					if (at === 'reach') {
						stop.abort();
					}
					return new Response('');
				},
				{},
				stop.signal,
			);
			assert.deepEqual(steps.slice(2), ['key false', 'model false', 'stream false']);
		}
	});
});
