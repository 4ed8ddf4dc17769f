import assert from 'node:assert/strict';
import { Chains } from '../../../src/core/gateway/chain.ts';
import { createGateway } from '../../../src/core/gateway/client.ts';
import { resolveEndpoint } from '../../../src/core/gateway/endpoint.ts';
import type { Message } from '../../../src/core/gateway/gateway.ts';
import type { GatewaySettings } from '../../../src/core/gateway/settings.ts';
import { hear, silentLog, someSettings, testGateway, testKey } from './ask.ts';
import { refusal, sse, stubFetch } from './stub.ts';

const { signal } = new AbortController();
const soon = Math.ceil(Date.now() / 1000) + 3600;

/** A stored answer, its id by its number. */
const stored =
	(id: string, expire_at: number | undefined = soon, store = true) =>
	() =>
		sse(
			{ type: 'response.output_text.delta', delta: `Answer ${id}` },
			{ type: 'response.completed', response: { id, store, expire_at, status: 'completed' } },
		);

const answered = {
	outcome: 'complete',
	reasoning: '',
	requests: 1,
	autoApply: true,
	duration: 0,
	toolCalls: [],
} as const;

const question: readonly Message[] = [
	{ role: 'system', content: 'You write code.' },
	{ role: 'user', content: 'First?' },
];
const next: readonly Message[] = [
	...question,
	{ role: 'assistant', content: 'Answer r1' },
	{ role: 'user', content: 'Second?' },
];

/** Asks twice, with other settings or messages the second time, and tells what the second sent. */
async function second(
	first: () => Response,
	change: {
		settings?: Partial<GatewaySettings>;
		messages?: readonly Message[];
		conversation?: string;
	} = {},
	...answers: readonly (() => Response)[]
) {
	const stub = stubFetch(first, ...(answers.length > 0 ? answers : [stored('r2')]));
	let settings: GatewaySettings = { ...someSettings, api: 'responses', store: true };
	const gateway = createGateway({
		settings: () => settings,
		apiKey: async () => testKey,
		fetch: stub.fetch,
		log: silentLog,
	});
	const ask = async (messages: readonly Message[], conversation: string) =>
		(await hear(gateway.stream({ messages, reasoning: 'off', conversation }, signal))).end;
	await ask(question, 'a');
	settings = { ...settings, ...change.settings };
	const end = await ask(change.messages ?? next, change.conversation ?? 'a');
	return { end, sent: stub.sent.slice(1).map(({ body }) => body) };
}

describe('a stored answer', () => {
	it('is gone on from instead of sending the history again', async () => {
		const { sent } = await second(stored('r1'));
		assert.equal(sent[0]?.['store'], true);
		assert.equal(sent[0]?.['previous_response_id'], 'r1');
		assert.deepEqual(sent[0]?.['input'], [{ role: 'user', content: 'Second?' }]);
	});

	it('is not asked for where there is no conversation to delete it with', async () => {
		const stub = stubFetch(stored('r1'));
		const gateway = testGateway({ api: 'responses', store: true }, { fetch: stub.fetch });
		await hear(gateway.stream({ messages: question, reasoning: 'off' }, signal));
		assert.equal(stub.sent[0]?.body['store'], false);
	});

	const invalid: Readonly<Record<string, Parameters<typeof second>>> = {
		'the gateway did not keep it': [stored('r1', soon, false)],
		'it does not tell when it expires': [
			() =>
				sse(
					{ type: 'response.output_text.delta', delta: 'Answer r1' },
					{ type: 'response.completed', response: { id: 'r1', store: true } },
				),
		],
		'it is about to expire': [stored('r1', Math.floor(Date.now() / 1000) + 59)],
		'the address is another one': [
			stored('r1'),
			{ settings: { baseUrl: 'http://127.0.0.1:10/v1' } },
		],
		'the model is another one': [stored('r1'), { settings: { model: 'another' } }],
		'the setting was switched off': [stored('r1'), { settings: { store: false } }],
		'the conversation is another one': [stored('r1'), { conversation: 'b' }],
		'its history was changed': [
			stored('r1'),
			{
				messages: next.map(message => ({
					...message,
					content: message.content.replace('First', '1st'),
				})),
			},
		],
	};
	for (const [reason, args] of Object.entries(invalid)) {
		it(`is not built upon when ${reason}`, async () => {
			const { sent } = await second(...args);
			assert.equal(sent[0]?.['previous_response_id'], undefined);
			assert.ok(Array.isArray(sent[0]?.['input']) && sent[0]['input'].length === 4);
		});
	}

	it('is given up for the whole history when the gateway lost it', async () => {
		const lost = () =>
			refusal(404, { code: 'NotFound', message: 'previous response r1 not found' });
		const { end, sent } = await second(stored('r1'), {}, lost, stored('r2'));
		assert.equal(end.outcome, 'complete');
		assert.deepEqual(
			sent.map(body => [
				body['previous_response_id'],
				Array.isArray(body['input']) && body['input'].length,
			]),
			[
				['r1', 1],
				[undefined, 4],
			],
		);
	});

	it('is deleted where it is kept, with the key of that origin', async () => {
		const asked: string[] = [];
		const gateway = testGateway(
			{},
			{
				apiKey: async origin => `key-of-${origin}`,
				fetch: async (url, { method, headers, redirect }) => {
					asked.push(`${method} ${url} ${new Headers(headers).get('authorization')} ${redirect}`);
					if (url.includes('b.example')) {
						throw new TypeError('fetch failed');
					}
					return new Response(null, { status: 200 });
				},
			},
		);
		await gateway.forget([
			{ id: 'r/1', baseUrl: 'https://b.example/v1' },
			{ id: 'r2', baseUrl: 'https://a.example/v1' },
			{ id: 'r3' },
		]);
		assert.deepEqual(asked, [
			'DELETE https://b.example/v1/responses/r%2F1 Bearer key-of-https://b.example manual',
			'DELETE https://a.example/v1/responses/r2 Bearer key-of-https://a.example manual',
		]);
	});

	it('is deleted with the key that was there when it was to be deleted', async () => {
		const keys: string[] = [];
		let key: string | undefined = testKey;
		const gateway = testGateway(
			{},
			{
				apiKey: async () => key,
				fetch: async (_url, { headers }) => {
					keys.push(new Headers(headers).get('authorization') ?? '');
					return new Response(null, { status: 200 });
				},
			},
		);
		const baseUrl = 'https://a.example/v1';
		const deleted = gateway.forget([
			{ id: 'r1', baseUrl },
			{ id: 'r2', baseUrl },
		]);
		key = undefined;
		await deleted;
		assert.deepEqual(keys, [`Bearer ${testKey}`, `Bearer ${testKey}`]);
	});

	it('is remembered for the twenty latest conversations, and for none after all was cleared', () => {
		const chains = new Chains();
		const resolved = resolveEndpoint({ ...someSettings, api: 'responses' });
		assert.ok(resolved.ok);
		const endpoint = resolved.value;
		const ask = (conversation: string, messages: readonly Message[]) =>
			({ messages, reasoning: 'off', conversation }) as const;
		const end = (id: string) => ({
			...answered,
			text: 'Answer r1',
			stored: { id, expiresAt: soon },
		});
		const known = (conversation: string) =>
			chains.extend(ask(conversation, next), endpoint, Date.now()).previous !== undefined;
		for (let at = 0; at < 20; at++) {
			chains.remember(ask(`c${at}`, question), endpoint, end(`r${at}`));
		}
		chains.remember(ask('c0', question), endpoint, end('again'));
		chains.remember(ask('c20', question), endpoint, end('r20'));
		assert.deepEqual(
			[known('c0'), known('c1'), known('c2'), known('c20')],
			[true, false, true, true],
		);
		chains.clear();
		assert.equal(known('c20'), false);
	});
});
