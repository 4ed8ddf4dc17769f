import * as assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { checkout } from './library/runner.ts';
import { gateway } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, rewrite, shop } from './shop.ts';

/** As a person opens it: VS Code keeps what extensions open for minutes after its editor is gone. */
async function showShop(): Promise<vscode.TextDocument> {
	await workspace.show('shop.js', shop);
	const editor = await until(() => vscode.window.activeTextEditor, 'the editor');
	await select({ rows: [1, 11] });
	return editor.document;
}

async function pending(): Promise<number> {
	return (await state()).edits.reduce((sum, one) => sum + one.hunks.length, 0);
}

describe('an edit and its journal', function () {
	this.timeout(120_000);

	it('(F21) survive that the editor is closed and opened again', async () => {
		await gateway.script({ deltas: rewrite });
		const document = await showShop();
		await run('doubao.editSelection', { instruction: 'simplify' });
		await document.save();
		await run('workbench.action.closeActiveEditor');
		// VS Code decides when it lets a document go; either way the review must be there afterwards.
		await until(() => document.isClosed, 'the document to be closed', { patience: 5_000 }).catch(
			() => undefined,
		);

		await run('vscode.open', document.uri);

		await untilValue(pending, left => left === 2, 'both changes');
		assert.equal(text(), edited);
		await run('doubao.rejectAll');
		assert.equal(text(), shop);
	});

	it('(E5) follow a file that gets another name', async () => {
		await gateway.script({ deltas: rewrite });
		const { document } = await workspace.open('shop.js', shop);
		await workspace.restoreAfterTest('store.js');
		await select({ rows: [1, 11] });
		await run('doubao.editSelection', { instruction: 'simplify' });
		const to = vscode.Uri.joinPath(document.uri, '..', 'store.js');
		const move = new vscode.WorkspaceEdit();
		move.renameFile(document.uri, to);

		await vscode.workspace.applyEdit(move);

		await untilValue(
			async () => (await state()).edits.map(one => one.uri),
			uris => uris.length === 1 && uris[0] === to.toString(),
			'the review under the new name',
		);
		assert.equal(await pending(), 2);
		await run('doubao.rejectAll');
		assert.equal(text(), shop);
	});

	it('(F21) offer the original where somebody else changed the rows meanwhile', async () => {
		await gateway.script({ deltas: rewrite });
		const document = await showShop();
		await run('doubao.editSelection', { instruction: 'simplify' });
		await document.save();
		await run('workbench.action.closeActiveEditor');
		await until(() => document.isClosed, 'the document to be closed', { patience: 25_000 });
		await vscode.workspace.fs.writeFile(
			document.uri,
			new TextEncoder().encode(edited.replace('return items', 'somebody(); return items')),
		);

		await run('vscode.open', document.uri);
		await driver.waitForText(/was changed since/);
		await driver.click({ role: 'button', name: 'Compare with Original' });

		const original = await until(
			() => vscode.workspace.textDocuments.find(one => one.uri.scheme === 'doubao-baseline'),
			'the original beside it',
		);
		assert.equal(original.getText(), shop);
	});
});

// The journal's files are looked at from outside, as a crash would leave them.
describe('the journal on disk', () => {
	it('(F21) is there before the first row is, and gone after the last review', async () => {
		const server = await gateway.script({ deltas: rewrite, pace: 'gate' });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 11] });
		const running = run('doubao.editSelection', { instruction: 'once upon a time' });
		await server.received();
		const folder = await journalFolder();
		const mine = async () => {
			const names = await readdir(folder);
			const files = names.filter(name => name.endsWith('.json'));
			const all = await Promise.all(files.map(name => readFile(join(folder, name), 'utf8')));
			return all.filter(one => one.includes('once upon a time')).length;
		};
		await untilValue(mine, count => count === 1, 'the journal');
		assert.equal(text(), shop, 'before the first row');
		server.releaseAll();
		await running;
		await run('doubao.rejectAll');
		await untilValue(mine, count => count === 0, 'no journal');
	});
});

/** Where this window's server keeps what the extension stores: among the logs of the latest run. */
async function journalFolder(): Promise<string> {
	const logs = join(checkout(), '.cache', 'logs');
	const latest = (await readdir(logs)).toSorted().at(-1) ?? '';
	const storage = join(logs, latest, 'server-1', 'data', 'User', 'globalStorage');
	return join(storage, 'doubao-assistant.doubao-assistant', 'edits', 'v1');
}
