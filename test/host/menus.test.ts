import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until } from './library/until.ts';
import { failedTerminal } from './material.ts';
import { select, workspace } from './library/workspace.ts';
import { shop } from './shop.ts';

describe('menus beside the code', () => {
	it('edit at the row whose number was clicked', async () => {
		await workspace.open('shop.js', shop);
		await select({ row: 1 });

		await driver.workbench.locator('.line-numbers', { hasText: /^9$/ }).click({ button: 'right' });
		// A menu pays no attention to clicks in its first moments.
		await driver.workbench.getByRole('menuitem', { name: 'Edit Selection' }).hover();
		await driver.press('Enter');

		await driver.waitForText('Changes line');
		assert.equal(vscode.window.activeTextEditor?.selection.active.line, 8);
		await driver.picture('menu-line-number');
		await driver.press('Escape');
	});

	it('attach a file from the explorer', async () => {
		await run('doubao.newChat');
		await run('workbench.view.explorer');
		await driver.workbench
			.getByRole('treeitem', { name: 'tsconfig.json' })
			.first()
			.click({ button: 'right' });
		await driver.workbench.getByRole('menuitem', { name: 'Add File to Doubao Chat' }).hover();
		await driver.picture('menu-explorer');
		await driver.press('Enter');

		await driver.panel.locator('ul.chips > li', { hasText: 'tsconfig.json' }).first().waitFor();
		await driver.panel.getByRole('button', { name: 'Remove tsconfig.json' }).click();
	});

	it('explain from the terminal', async () => {
		const server = await gateway.script({ text: 'No such folder.' });
		await failedTerminal('ls /no/such/folder');
		await driver.workbench.locator('.terminal-wrapper .xterm').first().click({ button: 'right' });
		await driver.workbench.getByRole('menuitem', { name: 'Explain Terminal Selection' }).hover();
		await driver.picture('menu-terminal');
		await driver.press('Enter');

		await until(() => server.requests.length > 0, 'the question');
		assert.match(JSON.stringify(server.requests[0]?.body), /no\/such\/folder/);
	});

	it('are pages of settings, too', async () => {
		await run('doubao.openSettings');
		await driver.workbench.locator('.settings-editor').getByText('Gateway').first().waitFor();
		await driver.picture('settings');
		await run('workbench.action.closeActiveEditor');
	});

	it('leave a selection alone that the row is part of', async () => {
		const { document } = await workspace.open('shop.js', shop);
		const server = await gateway.script({ deltas: ['It adds.'] });
		await select({ rows: [1, 7] });

		await run('doubao.explainSelection', { lineNumber: 3, uri: document.uri });

		assert.match(JSON.stringify(server.requests[0]?.body), /sum \+= item\.price/);
		assert.equal(vscode.window.activeTextEditor?.selection.end.line, 6);
	});

	it('act on the file whose row was clicked, not on the one that had the focus', async () => {
		const { document } = await workspace.open('shop.js', shop, vscode.ViewColumn.One);
		await workspace.open('other.js', 'const other = 1;\n', vscode.ViewColumn.Two);
		const server = await gateway.script({ deltas: ['It adds.'] });

		await run('doubao.explainSelection', { lineNumber: 3, uri: document.uri });

		assert.match(JSON.stringify(server.requests[0]?.body), /sum \+= item\.price/);
		assert.equal(vscode.window.activeTextEditor?.document.uri.path, document.uri.path);
	});

	it('refuse where that file is in no editor', async () => {
		await workspace.open('other.js', 'const other = 1;\n');
		const server = await gateway.script({ deltas: ['It adds.'] });
		const uri = vscode.Uri.file(workspace.path('nowhere.js'));

		for (const command of ['doubao.explainSelection', 'doubao.editSelection']) {
			const { outcome } = await run<{ readonly outcome: string }>(command, {
				lineNumber: 3,
				uri,
				instruction: 'shorten',
			});
			assert.equal(outcome, 'refused');
		}

		assert.equal(server.requests.length, 0);
		await driver.waitForText(/nowhere\.js is shown in no editor/u);
		await run('notifications.clearAll');
	});

	it('explain what a failed test said', async () => {
		const server = await gateway.script({ deltas: ['One is missing.'] });
		const message = vscode.TestMessage.diff('The sum is wrong', '3', '2');

		const { outcome } = await run<{ readonly outcome: string }>('doubao.explainTestFailure', {
			test: { label: 'adds prices' },
			message,
		});

		assert.equal(outcome, 'complete');
		const body = JSON.stringify(server.requests[0]?.body);
		for (const part of ['adds prices', 'The sum is wrong', 'Expected:', 'Actual:']) {
			assert.ok(body.includes(part), part);
		}
	});

	it('say what to do without a message', async () => {
		const result = await run<{ readonly outcome: string }>('doubao.explainTestFailure', 7);

		assert.equal(result.outcome, 'refused');
		await driver.waitForText('message of a failed test');
	});
});
