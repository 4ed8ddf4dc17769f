import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { settings } from './library/settings.ts';
import { until } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, firstOnly, rewrite, shop } from './shop.ts';
import { pending, shows, startEdit, undoWalk, type EditResult } from './streaming.ts';

describe('an edit and what happens meanwhile', () => {
	it('(F13) arrives whole in an editor that nobody sees, as one undo step', async () => {
		const { server, document, running } = await startEdit();
		const other = await workspace.open('other.js', '// other\n');
		const changes: number[] = [];
		const listener = vscode.workspace.onDidChangeTextDocument(event => {
			if (event.document === document && event.contentChanges.length > 0) {
				changes.push(event.contentChanges.length);
			}
		});
		afterTest(() => listener.dispose());
		server.release(6);
		assert.equal(document.getText(), shop, 'nothing is written into a hidden editor');
		server.releaseAll();
		assert.equal((await running).outcome, 'review');

		assert.equal(document.getText(), edited);
		assert.equal(changes.length, 1, 'one edit');
		assert.equal(vscode.window.activeTextEditor?.document, other.document);
		await vscode.window.showTextDocument(document);
		await run('undo');
		await shows(shop, 'the original after one undo');
	});

	it('(F15) takes back steps that are only ours or only theirs', async () => {
		const tail = '// tail\n';
		const { server, document, running } = await startEdit(shop + tail);
		server.release(3);
		await until(() => text().includes('reduce'), 'the first new row');
		const end = document.lineCount - 2;
		await select({ row: end + 1, column: 8 });
		await driver.type('x');
		await until(() => text().includes('tailx'), 'the typed letter');
		server.releaseAll();
		assert.equal((await running).outcome, 'review');
		assert.equal(text(), edited + tail.replace('tail', 'tailx'));
		await run('workbench.action.focusActiveEditorGroup');

		const walk = await undoWalk(shop + tail);

		assert.equal(walk.at(-1), shop + tail);
		const typed = (now: string) => now.includes('tailx');
		const rows = (now: string) => now.replace('tailx', 'tail');
		let before = edited + tail.replace('tail', 'tailx');
		for (const now of walk) {
			const theirs = typed(now) !== typed(before);
			const ours = rows(now) !== rows(before);
			assert.ok(theirs !== ours, `one undo did both: ${before} → ${now}`);
			before = now;
		}
		const depth = walk.length;
		for (let step = 0; step < depth; step++) {
			await driver.press('Control+Shift+KeyZ');
		}
		await shows(edited + tail.replace('tail', 'tailx'), 'everything after as many redos');
		assert.equal((await state()).edits[0]?.hunks.length, 2, 'and its review');
	});

	it('(F15, E14) brings accepted changes back as accepted with undo and redo', async () => {
		const { server, running } = await startEdit();
		server.releaseAll();
		await running;
		await run('doubao.acceptHunk', { index: 0 });

		await driver.press('Control+KeyZ');
		await shows(shop, 'the original after one undo');
		await pending(0);
		await driver.press('Control+Shift+KeyZ');
		await shows(edited, 'the edit after one redo');
		await pending(1);

		await run('doubao.rejectAll');
		assert.equal(text(), firstOnly);
	});

	it('(F16, E3) stops on undo, and nothing is written any more', async () => {
		const { server, running } = await startEdit();
		server.release(3);
		await until(() => text().includes('reduce'), 'the first new row');

		await driver.press('Control+KeyZ');

		assert.equal((await running).outcome, 'cancelled');
		server.releaseAll();
		assert.equal(text(), shop);
	});

	it('(F9, F18, E6) only ever has new rows followed by original ones on disk', async () => {
		await settings.set({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100 });
		const { server, document, running } = await startEdit();
		const saved: string[] = [];
		const listener = vscode.workspace.onDidSaveTextDocument(one => {
			if (one === document) {
				saved.push(one.getText());
			}
		});
		afterTest(() => listener.dispose());
		for (let row = 0; row < rewrite.length; row++) {
			const before = text();
			const saves = saved.length;
			server.release(1);
			if (row > 1 && row < 4) {
				await until(() => text() !== before, 'the next row');
				await until(() => saved.length > saves, 'the autosave');
			}
		}
		server.releaseAll();
		const { outcome, hunks } = await running;

		assert.deepEqual({ outcome, hunks }, { outcome: 'review', hunks: 2 });
		assert.equal(text(), edited);
		const known = new Set([...shop.split('\n'), ...edited.split('\n')]);
		assert.ok(saved.length > 0);
		for (const one of saved) {
			assert.deepEqual(
				one.split('\n').filter(row => !known.has(row)),
				[],
			);
		}
		await run('doubao.rejectAll');
		assert.equal(text(), shop);
	});

	it('(F12, E11) refuses a second edit of the same rows with a sentence', async () => {
		const { server, running } = await startEdit();
		await select({ rows: [2, 4] });

		const { outcome, reason } = await run<EditResult>('doubao.editSelection', {
			instruction: 'again',
		});

		assert.equal(outcome, 'refused');
		assert.match(reason ?? '', /writing here/);
		server.releaseAll();
		assert.equal((await running).outcome, 'review');
		await select({ rows: [2, 2] });
		const again = await run<EditResult>('doubao.editSelection', { instruction: 'again' });
		assert.match(again.reason ?? '', /under review here/);
		assert.equal(text(), edited);
		await run('notifications.clearAll');
	});

	it('(E5) closes when the file comes back from disk', async () => {
		const { server, running } = await startEdit();
		server.releaseAll();
		await running;

		await run('workbench.action.files.revert');

		await shows(shop, 'the original');
		assert.deepEqual((await state()).edits, []);
	});
});
