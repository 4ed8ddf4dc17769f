import * as assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { settings } from './library/settings.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, firstOnly, shop } from './shop.ts';
import { pending, reviewed, shows, startEdit, startStreaming, undoWalk } from './streaming.ts';

const tail = '// tail\n';

/** Registers a formatter, which runs at every save for the current test. */
async function formatOnSave(format: (document: vscode.TextDocument) => vscode.TextEdit[]) {
	const formatter = vscode.languages.registerDocumentFormattingEditProvider(
		{ language: 'javascript', pattern: '**/shop.js' },
		{ provideDocumentFormattingEdits: format },
	);
	afterTest(() => formatter.dispose());
	// VS Code's own formatter steps aside: with two of them nobody formats before one is chosen.
	await settings.set({ 'javascript.format.enable': false, 'editor.formatOnSave': true });
}

const header = vscode.TextEdit.insert(new vscode.Position(0, 0), '// formatted\n');

describe('an edit while the user works on', () => {
	it('(E2, F13) goes on around fast typing, of which no letter is lost', async () => {
		const { server, document, running } = await startEdit(shop + tail);
		await select({ row: document.lineCount - 1, column: 8 });
		const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

		const typing = driver.type(letters);
		for (let step = 0; step < 11; step++) {
			server.release(1);
			await driver.painted();
		}
		await typing;
		server.releaseAll();

		assert.equal((await running).outcome, 'review');
		await shows(edited + tail.replace('tail', `tail${letters}`), 'the answer and every letter');
		await run('doubao.rejectAll');
		assert.equal(text(), shop + tail.replace('tail', `tail${letters}`));
	});

	it('(E2) keeps what several carets type above, in rows not reached, and below', async () => {
		const { server, document, running } = await startStreaming(`// top\n${shop}${tail}`, 2);
		const editor = vscode.window.activeTextEditor;
		const last = document
			.getText()
			.split('\n')
			.findIndex(row => row.startsWith('export function l'));
		const carets = [0, last, document.lineCount - 2].map(row => document.lineAt(row).range.end);
		assert.ok(editor);
		editor.selections = carets.map(at => new vscode.Selection(at, at));
		// Messages to the window keep their order: the carets are there when this has come back.
		await run('setContext', 'doubaoTest.selected', true);
		await driver.type('!');
		await until(() => text().includes('tail!'), 'the typed letters');
		server.releaseAll();

		assert.equal((await running).outcome, 'review');
		const typed = (rows: string) =>
			`// top!\n${rows.replace('label(item) {', 'label(item) {!')}${tail.replace('tail', 'tail!')}`;
		assert.equal(text(), typed(edited));
		await run('doubao.rejectAll');
		assert.equal(text(), typed(shop));
	});

	it('(E3) goes on streaming when the user undoes and redoes words of their own', async () => {
		const { server, document, running } = await startStreaming(shop + tail);
		await select({ row: document.lineCount - 1, column: 8 });
		await driver.type('x');
		await until(() => text().includes('tailx'), 'the letter');

		await driver.press('Control+KeyZ');
		await until(() => !text().includes('tailx'), 'the undo');
		await driver.press('Control+Shift+KeyZ');
		await until(() => text().includes('tailx'), 'the redo');
		server.releaseAll();

		assert.equal((await running).outcome, 'review');
		assert.equal(text(), edited + tail.replace('tail', 'tailx'));
	});

	it('(F18) follows a formatter that moves it at a save while it streams', async () => {
		await formatOnSave(document => (document.getText().startsWith('// f') ? [] : [header]));
		const { server, document, running } = await startStreaming();

		await document.save();
		assert.match(text(), /^\/\/ formatted/);
		server.releaseAll();

		assert.equal((await running).outcome, 'review');
		assert.equal(text(), `// formatted\n${edited}`);
		await run('doubao.rejectAll');
		assert.equal(text(), `// formatted\n${shop}`);
	});

	it('(F18) has no row twice when a formatter indents the rows not reached anew', async () => {
		const spaces = (rows: string) => rows.replaceAll('\t', '  ');
		await formatOnSave(document => {
			const end = document.lineAt(document.lineCount - 1).range.end;
			const all = new vscode.Range(new vscode.Position(0, 0), end);
			return [vscode.TextEdit.replace(all, spaces(document.getText()))];
		});
		const { server, document, running } = await startStreaming();

		await document.save();
		server.releaseAll();

		assert.equal((await running).outcome, 'review');
		assert.equal(spaces(text()), spaces(edited));
		await run('doubao.rejectAll');
		assert.equal(text(), spaces(shop));
	});

	it('(E7) is formatted once after Accept, and undone by one step more', async () => {
		await formatOnSave(document => (document.getText().startsWith('// f') ? [] : [header]));
		const document = await reviewed();
		await run('doubao.acceptAll');

		await document.save();
		assert.equal(text(), `// formatted\n${edited}`);
		await run('workbench.action.focusActiveEditorGroup');

		assert.deepEqual(await undoWalk(shop), [edited, shop]);
	});

	it('(E2) takes in a rename by the language server', async function () {
		this.timeout(60_000);
		const calls = 'total([]);\n';
		const { server, document, running } = await startStreaming(shop + calls);

		const rename = await until(
			() =>
				vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
					'vscode.executeDocumentRenameProvider',
					document.uri,
					new vscode.Position(0, 16),
					'sum',
				),
			'the language server',
			{ patience: 40_000 },
		);
		await vscode.workspace.applyEdit(rename);
		await until(() => text().includes('sum([])'), 'the new name');
		server.releaseAll();

		assert.equal((await running).outcome, 'review');
		const renamed = (rows: string) => (rows + calls).replaceAll('total(', 'sum(');
		assert.equal(text(), renamed(edited));
		await run('doubao.rejectAll');
		assert.equal(text(), renamed(shop));
	});
});

describe('a review and its file on disk', () => {
	const path = () => workspace.path('shop.js');

	it('(E5) follows a checkout that leaves its rows as they are, and ends with one that does not', async () => {
		const document = await reviewed();
		await document.save();

		await writeFile(path(), `// other branch\n${edited}`);
		await shows(`// other branch\n${edited}`, 'the other branch');
		await pending(2);
		await writeFile(path(), shop);
		await shows(shop, 'the first branch');

		assert.deepEqual((await state()).edits, []);
	});

	it('(E5, F14) stays as it is when the file changes under unsaved changes', async () => {
		const document = await reviewed();
		await writeFile(path(), `// other branch\n${shop}`);

		await pending(2);
		assert.equal(document.isDirty, true);
		assert.equal(text(), edited);
	});

	it('(E5, F14) gives the original of the document back, not of the disk, beside own words', async () => {
		const document = await reviewed(shop + tail);
		await writeFile(path(), `// other branch\n${shop}`);
		await select({ row: document.lineCount - 1, column: 8 });
		await driver.type('x');
		await until(() => text().includes('tailx'), 'the letter');

		await run('doubao.rejectAll');

		assert.equal(text(), shop + tail.replace('tail', 'tailx'));
		assert.equal(document.isDirty, true);
	});

	it('(E5) ends with a quiet word when another branch has nothing of it', async () => {
		const document = await reviewed();
		await document.save();

		await writeFile(path(), '# a file of another kind\n');

		await driver.waitForText(/proposed changes in shop.js are gone/);
		assert.deepEqual((await state()).edits, []);
	});

	it('(E5) outlives its file', async () => {
		await reviewed();

		await rm(path());

		await run('doubao.acceptHunk', { index: 0 });
		await run('doubao.rejectAll');
		assert.equal(text(), firstOnly);
	});

	it('(E4) is stopped by closing and reverting its editor while it streams', async () => {
		const { server, document, running } = await startStreaming();

		await run('workbench.action.revertAndCloseActiveEditor');

		assert.equal((await running).outcome, 'cancelled');
		server.releaseAll();
		assert.equal(document.getText(), shop);
		await untilValue(
			async () => (await state()).edits,
			edits => edits.length === 0,
			'no edit',
		);
	});

	it('(F14) takes what is not saved for the original, and saves nothing', async () => {
		const { server, document, running } = await startEdit();
		server.releaseAll();
		await running;

		assert.equal(document.isDirty, true);
		assert.equal(String(await workspace.bytes('shop.js')), shop);
	});
});
