import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until, untilValue } from './library/until.ts';
import { select, workspace } from './library/workspace.ts';
import { openWindow } from './library/window.ts';
import { rewrite, shop } from './shop.ts';

const item = driver.workbench.locator('#doubao-assistant\\.doubao-assistant\\.doubao\\.status');
const menu = driver.workbench.locator('.quick-input-widget');

async function shows(what: string | RegExp): Promise<void> {
	await untilValue(
		() => item.text(),
		text => (typeof what === 'string' ? text.includes(what) : what.test(text)),
		`the status item to show ${String(what)}`,
	);
}

describe('the status item', function () {
	this.timeout(120_000);

	it('shows the model, and the tokens of the last answer', async () => {
		await gateway.script({ text: 'Answered.', usage: { inputTokens: 1_000, outputTokens: 250 } });
		await settings.set({ 'doubao.model': 'doubao-seed-2-0-pro' });

		await run('doubao.ask', { text: 'Hello?', newChat: true });

		await shows(/Seed 2\.0 Pro · 1\.3K/);
		await settings.set({ 'doubao.usage.show': false, 'doubao.model': 'some-other' });
		await shows(/some-other\s*$/);
	});

	it('shows what goes on, and its menu stops it', async () => {
		const server = await gateway.script({ deltas: ['One ', 'two'], pace: 'gate' });
		const answer = run<{ readonly outcome: string }>('doubao.ask', {
			text: 'Count.',
			newChat: true,
		});
		await server.received();
		await shows('Doubao is answering');

		await item.click();
		await menu.getByRole('option', { name: /Stop/ }).first().click();

		assert.equal((await answer).outcome, 'aborted');
		await shows(/Seed 2\.0/);
	});

	it('counts the changes to review, and its menu accepts them', async () => {
		await gateway.script({ deltas: rewrite });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 11] });
		await run('doubao.editSelection', { instruction: 'Shorten' });
		await shows('2 changes to review');
		await driver.picture('status-review');

		await item.click();
		await menu.getByRole('option', { name: /Accept All Changes/ }).waitFor();
		await driver.picture('status-menu-review');
		await menu.getByRole('option', { name: /Accept All Changes/ }).click();

		await shows(/Seed 2\.0/);
	});

	it('counts the changes of all files, names the files, and leads to each', async () => {
		await gateway.script({ deltas: rewrite });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 11] });
		await run('doubao.editSelection', { instruction: 'Shorten' });
		await run('doubao.acceptHunk', { index: 0 });
		await workspace.open('other.js', '// other\n');
		await shows('1 change to review');
		await item.hover();
		await driver.waitForText(/shop\.js: 1 change to review/);

		await item.click();
		const option = menu.getByRole('option', { name: /shop\.js.*1 change to review/ });
		await option.waitFor();
		await driver.picture('status-menu-elsewhere');
		await option.click();

		await until(
			() => vscode.window.activeTextEditor?.document.uri.path.endsWith('shop.js') === true,
			'the file with the change',
		);
		assert.equal(vscode.window.activeTextEditor?.selection.active.line, 5);
		await run('doubao.rejectAll');
		await shows(/Seed 2\.0/);
	});

	it('has thinking in its menu', async () => {
		await gateway.script({ text: 'OK' });
		await settings.set({ 'doubao.reasoning.chat': 'default' });
		await item.click();
		await menu.getByRole('option', { name: /Thinking in the Chat/ }).click();
		await menu.getByRole('option', { name: /High/ }).click();

		await until(() => settings.get('doubao.reasoning.chat') === 'high', 'the level to be set');
		assert.equal(await run('doubao.selectThinking', { task: 'chat', level: 'default' }), 'default');
		assert.equal(settings.get('doubao.reasoning.chat'), 'default');
	});

	for (const [name, theme] of [
		['dark', 'Default Dark Modern'],
		['light', 'Default Light Modern'],
		['hc', 'Default High Contrast'],
	] as const) {
		it(`looks right with its menu, ${name}`, async () => {
			await driver.theme(theme);
			await gateway.script({ text: 'Answered.' });
			await workspace.open('shop.js', shop);
			await item.click();
			await menu.getByRole('option', { name: /Pause in This Window/ }).waitFor();
			await driver.picture(`status-menu-${name}`);
			await driver.press('Escape');
		});
	}

	it('speaks Chinese', async () => {
		const window = await openWindow({ locale: 'zh-cn' });
		await window.run('doubao.selectGateway', { id: 'demo' });
		const status = window.driver.workbench.locator(
			'#doubao-assistant\\.doubao-assistant\\.doubao\\.status',
		);
		await status.click();
		await window.driver.workbench.getByText('在此窗口中暂停').first().waitFor();
		await window.driver.picture('status-menu-chinese');
	});
});

describe('a paused window', () => {
	afterEach(() => run('doubao.resume'));

	it('asks nothing, offers nothing, and says so', async () => {
		const server = await gateway.script({ text: 'OK' });
		const { document } = await workspace.open('shop.js', shop);
		await select({ rows: [1, 7] });

		await run('doubao.pause');

		await shows('Doubao is paused');
		const asked = await Promise.all(
			['ask', 'explainSelection', 'editSelection', 'generateFromComment', 'testConnection'].map(
				name =>
					run<{ readonly outcome?: string }>(`doubao.${name}`, { text: 'x', instruction: 'x' }),
			),
		);
		assert.deepEqual(
			asked.map(({ outcome }) => outcome),
			Array.from({ length: 5 }, () => 'refused'),
		);
		const actions = await run<readonly vscode.CodeAction[]>(
			'vscode.executeCodeActionProvider',
			document.uri,
			new vscode.Range(0, 0, 6, 1),
		);
		assert.equal(
			actions.some(({ title }) => title.includes('Doubao')),
			false,
		);
		assert.equal(server.requests.length, 0);
		await driver.waitForText(/paused in this window/);
		await driver.picture('status-paused');
		await run('notifications.clearAll');
	});

	it('asks again once it is resumed', async () => {
		const server = await gateway.script({ text: 'OK' });
		await run('doubao.pause');
		await run('doubao.resume');

		await run('doubao.ask', { text: 'Hello?', newChat: true });

		assert.equal(server.requests.length, 1);
		await shows(/Seed 2\.0/);
	});

	it('stops what streams when it is paused', async () => {
		const server = await gateway.script({ deltas: ['One ', 'two'], pace: 'gate' });
		const answer = run<{ readonly outcome: string }>('doubao.ask', {
			text: 'Count.',
			newChat: true,
		});
		await server.received();

		await run('doubao.pause');

		assert.equal((await answer).outcome, 'aborted');
		await until(() => server.requests[0]?.closedAt !== undefined, 'the request to be closed');
	});

	it('says so in the panel, with a way on', async () => {
		const server = await gateway.script({ text: 'OK' });
		await run('doubao.openChat');
		await run('doubao.newChat');
		await run('doubao.pause');
		const composer = driver.panel.getByRole('textbox', { name: 'Message' });
		await composer.waitFor();

		await composer.fill('Are you there?');
		await composer.press('Enter');

		await driver.panel
			.getByText(/paused in this window/)
			.first()
			.waitFor();
		assert.equal(server.requests.length, 0);
		await driver.picture('status-paused-chat');
	});
});
