import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { afterTest } from './cleanup.ts';
import { run, state } from './commands.ts';
import { ask, hasDriver, ownWindow } from './runner.ts';
import { until } from './until.ts';

/** The folder that the test window shows: a fresh copy of the sample workspace. */
export const workspace = {
	get folder(): string {
		const folder = vscode.workspace.workspaceFolders?.[0];
		if (!folder) {
			throw new Error('This window shows no folder.');
		}
		return folder.uri.fsPath;
	},

	/** Absolute path of a file of the workspace. */
	path(file: string): string {
		return isAbsolute(file) ? file : join(workspace.folder, file);
	},

	/**
	 * Shows a file, written first if `contents` are given (bytes or text, exactly as they are).
	 * After the test every editor is closed without saving and the file is as it was before.
	 */
	async open(
		file: string,
		contents?: string | Uint8Array,
		viewColumn?: vscode.ViewColumn,
	): Promise<vscode.TextEditor> {
		const path = workspace.path(file);
		await workspace.restoreAfterTest(path);
		if (contents !== undefined) {
			await mkdir(dirname(path), { recursive: true });
			await writeFile(path, contents);
		}
		afterTest(closeEditors);
		const remembered = isRemembered(path);
		const opened = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
		const editor = await vscode.window.showTextDocument(opened, {
			preview: false,
			...(viewColumn !== undefined && { viewColumn }),
		});
		if (remembered) {
			await vscode.commands.executeCommand('workbench.action.files.revert');
		}
		return editor;
	},

	/** Shows a file in whatever editor VS Code has for it, for files that are no text. */
	async show(file: string, contents?: string | Uint8Array): Promise<void> {
		const path = workspace.path(file);
		await workspace.restoreAfterTest(path);
		if (contents !== undefined) {
			await mkdir(dirname(path), { recursive: true });
			await writeFile(path, contents);
		}
		afterTest(closeEditors);
		await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path), {
			preview: false,
		});
	},

	/** Shows a new document that has no file yet. */
	async openUntitled(content = '', language = 'plaintext'): Promise<vscode.TextEditor> {
		afterTest(closeEditors);
		const document = await vscode.workspace.openTextDocument({ content, language });
		return await vscode.window.showTextDocument(document, { preview: false });
	},

	/** What is on disk. */
	async bytes(file: string): Promise<Buffer> {
		return await readFile(workspace.path(file));
	},

	/** Puts a file that the test is about to change back after it, or removes what was not there. */
	async restoreAfterTest(file: string): Promise<void> {
		const path = workspace.path(file);
		const before = await readFile(path).catch(() => undefined);
		afterTest(async () => {
			await (before ? writeFile(path, before) : rm(path, { force: true }));
		});
	},
};

/** The text of a document, the active one by default, exactly as the editor holds it. */
export function text(uri?: vscode.Uri): string {
	return openDocument(uri).getText();
}

/** What {@link select} understands. Rows are counted from 1, as the gutter shows them. */
export type Selected =
	/** The first place that holds this text, or that this pattern matches. */
	| string
	| RegExp
	/** Whole rows, first and last. */
	| { readonly rows: readonly [first: number, last: number] }
	/** The cursor, in front of a character (column 1 is the start of the row). */
	| { readonly row: number; readonly column?: number };

/** Selects in the active editor; settles when the window shows it. */
export async function select(what: Selected): Promise<vscode.Selection> {
	const editor = vscode.window.activeTextEditor;
	if (!editor) {
		throw new Error('No editor is active.');
	}
	const selection = find(editor.document, what);
	const heard = selection.isEqual(editor.selection) ? undefined : selectionChange(editor);
	editor.selection = selection;
	editor.revealRange(selection);
	await heard;
	// Messages to the window keep their order: when this has come back, the selection is there, and
	// so are the context keys that the extension set when it heard of it.
	await vscode.commands.executeCommand('setContext', 'doubaoTest.selected', true);
	return selection;
}

/** Settles when the window has told the extension host of a new selection. */
async function selectionChange(editor: vscode.TextEditor): Promise<void> {
	await new Promise<void>(resolve => {
		const subscription = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
			if (textEditor === editor) {
				subscription.dispose();
				resolve();
			}
		});
	});
}

function find(within: vscode.TextDocument, what: Selected): vscode.Selection {
	if (typeof what === 'string' || what instanceof RegExp) {
		const all = within.getText();
		const start = typeof what === 'string' ? all.indexOf(what) : all.search(what);
		const found = typeof what === 'string' ? what : what.exec(all)?.[0];
		if (start < 0 || found === undefined) {
			throw new Error(`The document does not hold ${String(what)}.`);
		}
		return new vscode.Selection(within.positionAt(start), within.positionAt(start + found.length));
	}
	if ('rows' in what) {
		const [first, last] = what.rows;
		return new vscode.Selection(first - 1, 0, last - 1, within.lineAt(last - 1).text.length);
	}
	const column = (what.column ?? 1) - 1;
	return new vscode.Selection(what.row - 1, column, what.row - 1, column);
}

function openDocument(uri: vscode.Uri | undefined): vscode.TextDocument {
	const found = uri
		? vscode.workspace.textDocuments.find(open => open.uri.toString() === uri.toString())
		: vscode.window.activeTextEditor?.document;
	if (!found) {
		throw new Error(uri ? `${uri.toString()} is not open.` : 'No editor is active.');
	}
	return found;
}

/** VS Code keeps a closed document for minutes and does not hear at once of what we write to disk. */
function isRemembered(path: string): boolean {
	return vscode.workspace.textDocuments.some(({ uri }) => uri.fsPath === path);
}

/**
 * Closes every editor; what was not saved is dropped. An edit that still streams would make a file
 * dirty again, and a dirty file asks before it closes: so that stops first, and a question that is
 * asked nevertheless is cancelled.
 */
async function closeEditors(): Promise<void> {
	await stopStreaming();
	for (let attempt = 1; ; attempt++) {
		for (const dirty of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
			await vscode.window.showTextDocument(dirty, { preview: false });
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		}
		const closing = vscode.commands.executeCommand('workbench.action.closeAllEditors');
		const { tabGroups } = vscode.window;
		try {
			await until(
				() => tabGroups.all.every(({ tabs }) => tabs.length === 0),
				'every editor to close',
				{ patience: 2_000 },
			);
			return;
		} catch (error) {
			if (attempt === 3) {
				throw error;
			}
		}
		if (hasDriver()) {
			await ask('press', ownWindow(), 'Escape');
		}
		await closing;
	}
}

async function stopStreaming(): Promise<void> {
	if (!(await vscode.commands.getCommands(true)).includes('doubao.getState')) {
		return;
	}
	await run('doubao.stop', { all: true });
	await until(async () => !(await state()).streaming, 'everything to stop');
}
