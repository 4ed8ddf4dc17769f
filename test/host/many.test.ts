import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, rewrite, shop } from './shop.ts';
import { pending, shows, startStreaming, type EditResult } from './streaming.ts';

const instruction = 'simplify';

describe('several edits at once', () => {
	it('(F12, F13) stream into two files side by side, each one undo', async () => {
		const server = await gateway.script({ deltas: rewrite, pace: 'gate' });
		const left = await workspace.open('shop.js', shop);
		await select({ rows: [1, 11] });
		const first = run<EditResult>('doubao.editSelection', { instruction });
		const right = await workspace.open('store.js', shop, vscode.ViewColumn.Two);
		await select({ rows: [1, 11] });
		const second = run<EditResult>('doubao.editSelection', { instruction });
		await server.received(2);
		server.release(6);
		await until(
			() => [left, right].every(({ document }) => document.getText().includes('reduce')),
			'the first rows in both',
		);
		server.releaseAll();
		assert.deepEqual([(await first).outcome, (await second).outcome], ['review', 'review']);

		for (const { document } of [left, right]) {
			assert.equal(document.getText(), edited);
		}
		assert.equal(vscode.window.activeTextEditor, right, 'the focus stays');
		for (const editor of [right, left]) {
			await vscode.window.showTextDocument(editor.document, editor.viewColumn);
			await run('undo');
			await shows(shop, 'the original after one undo', editor.document);
		}
	});

	it('(F12, E11) stream into two places of one file, reviewed in any order', async () => {
		const { document } = await workspace.open('shop.js', shop);
		const server = await gateway.script(
			{ text: '```js\nfunction total() {}\n```\n', pace: 'gate' },
			{ text: '```js\nfunction label() {}\n```\n', pace: 'gate' },
		);
		await select({ rows: [1, 7] });
		const first = run<EditResult>('doubao.editSelection', { instruction });
		await server.received(1);
		await select({ rows: [9, 11] });
		const second = run<EditResult>('doubao.editSelection', { instruction });
		await server.received(2);
		server.releaseAll();

		assert.equal((await first).outcome, 'review');
		assert.equal((await second).outcome, 'review');
		assert.equal(text(), 'function total() {}\n\nfunction label() {}\n');
		await run('doubao.rejectHunk', { index: 1 });
		assert.equal(text(), `function total() {}\n\n${shop.split('\n').slice(8).join('\n')}`);
		await run('doubao.acceptHunk', { index: 0 });
		await pending(0);
		assert.equal(document.isDirty, true);
	});

	it('(F13) neither scroll nor move the caret once the user has gone elsewhere', async () => {
		const filler = Array.from({ length: 200 }, (_, row) => `// row ${row}\n`).join('');
		const { server, running } = await startStreaming(shop + filler);
		await driver.press('Control+End', 'PageUp', 'PageUp');
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		const last = editor.document.lineCount - 1;
		await untilValue(
			() => editor.selection.active.line,
			row => row > 90 && row < last - 50,
			'the caret two pages above the end',
		);
		const rowOfCaret = () => editor.document.lineAt(editor.selection.active.line).text;
		const before = rowOfCaret();

		server.releaseAll();
		assert.equal((await running).outcome, 'review');
		await driver.lens('Accept').first().waitFor({ state: 'detached' });

		assert.equal(rowOfCaret(), before);
		assert.ok((editor.visibleRanges[0]?.start.line ?? 0) > 50, 'still far below the edit');
	});

	it('(F13) go on in a split editor while somebody types in its other half', async () => {
		const tail = '// tail\n';
		const { server, document, running } = await startStreaming(shop + tail);
		await run('workbench.action.splitEditor');
		await select({ row: document.lineCount - 1, column: 8 });
		await driver.type('xyz');
		await until(() => text().includes('tailxyz'), 'the letters');
		server.releaseAll();

		assert.equal((await running).outcome, 'review');
		assert.equal(text(), edited + tail.replace('tail', 'tailxyz'));
		assert.equal(vscode.window.activeTextEditor?.viewColumn, vscode.ViewColumn.Two);
	});

	it('(F25) show no lens while they stream, and lose none while somebody types', async () => {
		const { server, running } = await startStreaming();
		await driver.painted();
		assert.equal(await driver.lens('Accept').count(), 0);
		server.releaseAll();
		await running;
		await driver.lens('1 of 2').waitFor();
		await select({ row: 2, column: 9 });
		let fewest = Infinity;

		for (const letter of 'abcde') {
			await driver.type(letter);
			fewest = Math.min(fewest, await driver.lens('Accept').count());
		}

		assert.equal(fewest, 2);
		assert.equal((await state()).edits[0]?.hunks.length, 2);
	});
});
