import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { driver } from './library/driver.ts';
import { untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';

describe('a real VS Code', () => {
	it('has the extension and activates it', async () => {
		const extension = vscode.extensions.getExtension('doubao-assistant.doubao-assistant');

		assert.ok(extension, 'The extension is not installed here.');
		await extension.activate();

		assert.equal(extension.isActive, true);
	});

	it('holds exactly the text of a file and edits it', async () => {
		const editor = await workspace.open('notes.txt', 'one\ntwo\n');

		await select('two');
		await editor.edit(edit => edit.replace(editor.selection, '二'));

		assert.equal(text(), 'one\n二\n');
		assert.equal(String(await workspace.bytes('notes.txt')), 'one\ntwo\n');
	});

	it('takes keys as a person presses them', async () => {
		await workspace.open('notes.txt', 'one\n');
		await select({ row: 1, column: 4 });

		await driver.type('Two');
		await untilValue(text, now => now === 'oneTwo\n', 'the typed text');
		await driver.press('Control+Z');
		await untilValue(text, now => now === 'one\n', 'the text before typing');
	});

	it('shows itself in pictures of a dark and a light theme', async () => {
		await workspace.open('src/users.ts');
		await driver.waitForText('loadUsers');
		await driver.picture('smoke-dark');

		await driver.theme('Default Light Modern');

		await driver.picture('smoke-light');
	});
});
