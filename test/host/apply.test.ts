import * as assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { shellTerminal } from './material.ts';
import { shop } from './shop.ts';

const label = `export function label(item) {
	return item.name;
}`;
const changed = shop.replace("item.name + ': ' + item.price", 'item.name');

/** Has this answered in a new chat, and waits for the button of its block. */
async function answered(answer: string, button: string) {
	await gateway.script({ text: answer });
	await run('doubao.newChat');
	await run('doubao.ask', { text: 'Shorter, please' });
	const found = driver.panel.getByRole('button', { name: button });
	await found.waitFor();
	return found;
}

async function hunks(): Promise<number> {
	return (await state()).edits.reduce((sum, one) => sum + one.hunks.length, 0);
}

describe('a code block', function () {
	// The first one waits for the panel of a window that has just started.
	this.timeout(90_000);

	it('is applied to the file that it names, as a change under review', async () => {
		await workspace.open('shop.js', shop);
		await workspace.open('other.js', 'export const a = 1;\n');
		const apply = await answered(`\`\`\`js shop.js\n${label}\n\`\`\`\n`, 'Apply to Editor');
		await driver.picture('apply-button');
		await apply.click();
		await untilValue(
			() => text(),
			now => now === changed,
			'the new function',
		);
		assert.equal(await hunks(), 1);
		assert.equal(vscode.window.activeTextEditor?.document.uri.path.endsWith('shop.js'), true);
		await driver.lens('Accept').waitFor();
		await driver.picture('apply-review');
		await run('doubao.rejectAll');
		assert.equal(text(), shop);
	});

	it('is applied to the open file without a name, and one undo takes it back', async () => {
		await workspace.open('shop.js', shop);
		const apply = await answered(`\`\`\`js\n${label}\n\`\`\`\n`, 'Apply to Editor');
		await apply.click();
		await untilValue(
			() => text(),
			now => now === changed,
			'the new function',
		);
		await run('workbench.action.focusActiveEditorGroup');
		await run('undo');
		assert.equal(text(), shop);
		await untilValue(hunks, now => now === 0, 'no hunk');
	});

	it('asks where it goes when that is not certain', async () => {
		await workspace.open('shop.js', shop);
		await select({ row: 2 });
		const apply = await answered('```js\nconsole.log(cart);\n```\n', 'Apply to Editor');
		await apply.click();
		const cursor = driver.workbench.getByRole('option', { name: /At the Cursor/u });
		await cursor.waitFor();
		await driver.picture('apply-where');
		assert.equal(text(), shop, 'nothing is written before the answer');
		await cursor.click();
		await untilValue(hunks, now => now === 1, 'one hunk');
		assert.match(text(), /console\.log\(cart\);/u);
		await run('doubao.rejectAll');
		assert.equal(text(), shop);
	});

	it('of a shell goes into the terminal and does not run', async () => {
		afterTest(() => vscode.window.activeTerminal?.dispose());
		// Drawn as text, which a test can read.
		await settings.set({ 'terminal.integrated.gpuAcceleration': 'off' });
		const proof = workspace.path('proof.txt');
		await workspace.restoreAfterTest('proof.txt');
		const insert = await answered('```bash\necho yes > proof.txt\n```\n', 'Insert into Terminal');
		await insert.click();
		const rows = driver.workbench.locator('.terminal .xterm-rows');
		await untilValue(
			// A long folder name breaks the row anywhere.
			async () => (await rows.texts()).join('').replaceAll('\n', ''),
			now => now.includes('proof.txt'),
			'the command in the terminal',
		);
		await driver.picture('apply-terminal');
		await assert.rejects(stat(proof), 'it must not run by itself');
	});

	it('of a shell with several commands is offered letter by letter', async () => {
		afterTest(() => vscode.window.activeTerminal?.dispose());
		await settings.set({ 'terminal.integrated.gpuAcceleration': 'off' });
		const insert = await answered(
			'```bash\necho $(sync) one\necho two\n```\n',
			'Insert into Terminal',
		);
		await insert.click();
		const option = driver.workbench.getByRole('option', { name: /echo/u }).first();
		await option.getByText('echo $(sync) one').first().waitFor();
		await option.click();
		const rows = driver.workbench.locator('.terminal .xterm-rows');
		await untilValue(
			// A long folder name breaks the row anywhere.
			async () => (await rows.texts()).join('').replaceAll('\n', ''),
			now => now.includes('echo $(sync) one'),
			'the command as it was written',
		);
	});

	it('of a shell goes to the clipboard while the terminal runs something', async () => {
		const terminal = await shellTerminal();
		const started = new Promise<void>(resolve => {
			const listening = vscode.window.onDidStartTerminalShellExecution(() => {
				listening.dispose();
				resolve();
			});
		});
		terminal.shellIntegration?.executeCommand('cat');
		await started;
		const insert = await answered('```bash\necho late\n```\n', 'Insert into Terminal');
		await insert.click();
		await driver.waitForText(/copied to the clipboard/u);
		assert.equal(await vscode.env.clipboard.readText(), 'echo late');
		await run('notifications.clearAll');
	});
});
