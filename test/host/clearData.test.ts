import * as assert from 'node:assert/strict';
import { run, state } from './library/commands.ts';
import type * as vscode from 'vscode';
import { driver } from './library/driver.ts';
import { untilValue } from './library/until.ts';
import { openWindow } from './library/window.ts';

/** In a window of its own: it deletes what the other tests' windows share with nobody. */
describe('Delete All Data', function () {
	this.timeout(120_000);

	// The windows of one VS Code share the settings of the user.
	afterEach(() => run('doubao.selectGateway', { id: 'cubicspaces' }));

	it('asks once, and leaves everything when that is declined', async () => {
		const deleted = run('doubao.clearAllData');
		await driver.waitForText(/Delete all chats, edit records and API keys/);
		await driver.picture('clear-data');
		await driver.press('Escape');

		assert.equal(await deleted, false);
	});

	it('deletes chats and keys, and keeps the text of an edit under review', async () => {
		const window = await openWindow();
		await window.run('doubao.selectGateway', { id: 'demo' });
		await window.run('doubao.ask', { text: 'Hello?' });
		await window.run('doubao.selectGateway', { id: 'ark' });
		await window.run('doubao.setApiKey', { key: 'key-0123456789' });
		await window.run('doubao.selectGateway', { id: 'demo' });
		const text = await window.evaluate(async api => {
			const document = await api.workspace.openTextDocument({
				language: 'javascript',
				content: 'function add(a, b) {\n\treturn a + b;\n}\n',
			});
			const editor = await api.window.showTextDocument(document);
			editor.selection = new api.Selection(0, 0, 3, 0);
			await api.commands.executeCommand('doubao.editSelection', { instruction: 'Simplify' });
			return document.getText();
		});

		assert.equal(await window.run('doubao.clearAllData', { confirm: true }), true);

		const after = await window.run<Awaited<ReturnType<typeof state>>>('doubao.getState');
		assert.deepEqual(after.chat, { sessions: 0, turns: 0 });
		assert.deepEqual(after.edits, []);
		const kept = await window.evaluate(api => api.window.activeTextEditor?.document.getText());
		assert.equal(kept, text);
		await window.run('doubao.selectGateway', { id: 'ark' });
		const asked = await window.run<{ readonly outcome: string }>('doubao.ask', { text: 'Hello?' });
		assert.equal(asked.outcome, 'refused', 'the key is gone');
		await window.reload();
		await window.run('doubao.showHistory');
		await window.driver.panel.getByText('No chats yet.').first().waitFor();
	});

	it('ends what is shown and running, and forgets what is only in memory', async () => {
		const window = await openWindow();
		await window.run('doubao.selectGateway', { id: 'demo' });
		await window.evaluate(async api => {
			const terminal = api.window.createTerminal({ name: 'failing', shellPath: '/bin/bash' });
			terminal.show();
			const { onDidChangeTerminalShellIntegration, onDidEndTerminalShellExecution } = api.window;
			const integration =
				terminal.shellIntegration ??
				(await new Promise<vscode.TerminalShellIntegration>(resolve => {
					onDidChangeTerminalShellIntegration(event => resolve(event.shellIntegration));
				}));
			const ended = new Promise(resolve => onDidEndTerminalShellExecution(resolve));
			integration.executeCommand('ls /no/such/folder');
			await ended;
			const document = await api.workspace.openTextDocument({
				language: 'javascript',
				content: 'function add(a, b) {\n\treturn a + b;\n}\n',
			});
			const editor = await api.window.showTextDocument(document);
			editor.selection = new api.Selection(0, 0, 3, 0);
		});
		await window.run('doubao.explainInPlace');
		await window.run('doubao.addSelectionToChat');
		const composer = window.driver.panel.getByRole('textbox', { name: 'Message' });
		await composer.fill('half a question');
		const chips = window.driver.panel.locator('ul.chips > li');
		await untilValue(
			() => chips.count(),
			count => count === 1,
			'the chip',
		);
		const thread = window.driver.workbench.locator('.review-widget');
		await thread.first().waitFor();
		await window.run('doubao.recordDiagnostics');

		assert.equal(await window.run('doubao.clearAllData', { confirm: true }), true);

		await thread.first().waitFor({ state: 'detached' });
		assert.equal(await window.run('doubao.continueInChat'), false, 'no explanation is kept');
		const fixed = await window.run<{ readonly outcome: string }>('doubao.fixTerminalCommand');
		assert.equal(fixed.outcome, 'refused', 'no failed command is known');
		await untilValue(
			() => chips.count(),
			count => count === 0,
			'no chip',
		);
		await untilValue(
			() => composer.value(),
			value => value === '',
			'an empty composer',
		);
		assert.equal(await window.driver.workbench.getByText('Doubao is recording').count(), 0);
	});
});
