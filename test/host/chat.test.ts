import * as assert from 'node:assert/strict';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway, protocols } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { untilValue } from './library/until.ts';

interface AskResult {
	readonly outcome: string;
	readonly reason?: string;
	readonly text: string;
	readonly reasoning: string;
	readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
	readonly model?: string;
}

const composer = driver.panel.getByRole('textbox', { name: 'Message' });
const answers = driver.panel.getByRole('article', { name: /^Doubao, message/ });

describe('the chat panel', () => {
	beforeEach(async () => {
		await run('doubao.newChat');
		await composer.waitFor();
	});

	for (const protocol of protocols) {
		it(`streams an answer to what is typed, over ${protocol}`, async () => {
			const server = await gateway.script({
				protocol,
				deltas: ['Hello ', 'there, ', '**world**.'],
				pace: 'gate',
			});
			await composer.type('Say hello');
			await composer.press('Enter');

			await server.received();
			server.release(2);
			await untilValue(
				() => answers.first().text(),
				now => now.includes('there,'),
				'two deltas',
			);
			server.releaseAll();
			await untilValue(
				() => answers.first().text(),
				now => /world.*120/s.test(now),
				'the end',
			);

			assert.equal((await state()).chat.turns > 0, true);
		});
	}

	it('remembers the turns before', async () => {
		const server = await gateway.script({ text: 'Blue.' }, { text: 'The sky.' });
		await run('doubao.ask', { text: 'A colour?' });
		await run('doubao.ask', { text: 'Of what?' });

		const second = JSON.stringify(server.requests[1]?.body);
		assert.match(second, /A colour\?/);
		assert.match(second, /Blue\./);
		assert.match(second, /Of what\?/);
		assert.equal(await answers.count(), 2);
	});

	it('stops at the button, and what had arrived stays', async () => {
		const server = await gateway.script({ deltas: ['One. ', 'Two. '], pace: 'gate' });
		await composer.type('Count');
		await driver.panel.getByRole('button', { name: 'Send' }).click();
		const request = await server.received();
		server.release(1);
		await untilValue(
			() => answers.first().text(),
			now => now.includes('One.'),
			'a delta',
		);

		await driver.panel.getByRole('button', { name: 'Stop' }).click();
		await request.closed;

		await untilValue(
			() => answers.first().text(),
			now => now.includes('Stopped'),
			'the mark',
		);
		assert.match(await answers.first().text(), /One\./);
	});

	it('goes on with a cut answer, asks once more, and leads back to the answer before', async () => {
		const server = await gateway.script(
			{ text: 'One, ', end: 'length' },
			{ text: 'two.' },
			{ text: 'Eins.' },
		);
		const reads = (pattern: RegExp) =>
			untilValue(
				() => answers.first().text(),
				now => pattern.test(now),
				String(pattern),
			);
		await run('doubao.ask', { text: 'Count' });
		await driver.panel.getByRole('button', { name: 'Continue' }).click();
		await reads(/One, two\./);
		assert.match(JSON.stringify(server.requests[1]?.body), /"assistant","content":"One, "/);

		await driver.panel.getByRole('button', { name: 'Regenerate' }).click();
		await reads(/Eins\./);
		await driver.panel.getByRole('button', { name: 'Previous Version' }).click();
		await reads(/One, two\./);
		assert.equal(await answers.count(), 1);
	});

	it('reports the result to automation', async () => {
		await gateway.script({ text: 'Four.', reasoning: 'two and two', model: 'served-model' });

		const result = await run<AskResult>('doubao.ask', { text: '2+2?' });

		assert.deepEqual(result, {
			outcome: 'complete',
			text: 'Four.',
			reasoning: 'two and two',
			usage: { inputTokens: 120, outputTokens: 40 },
			model: 'served-model',
		});
		await untilValue(
			() => answers.first().text(),
			now => now.includes('served-model'),
			'the model',
		);
	});

	it('refuses a question that is too long, and says so', async () => {
		const server = await gateway.script({ text: 'Never.' });
		const text = 'x'.repeat(1_000_001);
		const { outcome, reason } = await run<AskResult>('doubao.ask', { text });
		assert.equal(outcome, 'refused');
		assert.match(reason ?? '', /longer than 1,000,000 characters/u);
		assert.equal(server.requests.length, 0);
	});

	it('renders no markup that comes from a model', async () => {
		await gateway.script({
			text: '<img src=x onerror=alert(1)> <b>bold</b> ![i](https://x.invalid/i.png)',
		});

		await run('doubao.ask', { text: 'markup?' });

		await untilValue(
			() => answers.first().text(),
			now => now.includes('<b>bold</b>'),
			'its text',
		);
		assert.equal(await answers.first().locator('img, b').count(), 0);
	});

	it('loads the colours of code with the first block of it', async () => {
		await gateway.script({ text: '```ts\nconst answer = 42;\n```' });

		await run('doubao.ask', { text: 'code?' });

		await untilValue(
			() => answers.first().locator('.token-keyword, .token-number').count(),
			count => count === 2,
			'a keyword and a number',
		);
	});

	it('moves to the activity bar by a setting', async () => {
		await settings.set({ 'doubao.chat.location': 'activityBar' });

		await run('doubao.openChat');

		await driver.workbench
			.locator('.sidebar')
			.getByRole('heading', { name: /Doubao|Chat/i })
			.first()
			.waitFor();
		await composer.waitFor();
	});
});

describe('a server that we did not write', () => {
	for (const protocol of protocols) {
		it(`answers in the panel, over ${protocol}`, async () => {
			await gateway.aimock({ protocol, text: 'Hello from somebody else.' });
			await run('doubao.newChat');

			const { outcome, text } = await run<AskResult>('doubao.ask', { text: 'hello' });

			assert.deepEqual(
				{ outcome, text },
				{ outcome: 'complete', text: 'Hello from somebody else.' },
			);
		});
	}
});
