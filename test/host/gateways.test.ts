import * as assert from 'node:assert/strict';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway, protocols, testKey } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';

interface Answer {
	readonly outcome: string;
	readonly text: string;
	readonly errorClass?: string;
}

for (const protocol of protocols) {
	describe(`a gateway over ${protocol}`, () => {
		it('is asked with the key that belongs to it, and is heard in the panel', async () => {
			const server = await gateway.script({ protocol, text: 'Answered by the script.' });

			const answer = await run<Answer>('doubao.ask', { text: 'Hello?', newChat: true });

			assert.equal(answer.outcome, 'complete');
			assert.equal(answer.text, 'Answered by the script.');
			const request = await server.received();
			assert.equal(request.protocol, protocol);
			assert.equal(request.headers.authorization, `Bearer ${testKey}`);
			await driver.panel.getByText('Answered by the script.').waitFor();
		});

		it('streams an edit step by step, and one key takes it back', async () => {
			const server = await gateway.script({
				protocol,
				deltas: ['```ts\nlet b;\n', 'let c;\n', '```\n'],
				pace: 'gate',
			});
			await workspace.open('edited.ts', 'let a;\n');
			await select({ rows: [1, 1] });
			const edit = run<{ readonly outcome: string }>('doubao.editSelection', {
				instruction: 'Use other names.',
			});

			server.release();
			await untilValue(text, now => now.startsWith('let b;'), 'the first row');
			server.releaseAll();

			assert.equal((await edit).outcome, 'review');
			assert.equal(text(), 'let b;\nlet c;\n');
			await driver.press('Control+Z');
			await untilValue(text, now => now === 'let a;\n', 'the original');
		});

		it('may be a server that we did not write', async () => {
			const server = await gateway.aimock({ protocol, text: 'Answered by aimock.' });

			const answer = await run<Answer>('doubao.ask', { text: 'Hello?', newChat: true });

			assert.equal(answer.text, 'Answered by aimock.');
			assert.equal(server.requests(), 1);
		});
	});
}

describe('a gateway without a key', () => {
	it('is not asked at all', async () => {
		const server = await gateway.script({ gateway: 'cubicspaces', key: null, text: 'Never said.' });

		const answer = await run<Answer>('doubao.ask', { text: 'Hello?', newChat: true });

		assert.equal(answer.outcome, 'refused');
		assert.equal(server.requests.length, 0);
	});
});

describe('a fixture', () => {
	it('is played to the extension byte for byte', async () => {
		const played = await gateway.play('a01-401-ark-auth');

		const answer = await run<Answer>('doubao.ask', { text: 'Hello?', newChat: true });

		assert.deepEqual([answer.outcome, answer.errorClass], ['error', 'auth']);
		assert.equal(played.requests.length, 1);
	});
});

describe('the key of a gateway', () => {
	it('is forgotten at once when it is replaced or removed', async () => {
		const server = await gateway.script({ text: 'Words.', gateway: 'ark' });
		await run('doubao.ask', { text: 'Hello?', newChat: true });
		await run('doubao.setApiKey', { key: 'another-key-0123456789' });
		await run('doubao.ask', { text: 'And now?' });
		await run('doubao.removeApiKey');
		const { outcome } = await run<Answer>('doubao.ask', { text: 'And now?' });

		assert.equal(outcome, 'refused');
		assert.deepEqual(
			server.requests.map(({ headers }) => headers.authorization),
			[`Bearer ${testKey}`, 'Bearer another-key-0123456789'],
		);
	});
});
