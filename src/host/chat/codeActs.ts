import * as vscode from 'vscode';
import { webAddress } from '../../core/chat/link.ts';
import type { FromWebview, Handlers } from '../../core/chat/protocol.ts';
import { languageIdOf } from './codeLanguage.ts';
import type { TerminalPrompts } from '../terminalPrompts.ts';
import { insertIntoTerminal } from './terminalInsert.ts';
import { openPlace } from '../openPlace.ts';
import { showInformation, showWarning } from '../say.ts';
import { copy } from '../clipboard.ts';
import { acceptsHiddenIn } from '../edit/hiddenText.ts';

/** What the buttons of a code block, and a link, may ask for. */
export const codeHandlers = (
	prompts: TerminalPrompts,
): Pick<
	Handlers<FromWebview>,
	'copyCode' | 'insertCode' | 'insertIntoTerminal' | 'newFile' | 'openLink' | 'openPlace'
> => ({
	copyCode: ({ code }) => void copy(code),
	insertCode: ({ code }) => void insertAtCursor(code),
	insertIntoTerminal: ({ code }) => void insertIntoTerminal(prompts, code),
	newFile: ({ code, language }) => void openAsNewFile(code, language),
	openLink: ({ url }) => void openLink(url),
	openPlace: place => void openPlace(place),
});

/** Replaces the selections of the active editor by `code`: one undo takes it back. */
async function insertAtCursor(code: string): Promise<void> {
	const editor = vscode.window.activeTextEditor;
	if (!editor) {
		void showInformation(vscode.l10n.t('Open a file and put the cursor where the code should go.'));
		return;
	}
	if (!(await acceptsHiddenIn(code))) {
		return;
	}
	const done = await editor.edit(edit => {
		for (const selection of editor.selections) {
			edit.replace(selection, code);
		}
	});
	if (!done) {
		void showWarning(vscode.l10n.t('The file cannot be changed.'));
	}
}

/**
 * Opens `code` in an editor of its own, not yet saved, to be saved as `uri` where that is given. An
 * unknown language is plain text.
 */
export async function openAsNewFile(
	code: string,
	language: string,
	uri?: vscode.Uri,
): Promise<void> {
	if (!(await acceptsHiddenIn(code)) || (uri && (await showUnsaved(uri, code)))) {
		return;
	}
	const known = await vscode.languages.getLanguages();
	const id = languageIdOf(language);
	const document = await vscode.workspace.openTextDocument({
		content: code,
		...(known.includes(id) && { language: id }),
	});
	await vscode.window.showTextDocument(document);
}

/** @returns False when there is such a file already: nothing is written over it. */
async function showUnsaved(uri: vscode.Uri, code: string): Promise<boolean> {
	try {
		await vscode.workspace.fs.stat(uri);
		return false;
	} catch {
		const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
		const editor = await vscode.window.showTextDocument(document);
		return await editor.edit(edit => edit.insert(new vscode.Position(0, 0), code));
	}
}

/** Shows the full address first; VS Code's own question shortens it. */
async function openLink(url: string): Promise<void> {
	const address = webAddress(url);
	if (address === undefined) {
		return;
	}
	const open = vscode.l10n.t('Open');
	const chosen = await showInformation(
		vscode.l10n.t('Open this address in the browser?'),
		{ modal: true, detail: address },
		open,
	);
	if (chosen === open) {
		await vscode.env.openExternal(vscode.Uri.parse(address, true));
	}
}
