import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, type State } from './library/commands.ts';
import { gateway, testKey } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { sharedWindow, type OtherWindow } from './library/window.ts';
import { select, workspace } from './library/workspace.ts';
import { edited, firstOnly, rewrite, shop } from './shop.ts';
import { pending } from './streaming.ts';

/** The shop in another window, in a file of its own for each test. */
class OtherShop {
	readonly window: OtherWindow;
	readonly #file: string;

	constructor(window: OtherWindow, file: string) {
		this.window = window;
		this.#file = file;
	}

	/** Writes and shows the file, with its whole text selected, and sets the gateway. */
	async open(baseUrl: string): Promise<void> {
		await this.window.evaluate(
			async (api, given) => {
				const settings = api.workspace.getConfiguration();
				const { Global } = api.ConfigurationTarget;
				await settings.update('doubao.gateway', 'custom', Global);
				await settings.update('doubao.baseUrl', given.baseUrl, Global);
				await settings.update('doubao.api', 'chat-completions', Global);
				await api.commands.executeCommand('doubao.setApiKey', { key: given.key });
				const folder = api.workspace.workspaceFolders?.[0];
				if (!folder) {
					throw new Error('no folder');
				}
				const uri = api.Uri.joinPath(folder.uri, given.file);
				await api.workspace.fs.writeFile(uri, new TextEncoder().encode(given.contents));
				const editor = await api.window.showTextDocument(uri, { preview: false });
				editor.selection = new api.Selection(0, 0, 10, 1);
			},
			{ baseUrl, key: testKey, file: this.#file, contents: shop },
		);
	}

	/** VS Code itself may forget which editors were open when its window goes very soon. */
	async show(): Promise<void> {
		await this.window.evaluate(async (api, file) => {
			const folder = api.workspace.workspaceFolders?.[0];
			if (folder) {
				await api.window.showTextDocument(api.Uri.joinPath(folder.uri, file), { preview: false });
			}
		}, this.#file);
	}

	/** VS Code itself keeps what is not saved only after a second; saving must be safe at any time. */
	async save(): Promise<void> {
		await this.window.evaluate(async api => api.window.activeTextEditor?.document.save());
	}

	/** Starts an edit, which goes on when this settles. */
	async edit(): Promise<void> {
		await this.window.evaluate(api => {
			void api.commands.executeCommand('doubao.editSelection', { instruction: 'simplify' });
		});
	}

	async text(): Promise<string> {
		return await this.window.evaluate(
			(api, file) =>
				api.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(file))?.getText() ?? '',
			this.#file,
		);
	}

	async streamed(): Promise<void> {
		await untilValue(
			() => this.text(),
			now => now.includes('reduce'),
			'the first new row',
		);
	}

	async pending(count: number): Promise<void> {
		await untilValue(
			async () => (await this.edits()).reduce((sum, { hunks }) => sum + hunks.length, 0),
			left => left === count,
			`${count} changes for review`,
			{ patience: 20_000 },
		);
	}

	async edits(): Promise<State['edits']> {
		return (await this.window.run<State>('doubao.getState')).edits;
	}
}

describe('an edit and its journal in another window', function () {
	this.timeout(120_000);
	const window = sharedWindow();

	it('(F21) come back for review after a reload, partial if the stream was cut by it', async () => {
		const server = await gateway.script({ deltas: rewrite, pace: 'gate' });
		const other = new OtherShop(window(), 'reloaded.js');
		await other.open(server.baseUrl);
		await other.edit();
		await server.received();
		server.release(3);
		await other.streamed();
		const before = await other.text();
		await other.save();

		await window().reload();
		await other.show();

		await other.pending(1);
		assert.equal(await other.text(), before);
		assert.equal((await other.edits())[0]?.partial, true);
		await window().driver.lens('partial').first().waitFor();
		await window().run('doubao.rejectAll');
		assert.equal(await other.text(), shop);
		server.releaseAll();
	});

	it('(F21) come back after the window was closed, and the rest can be rejected', async () => {
		const server = await gateway.script({ deltas: rewrite });
		const other = new OtherShop(window(), 'closed.js');
		await other.open(server.baseUrl);
		await window().run('doubao.editSelection', { instruction: 'simplify' });
		await other.save();
		await window().run('doubao.acceptHunk', { index: 0 });

		await window().restart();
		await other.show();

		await other.pending(1);
		await window().driver.lens('1 of 1').waitFor();
		await window().run('doubao.rejectAll');
		assert.equal(await other.text(), firstOnly);
	});

	it('(F21) come back after the extension host was killed while it streamed', async () => {
		const server = await gateway.script({ deltas: rewrite, pace: 'gate' });
		const other = new OtherShop(window(), 'killed.js');
		await other.open(server.baseUrl);
		await other.edit();
		await server.received();
		server.release(3);
		await other.streamed();
		const before = await other.text();

		await window().killHost();

		await other.pending(1);
		assert.equal(await other.text(), before);
		await window().run('doubao.rejectAll');
		assert.equal(await other.text(), shop);
		server.releaseAll();
	});

	it('(E12) go on around what another window saves in the same file', async () => {
		await gateway.script({ deltas: rewrite });
		const { document } = await workspace.open('shop.js', `${shop}// tail\n`);
		await select({ rows: [1, 11] });
		await run('doubao.editSelection', { instruction: 'simplify' });
		await document.save();

		const there = await window().evaluate(async (api, path) => {
			const editor = await api.window.showTextDocument(api.Uri.file(path));
			const seen = editor.document.getText();
			await editor.edit(builder =>
				builder.insert(editor.document.lineAt(7).range.end, ' // theirs'),
			);
			await editor.document.save();
			return seen;
		}, document.uri.fsPath);
		assert.equal(there, `${edited}// tail\n`);
		await untilValue(
			() => document.getText(),
			now => now === `${edited}// tail // theirs\n`,
			'the words of the other window',
		);

		await pending(2);
		await vscode.window.showTextDocument(document);
		await run('doubao.rejectAll');
		assert.equal(document.getText(), `${shop}// tail // theirs\n`);
	});
});
