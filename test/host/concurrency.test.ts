import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, rewrite, shop } from './shop.ts';

interface EditResult {
	readonly outcome: string;
	readonly hunks: number;
}

async function start(contents = shop) {
	const server = await gateway.script({ deltas: rewrite, pace: 'gate' });
	const { document } = await workspace.open('shop.js', contents);
	await select({ rows: [1, 11] });
	await run('workbench.action.focusActiveEditorGroup');
	const running = run<EditResult>('doubao.editSelection', { instruction: 'simplify' });
	await server.received();
	return { server, document, running };
}

async function shows(expected: string, what: string): Promise<void> {
	await untilValue(
		() => text(),
		now => now === expected,
		what,
	);
}

/** Each text that the document has on the way back, one undo after the other. */
async function undoWalk(until_: string): Promise<readonly string[]> {
	const texts: string[] = [];
	for (let steps = 0; text() !== until_ && steps < 20; steps++) {
		const before = text();
		await driver.press('Control+KeyZ');
		await until(() => text() !== before, 'the undo');
		texts.push(text());
	}
	return texts;
}

describe('an edit and what happens meanwhile', () => {
	it('(hidden) arrives whole in an editor that nobody sees, as one undo step', async () => {
		const { server, document, running } = await start();
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

	it('(undo) takes back steps that are only ours or only theirs', async () => {
		const tail = '// tail\n';
		const { server, document, running } = await start(shop + tail);
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

	it('(undo while it streams) stops, and nothing is written any more', async () => {
		const { server, running } = await start();
		server.release(3);
		await until(() => text().includes('reduce'), 'the first new row');

		await driver.press('Control+KeyZ');

		assert.equal((await running).outcome, 'cancelled');
		server.releaseAll();
		assert.equal(text(), shop);
	});

	it('(autosave) only ever has new rows followed by original ones on disk', async () => {
		await settings.set({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100 });
		const { server, document, running } = await start();
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

	it('(overlap) refuses a second edit of the same rows with a sentence', async () => {
		const { server, running } = await start();
		await select({ rows: [2, 4] });

		const { outcome, reason } = await run<EditResult & { readonly reason?: string }>(
			'doubao.editSelection',
			{ instruction: 'again' },
		);

		assert.equal(outcome, 'refused');
		assert.match(reason ?? '', /under review here/);
		server.releaseAll();
		assert.equal((await running).outcome, 'review');
		await run('notifications.clearAll');
	});

	it('(revert) closes when the file comes back from disk', async () => {
		const { server, running } = await start();
		server.releaseAll();
		await running;

		await run('workbench.action.files.revert');

		await shows(shop, 'the original');
		assert.deepEqual((await state()).edits, []);
	});
});
