import * as assert from 'node:assert/strict';
import { gateway } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { openWindow } from './library/window.ts';
import { storedTexts } from './stored.ts';

describe('the history of the chat', function () {
	this.timeout(120_000);

	// Another window is a whole VS Code that starts.
	it('brings chat, branch and draft back after a reload, and lists the chats', async () => {
		const server = await gateway.script({ text: 'Remembered.' }, { text: 'Second.' });
		const other = await openWindow();
		await other.evaluate(async (api, baseUrl) => {
			const user = api.workspace.getConfiguration();
			await user.update('doubao.gateway', 'custom', api.ConfigurationTarget.Global);
			await user.update('doubao.baseUrl', baseUrl, api.ConfigurationTarget.Global);
			await user.update('doubao.api', 'chat-completions', api.ConfigurationTarget.Global);
		}, server.baseUrl);
		await other.run('doubao.ask', { text: 'Will you remember?' });
		const field = other.driver.panel.getByRole('textbox', { name: 'Message' });
		const shown = other.driver.panel.getByRole('article', { name: /^Doubao, message/ });
		await field.type('half a thought');
		await until(
			async () => (await storedTexts('d')).includes('half a thought'),
			'the draft on disk',
		);

		await other.reload();
		await other.run('doubao.openChat');

		await untilValue(
			() => shown.first().text(),
			now => now.includes('Remembered.'),
			'the answer',
		);
		assert.equal(await field.value(), 'half a thought');
		await other.run('doubao.newChat');
		await other.run('doubao.ask', { text: 'Another chat' });
		await other.run('doubao.showHistory');
		const items = other.driver.panel.getByRole('list', { name: 'History' }).getByRole('listitem');
		await items.first().waitFor();
		await items.locator('button', { hasText: 'Will you remember?' }).click();
		await untilValue(
			() => shown.first().text(),
			now => now.includes('Remembered.'),
			'the first chat',
		);
		assert.equal(server.requests.length, 2);
	});

	it('brings back what had arrived of an answer when the extension host was killed', async () => {
		const server = await gateway.script({
			deltas: ['Half ', 'of ', 'it.', ' The rest.'],
			pace: 'gate',
		});
		const other = await openWindow();
		await other.evaluate(async (api, baseUrl) => {
			const user = api.workspace.getConfiguration();
			await user.update('doubao.gateway', 'custom', api.ConfigurationTarget.Global);
			await user.update('doubao.baseUrl', baseUrl, api.ConfigurationTarget.Global);
			await user.update('doubao.api', 'chat-completions', api.ConfigurationTarget.Global);
		}, server.baseUrl);
		await other.run('doubao.openChat');
		const { panel } = other.driver;
		const field = panel.getByRole('textbox', { name: 'Message' });
		await field.type('Tell me all of it');
		await field.press('Enter');
		await server.received();
		server.release(3);
		await until(
			async () => (await storedTexts('c')).includes('Half of it.'),
			'the checkpoint on disk',
		);

		await other.killHost();
		await other.run('doubao.openChat');

		const shown = panel.getByRole('article', { name: /^Doubao, message/ });
		await untilValue(
			() => shown.first().text(),
			now => now.includes('Half of it.') && now.includes('Broke off before the end'),
			'what had arrived, as broken off',
		);
		await panel.getByRole('button', { name: 'Continue' }).first().waitFor();
	});
});
