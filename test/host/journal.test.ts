import * as assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { run, state, type State } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { checkout } from './library/runner.ts';
import { gateway, testKey } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { openWindow, type OtherWindow } from './library/window.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, rewrite, shop } from './shop.ts';

interface Shop {
	readonly baseUrl: string;
	readonly key: string;
	readonly contents: string;
}

/** Opens the shop in another window, with its whole text selected and the gateway set. */
async function openShop(window: OtherWindow, shopOf: Shop): Promise<void> {
	await window.evaluate(async (api, { baseUrl, key, contents }) => {
		const settings = api.workspace.getConfiguration();
		await settings.update('doubao.gateway', 'custom', api.ConfigurationTarget.Global);
		await settings.update('doubao.baseUrl', baseUrl, api.ConfigurationTarget.Global);
		await settings.update('doubao.api', 'chat-completions', api.ConfigurationTarget.Global);
		await api.commands.executeCommand('doubao.setApiKey', { key });
		const folder = api.workspace.workspaceFolders?.[0];
		if (!folder) {
			throw new Error('no folder');
		}
		const uri = api.Uri.joinPath(folder.uri, 'shop.js');
		await api.workspace.fs.writeFile(uri, new TextEncoder().encode(contents));
		const editor = await api.window.showTextDocument(uri, { preview: false });
		editor.selection = new api.Selection(0, 0, 10, 1);
	}, shopOf);
}

/** VS Code itself may forget which editors were open when its window goes very soon. */
async function showAgain(window: OtherWindow): Promise<void> {
	await window.evaluate(async api => {
		const folder = api.workspace.workspaceFolders?.[0];
		if (folder) {
			await api.window.showTextDocument(api.Uri.joinPath(folder.uri, 'shop.js'), {
				preview: false,
			});
		}
	});
}

async function textIn(window: OtherWindow): Promise<string> {
	return await window.evaluate(
		api =>
			api.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('shop.js'))?.getText() ?? '',
	);
}

async function pendingIn(window: OtherWindow): Promise<number> {
	const { edits } = await window.run<State>('doubao.getState');
	return edits.reduce((sum, one) => sum + one.hunks.length, 0);
}

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

	it('come back for review after a reload, partial if the stream was cut by it', async () => {
		const server = await gateway.script({ deltas: rewrite, pace: 'gate' });
		const window = await openWindow();
		await openShop(window, { baseUrl: server.baseUrl, key: testKey, contents: shop });
		await window.evaluate(api => {
			void api.commands.executeCommand('doubao.editSelection', { instruction: 'simplify' });
		});
		await server.received();
		server.release(3);
		await untilValue(
			() => textIn(window),
			now => now.includes('reduce'),
			'the first new row',
		);
		const before = await textIn(window);
		// VS Code itself keeps what is not saved only after a second; saving must be safe at any time.
		await window.evaluate(async api => api.window.activeTextEditor?.document.save());

		await window.reload();
		await showAgain(window);

		await untilValue(
			() => pendingIn(window),
			left => left > 0,
			'the changes for review',
		);
		assert.equal(await textIn(window), before);
		const { edits } = await window.run<State>('doubao.getState');
		assert.equal(edits[0]?.partial, true);
		await window.driver.lens('partial').first().waitFor();
		await window.run('doubao.rejectAll');
		assert.equal(await textIn(window), shop);
		server.releaseAll();
	});

	it('follow a file that gets another name', async () => {
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

	it('offer the original where somebody else changed the rows meanwhile', async () => {
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
	it('is there before the first row is, and gone after the last review', async () => {
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
