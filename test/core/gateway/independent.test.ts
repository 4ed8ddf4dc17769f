import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import { OpenAI } from 'openai';
import type { FixtureIndex } from '../../support/fixtures.ts';
import { startPlayer, type Player } from '../../support/player.ts';
import { hear, someRequest, testGateway } from './ask.ts';

const directory = join(import.meta.dirname, '../../fixtures/protocol');
const index = await readFile(join(directory, 'index.json'), 'utf8');
// oxlint-disable-next-line no-unsafe-type-assertion -- our own file
const { fixtures } = JSON.parse(index) as FixtureIndex;
const { signal } = new AbortController();

describe('a server that we did not write', () => {
	const answer = 'const 和 = (a, b) => a + b;\n'.repeat(20);
	const server = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
	let baseUrl = '';
	before(async () => {
		server.onMessage('Add two numbers.', { content: answer, reasoning: 'Let me think.' });
		baseUrl = `${await server.start()}/v1`;
	});
	after(() => server.stop());

	for (const api of ['chat-completions', 'responses'] as const) {
		it(`is understood on ${api}`, async () => {
			const gateway = testGateway({ baseUrl, api });
			const { end, text, reasoning } = await hear(gateway.stream(someRequest, signal));
			assert.equal(end.outcome, 'complete');
			assert.equal(end.failure, undefined);
			assert.equal(text, answer);
			assert.equal(end.text, answer);
			assert.equal(reasoning, 'Let me think.');
			assert.ok(end.usage);
			assert.equal(end.autoApply, true);
		});
	}
});

describe('the openai SDK’s own iterator', () => {
	// Rows on which the SDK is known to be wrong, or that take long for their many small writes.
	const beyond = /^(b08|b16|b24|b28|b29|b36|c15|c30|a)/;
	const wellFormed = fixtures.filter(
		({ name, api, expect }) =>
			api === 'chat' && expect.outcome === 'complete' && expect.autoApply && !beyond.test(name),
	);
	let player: Player;
	before(async () => {
		player = await startPlayer(directory);
	});
	after(() => player.close());

	for (const { name } of wellFormed) {
		it(`reads ${name} as we do`, async () => {
			const client = new OpenAI({ baseURL: player.baseUrl(name), apiKey: 'k', maxRetries: 0 });
			const stream = await client.chat.completions.create({
				model: 'm',
				messages: [{ role: 'user', content: 'Hi' }],
				stream: true,
			});
			let text = '';
			for await (const { choices } of stream) {
				text += choices?.[0]?.delta?.content ?? '';
			}
			const gateway = testGateway({ baseUrl: player.baseUrl(name) });
			const { end } = await hear(gateway.stream(someRequest, signal));
			assert.equal(end.text, text);
		});
	}
});

describe('Stop on a real socket', () => {
	it('closes it', async () => {
		const player = await startPlayer(directory);
		try {
			const stop = new AbortController();
			const gateway = testGateway({ baseUrl: player.baseUrl('c18-stall-mid') });
			const { end } = await hear(
				gateway.stream(someRequest, stop.signal),
				({ type }) => type === 'text' && stop.abort(),
			);
			assert.equal(end.outcome, 'aborted');
			assert.equal(end.text, 'function add(a, b) {\n');
			await player.requests[0]?.closed;
		} finally {
			await player.close();
		}
	});
});
