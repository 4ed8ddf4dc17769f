import * as assert from 'node:assert/strict';
import { gateway } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { openWindow } from './library/window.ts';

describe('the first run', function () {
	this.timeout(120_000);

	// Another window is a whole VS Code that starts, without a key.
	it('is over after three gestures: paste the key, Enter, and the first question', async () => {
		const server = await gateway.script(
			{ text: 'Hello there.' },
			{ text: 'Hello there.' },
			{ text: 'Hello there.' },
		);
		const window = await openWindow();
		await window.evaluate(async (api, baseUrl) => {
			const user = api.workspace.getConfiguration();
			await user.update('doubao.gateway', 'ark', api.ConfigurationTarget.Global);
			await user.update('doubao.baseUrl', baseUrl, api.ConfigurationTarget.Global);
			await user.update('doubao.api', 'chat-completions', api.ConfigurationTarget.Global);
		}, server.baseUrl);
		await window.run('doubao.openChat');
		const { panel } = window.driver;
		const key = panel.getByRole('textbox', { name: 'API Key' });
		await key.waitFor();
		let gestures = 0;
		const gesture = async (act: Promise<void>) => {
			gestures++;
			await act;
		};

		await gesture(key.fill('a-key-of-a-person'));
		await gesture(key.press('Enter'));
		await untilValue(
			() => key.count(),
			count => count === 0,
			'the form is gone',
		);

		assert.equal(gestures <= 4, true);
		assert.equal(await panel.locator('textarea:focus').count(), 1);
	});

	it('is over after one gesture with the demo', async () => {
		const window = await openWindow();
		await window.run('doubao.openChat');
		const { panel } = window.driver;
		const demo = panel.getByRole('button', { name: 'Try the Demo' });
		await demo.waitFor();
		await window.driver.picture('first-run');
		await demo.click();
		await untilValue(
			() => demo.count(),
			count => count === 0,
			'the form is gone',
		);
		const composer = panel.getByRole('textbox', { name: 'Message' });
		await composer.type('Hello');
		await composer.press('Enter');
		const answer = panel.getByRole('article', { name: /^Doubao, message/u });
		await untilValue(
			() => answer.first().text(),
			now => /canned|demo/iu.test(now),
			'an answer that says what it is',
		);
	});

	it('sends nothing while the window is paused', async () => {
		const server = await gateway.script({ text: 'Hello there.' });
		const window = await openWindow();
		await window.evaluate(async (api, baseUrl) => {
			const user = api.workspace.getConfiguration();
			await user.update('doubao.gateway', 'ark', api.ConfigurationTarget.Global);
			await user.update('doubao.baseUrl', baseUrl, api.ConfigurationTarget.Global);
		}, server.baseUrl);
		await window.run('doubao.openChat');
		const key = window.driver.panel.getByRole('textbox', { name: 'API Key' });
		await key.waitFor();
		await window.run('doubao.pause');

		await key.fill('a-key-of-a-person');
		await key.press('Enter');

		await window.driver.panel
			.getByText(/paused in this window/u)
			.first()
			.waitFor();
		assert.equal(server.requests.length, 0);
	});

	it('speaks Chinese where the editor does', async () => {
		const window = await openWindow({ locale: 'zh-cn' });
		await window.run('doubao.openChat');
		const { panel } = window.driver;
		await panel.getByRole('button', { name: '保存并测试' }).waitFor();
		await window.driver.picture('first-run-zh-cn');
		const said = await panel.locator('main').text();
		const english = said.split('\n').filter(row => /[A-Za-z]{3,} [A-Za-z]{2,}/u.test(row));
		assert.deepEqual(
			english.filter(row => !/[\u4e00-\u9fff]/u.test(row) && !row.includes('·')),
			[],
		);
	});
});
