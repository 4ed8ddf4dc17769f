import assert from 'node:assert/strict';
import type { Log } from '../../../src/core/log.ts';
import { startPlayer, type Player } from '../../support/player.ts';
import { hear, testGateway, testKey } from './ask.ts';
import { described, directory, rows } from './faultRow.ts';

const canaries = ['canary-prompt', 'canary-system', testKey] as const;

describe('the log', () => {
	let player: Player;
	before(async () => {
		player = await startPlayer(directory, { more: described });
	});
	after(() => player.close());

	it('holds ids, status, durations and sizes of every row, never a prompt, an answer or the key', async () => {
		for (const { name, api, expect } of rows) {
			const lines: string[] = [];
			const keep = (line: string) => void lines.push(line);
			const log: Log = { trace: keep, debug: keep, info: keep, warn: keep, error: keep };
			const gateway = testGateway(
				{
					baseUrl: player.baseUrl(name),
					api: api === 'chat' ? 'chat-completions' : 'responses',
					timeouts: { headers: 0.2, firstToken: 0.2, idle: 0.2, total: 1 },
				},
				{ log },
			);
			const messages = [
				{ role: 'system', content: 'canary-system' },
				{ role: 'user', content: 'canary-prompt' },
			] as const;
			const request = { messages, reasoning: 'off' } as const;
			const { end } = await hear(gateway.stream(request, new AbortController().signal));
			const written = lines.join('\n');
			// A single word of an answer may be in any text; whole rows of it are not.
			const said = [expect.text, end.text, end.reasoning, end.failure?.detail ?? ''];
			for (const secret of [...canaries, ...said.filter(({ length }) => length >= 12)]) {
				assert.ok(!written.includes(secret.trim()), `${name}: ${written}`);
			}
			assert.match(written, /\d requests?, \d+ ms, \d+ characters/, name);
		}
	}).timeout(60_000);
});
