import * as vscode from 'vscode';
import { webAddress } from '../../core/chat/link.ts';
import type { FromWebview, Handlers } from '../../core/chat/protocol.ts';
import { openPlace } from '../openPlace.ts';

/** What the buttons of a code block, and a link, may ask for. */
export const codeHandlers: Pick<
	Handlers<FromWebview>,
	'copyCode' | 'insertCode' | 'newFile' | 'openLink' | 'openPlace'
> = {
	copyCode: ({ code }) => void copyText(code),
	insertCode: ({ code }) => void insertAtCursor(code),
	newFile: ({ code, language }) => void openAsNewFile(code, language),
	openLink: ({ url }) => void openLink(url),
	openPlace: place => void openPlace(place),
};

/** Puts text on the clipboard, as it is. */
export async function copyText(text: string): Promise<void> {
	await vscode.env.clipboard.writeText(text);
}

/** Replaces the selections of the active editor by `code`: one undo takes it back. */
async function insertAtCursor(code: string): Promise<void> {
	const editor = vscode.window.activeTextEditor;
	if (!editor) {
		void vscode.window.showInformationMessage(
			vscode.l10n.t('Open a file and put the cursor where the code should go.'),
		);
		return;
	}
	const done = await editor.edit(edit => {
		for (const selection of editor.selections) {
			edit.replace(selection, code);
		}
	});
	if (!done) {
		void vscode.window.showWarningMessage(vscode.l10n.t('The file cannot be changed.'));
	}
}

/** Opens `code` in an editor of its own, not yet saved. An unknown language is plain text. */
async function openAsNewFile(code: string, language: string): Promise<void> {
	const known = await vscode.languages.getLanguages();
	const id = languageIds.get(language.toLowerCase()) ?? language.toLowerCase();
	const document = await vscode.workspace.openTextDocument({
		content: code,
		...(known.includes(id) && { language: id }),
	});
	await vscode.window.showTextDocument(document);
}

/** What models write after a fence, where VS Code's own id is another word. */
const languageIds: ReadonlyMap<string, string> = new Map([
	['ts', 'typescript'],
	['js', 'javascript'],
	['mjs', 'javascript'],
	['tsx', 'typescriptreact'],
	['jsx', 'javascriptreact'],
	['py', 'python'],
	['rb', 'ruby'],
	['rs', 'rust'],
	['sh', 'shellscript'],
	['bash', 'shellscript'],
	['shell', 'shellscript'],
	['zsh', 'shellscript'],
	['yml', 'yaml'],
	['md', 'markdown'],
	['c++', 'cpp'],
	['c#', 'csharp'],
	['cs', 'csharp'],
	['golang', 'go'],
	['kt', 'kotlin'],
]);

/** Shows the full address first; VS Code's own question shortens it. */
async function openLink(url: string): Promise<void> {
	const address = webAddress(url);
	if (address === undefined) {
		return;
	}
	const open = vscode.l10n.t('Open');
	const chosen = await vscode.window.showInformationMessage(
		vscode.l10n.t('Open this address in the browser?'),
		{ modal: true, detail: address },
		open,
	);
	if (chosen === open) {
		await vscode.env.openExternal(vscode.Uri.parse(address, true));
	}
}
