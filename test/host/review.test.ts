import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, rewrite, shop } from './shop.ts';

async function edit(file: string): Promise<vscode.TextDocument> {
	const { document } = await workspace.open(file, shop);
	await select({ rows: [1, 11] });
	assert.deepEqual(await run('doubao.editSelection', { instruction: 'simplify' }), {
		outcome: 'review',
		hunks: 2,
	});
	return document;
}

async function hunks(): Promise<number> {
	return (await state()).edits.reduce((sum, one) => sum + one.hunks.length, 0);
}

/** Rows that are painted as new, in the editor that is shown. */
async function greenRows(): Promise<number> {
	return await driver.workbench.locator('.view-overlays .cdr[class*="ced-"]').count();
}

describe('a review', () => {
	it('goes on in the next file, and one command accepts the changes of all', async () => {
		await gateway.script({ deltas: rewrite });
		const first = await edit('shop.js');
		const second = await edit('store.js');
		await run('workbench.action.focusActiveEditorGroup');
		await select({ row: 6 });

		await run('doubao.nextHunk');
		assert.equal(vscode.window.activeTextEditor?.document, first);
		await run('doubao.previousHunk');
		assert.equal(vscode.window.activeTextEditor?.document, second);
		assert.equal(await hunks(), 4);
		assert.deepEqual(await run('doubao.acceptEverything'), { hunks: 0 });

		assert.equal(first.getText(), edited);
		assert.equal(second.getText(), edited);
	});

	it('rejects the changes of all files by one command', async () => {
		await gateway.script({ deltas: rewrite });
		const first = await edit('shop.js');
		const second = await edit('store.js');

		assert.deepEqual(await run('doubao.rejectEverything'), { hunks: 0 });

		assert.equal(first.getText(), shop);
		assert.equal(second.getText(), shop);
	});

	it('shows one file in a diff and several in one editor', async () => {
		await gateway.script({ deltas: rewrite });
		await edit('shop.js');
		await run('doubao.showDiff');
		const { activeTabGroup } = vscode.window.tabGroups;
		await until(() => activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff, 'a diff');
		await edit('store.js');

		await run('doubao.showDiff');

		await untilValue(
			() => activeTabGroup.activeTab?.label ?? '',
			label => label.startsWith('Proposed changes'),
			'the editor of several files',
		);
		await driver.waitForText('store.js');
		await driver.picture('edit-several-files');
	});

	it('(F17) is saved with a quiet word, which holds nothing up', async () => {
		await gateway.script({ deltas: rewrite });
		const document = await edit('shop.js');

		assert.equal(await document.save(), true);

		await driver.waitForText('2 proposed changes were saved');
		assert.equal(String(await workspace.bytes('shop.js')), edited);
		assert.equal(await hunks(), 2);
	});

	it('is painted again after a tab switch, with its lenses', async () => {
		await gateway.script({ deltas: rewrite });
		const document = await edit('shop.js');
		await driver.lens('1 of 2').waitFor();
		const before = await untilValue(greenRows, count => count > 0, 'painted rows');
		await workspace.open('other.js', '// other\n');
		await untilValue(greenRows, count => count === 0, 'nothing painted in the other file');

		await vscode.window.showTextDocument(document);

		await untilValue(greenRows, count => count === before, 'the painted rows again');
		await driver.lens('1 of 2').waitFor();
	});

	it('is the same in two editors of one file', async () => {
		await gateway.script({ deltas: rewrite });
		await edit('shop.js');
		const before = await untilValue(greenRows, count => count > 0, 'painted rows');

		await run('workbench.action.splitEditor');

		await untilValue(greenRows, count => count === 2 * before, 'both editors painted');
		await run('doubao.rejectHunk', { index: 0 });
		assert.equal(await hunks(), 1);
	});

	it('(F20) works by key where lenses are switched off', async () => {
		await settings.set({ 'editor.codeLens': false });
		await gateway.script({ deltas: rewrite });
		await edit('shop.js');

		assert.equal(await driver.lens('Accept').count(), 0);
		await run('workbench.action.focusActiveEditorGroup');
		await select({ row: 2 });
		await driver.press('Alt+KeyY');

		await untilValue(hunks, left => left === 1, 'one change left');
		assert.equal(text(), edited);
	});

	it('(E19) leaves nothing behind when it is over', async () => {
		await gateway.script({ deltas: rewrite });
		await edit('shop.js');
		await driver.lens('1 of 2').waitFor();
		await driver.workbench.getByRole('button', { name: 'Accept All Changes' }).first().waitFor();

		await run('doubao.acceptAll');

		await untilValue(greenRows, count => count === 0, 'nothing painted');
		await driver.lens('Accept').first().waitFor({ state: 'detached' });
		const button = driver.workbench.getByRole('button', { name: 'Accept All Changes' });
		await button.first().waitFor({ state: 'detached' });
		assert.deepEqual((await state()).edits, []);
	});
});
