import * as vscode from 'vscode';
import { isSecretFile } from '../../core/chat/secretFile.ts';
import type { Attachment } from '../../core/chat/turn.ts';
import { rowsAttachment } from './editorContext.ts';

/**
 * Where pasted text was copied from: whole rows of a file that is open, found once. Rows that were
 * copied from the middle of the first row on count as whole if only its indentation is missing. Rows
 * of files that may hold keys stay text, which is looked through before it is sent: a chip would ask,
 * and a no would take away what the user has just pasted.
 *
 * @param text With `\n` as row ends.
 */
export function pastedFrom(text: string): Attachment | undefined {
	const wanted = text.replace(/\n+$/u, '');
	const { activeTextEditor: active, visibleTextEditors: visible } = vscode.window;
	const seen = [...(active ? [active] : []), ...visible].map(({ document }) => document);
	// Closed files stay known for a while: what is in view counts first.
	for (const document of new Set([...seen, ...vscode.workspace.textDocuments])) {
		const { scheme, path } = document.uri;
		if ((scheme === 'file' || scheme === 'vscode-remote') && !isSecretFile(path)) {
			const found = rowsAt(document, wanted);
			if (found) {
				return rowsAttachment(document, found);
			}
		}
	}
	return undefined;
}

function rowsAt(
	document: vscode.TextDocument,
	wanted: string,
): { readonly start: number; readonly end: number } | undefined {
	const whole = document.getText().replaceAll('\r\n', '\n');
	const at = whole.indexOf(wanted);
	if (wanted === '' || at === -1 || whole.includes(wanted, at + 1)) {
		return undefined;
	}
	const before = whole.slice(whole.lastIndexOf('\n', at - 1) + 1, at);
	const after = whole.charAt(at + wanted.length);
	if (before.trim() !== '' || (after !== '' && after !== '\n')) {
		return undefined;
	}
	const start = whole.slice(0, at).split('\n').length - 1;
	return { start, end: start + wanted.split('\n').length };
}
