import * as assert from 'node:assert/strict';
import { run } from './library/commands.ts';
import { driver, type Driver } from './library/driver.ts';
import { gateway, testKey } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { sharedWindow } from './library/window.ts';
import { openFromHistory } from './openFromHistory.ts';

/** What the panel of a window shows of answers, from the first to the last. */
const answersOf = ({ panel }: Pick<Driver, 'panel'>) =>
	panel.getByRole('article', { name: /^Doubao, message/ });

describe('chats in two windows', function () {
	this.timeout(120_000);
	const window = sharedWindow();

	it('(L4) stream at once, and neither hears the other', async () => {
		const there = await gateway.script({ deltas: ['There one. ', 'There two. '], pace: 'gate' });
		await pointAt(there.baseUrl);
		const here = await gateway.script({ deltas: ['Here one. ', 'Here two. '], pace: 'gate' });
		await run('doubao.newChat');
		await window().run('doubao.newChat');
		const asked = [
			run<{ text: string }>('doubao.ask', { text: 'Here?' }),
			window().run<{ text: string }>('doubao.ask', { text: 'There?' }),
		];
		await Promise.all([here.received(), there.received()]);

		// A word here, a word there, and again.
		for (const server of [here, there, there, here]) {
			server.release(1);
		}
		for (const server of [there, here]) {
			server.releaseAll();
		}

		const texts = (await Promise.all(asked)).map(({ text }) => text);
		assert.deepEqual(texts, ['Here one. Here two. ', 'There one. There two. ']);
		for (const [one, words, others] of [
			[driver, 'Here two.', 'There'],
			[window().driver, 'There two.', 'Here'],
		] as const) {
			const answers = answersOf(one);
			const shown = await untilValue(
				() => answers.first().text(),
				now => now.includes(words),
				words,
			);
			assert.ok(!shown.includes(others), shown);
			assert.equal(await answers.count(), 1);
		}
		assert.deepEqual(
			[here, there].map(({ requests }) => requests.length),
			[1, 1],
		);
	});

	it('(L4) that are one chat hold the words of both', async () => {
		const server = await gateway.script({ text: 'First.' }, { text: 'Second.' });
		const question = 'What is one chat?';
		await pointAt(server.baseUrl);
		await run('doubao.newChat');
		await run('doubao.ask', { text: question });

		await openFromHistory(window().driver, question, () => window().run('doubao.showHistory'));
		await untilValue(
			() => answersOf(window().driver).first().text(),
			text => text.includes('First.'),
			'the answer of this window in the other',
		);
		await window().run('doubao.ask', { text: 'And then?' });

		await untilValue(
			async () => {
				await openFromHistory(driver, question, () => run('doubao.showHistory'));
				return await answersOf(driver).count();
			},
			count => count === 2,
			'the answer of the other window in this one',
		);
		const answers = answersOf(driver);
		assert.match(await answers.first().text(), /First\./);
		assert.match(await answers.last().text(), /Second\./);
		assert.match(JSON.stringify(server.requests[1]?.body), /What is one chat\?.*First\..*And then/);
	});

	/** Has the other window ask this server. */
	async function pointAt(baseUrl: string): Promise<void> {
		await window().evaluate(
			async (api, given) => {
				const settings = api.workspace.getConfiguration();
				const { Global } = api.ConfigurationTarget;
				await settings.update('doubao.gateway', 'custom', Global);
				await settings.update('doubao.baseUrl', given.baseUrl, Global);
				await api.commands.executeCommand('doubao.setApiKey', { key: given.key });
			},
			{ baseUrl, key: testKey },
		);
	}
});
