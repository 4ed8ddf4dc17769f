import assert from 'node:assert/strict';
import { lineShape, recordable } from '../../../src/core/gateway/recording.ts';
import { startPlayer, type Player } from '../../support/player.ts';
import { hear, testGateway, testKey } from './ask.ts';
import { checkRow, described, directory, rows } from './faultRow.ts';

const { signal } = new AbortController();

describe('a line of a recording', () => {
	const cases: readonly (readonly [line: string, shape: string])[] = [
		['data: [DONE]', 'data: [DONE]'],
		['event: response.completed', 'event: response.completed'],
		['event: two words', 'event: <9 characters>'],
		[': keep-alive', 'comment <12 characters>'],
		['<html>secret', '<12 characters>'],
		['data: {"type":"a.b","delta":"secret"}', 'data: {"type":"a.b","delta":"<6 characters>"}'],
		['data: {"model":"my secret words"}', 'data: {"model":"<15 characters>"}'],
		['data: {"a secret field":1}', 'data: {"field 0":1}'],
		['data: {"n":[1,null,true]}', 'data: {"n":[1,null,true]}'],
		['data: {"cut', 'data: <5 characters>'],
	];
	for (const [line, shape] of cases) {
		it(`tells ${shape}`, () => assert.equal(lineShape(line), shape));
	}
});

describe('a recording', () => {
	let player: Player;
	beforeEach(async () => {
		player = await startPlayer(directory, { more: described });
	});
	afterEach(() => player.close());

	it('holds no prompt, no answer and no key, whatever the gateway sends', async () => {
		for (const { name, api, expect, exchanges } of rows) {
			if (exchanges[0]?.generate?.mode === 'repeat') {
				continue;
			}
			const lines: string[] = [];
			const recorded = recordable({
				fetch: (url, init) => fetch(url, init),
				sink: () => line => void lines.push(line),
				now: () => performance.now(),
			});
			const gateway = testGateway(
				{
					baseUrl: player.baseUrl(name),
					api: api === 'chat' ? 'chat-completions' : 'responses',
					timeouts: { headers: 0.2, firstToken: 0.2, idle: 0.2, total: 1 },
				},
				{ fetch: recorded },
			);
			const messages = [
				{ role: 'system', content: 'canary system' },
				{ role: 'user', content: 'canary prompt' },
			] as const;
			const { end } = await hear(gateway.stream({ messages, reasoning: 'off' }, signal));
			const written = lines.join('\n');
			assert.match(written, /^#1 \+\d+ ms > POST http:/, name);
			const said = [expect.text, end.text, end.reasoning, end.failure?.detail ?? ''];
			const secrets = ['canary', testKey, ...said.filter(({ length }) => length >= 12)];
			for (const secret of secrets) {
				assert.ok(!written.includes(secret.trim()), `${name}: ${written}`);
			}
		}
	}).timeout(60_000);

	for (const name of [
		'b01-ark-thinking-usage',
		'c04-reset-mid',
		'c20-abort-by-user',
		'd01-basic',
	]) {
		it(`changes nothing about ${name}`, async () => {
			const row = rows.find(one => one.name === name);
			assert.ok(row);
			await checkRow(player, row, (settings, options) =>
				testGateway(settings, {
					...options,
					fetch: recordable({
						fetch: (url, init) => fetch(url, init),
						sink: () => () => undefined,
						now: () => performance.now(),
					}),
				}),
			);
		});
	}
});
