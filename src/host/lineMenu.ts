import * as vscode from 'vscode';
import { fields } from './fields.ts';

/**
 * Puts the cursor on the row whose number a menu was opened on, unless that row is selected. Other
 * arguments are none of ours.
 *
 * @param argument What the menu of a line number hands over: the row, from 1, and the file.
 */
export function goToLine(argument: unknown): void {
	const { lineNumber, uri } = fields(argument);
	const editor = vscode.window.activeTextEditor;
	if (
		typeof lineNumber !== 'number' ||
		!(uri instanceof vscode.Uri) ||
		editor?.document.uri.toString() !== uri.toString()
	) {
		return;
	}
	const row = Math.min(Math.max(lineNumber - 1, 0), editor.document.lineCount - 1);
	const { selection } = editor;
	if (selection.isEmpty || row < selection.start.line || row > selection.end.line) {
		const at = editor.document.lineAt(row).firstNonWhitespaceCharacterIndex;
		editor.selection = new vscode.Selection(row, at, row, at);
	}
}
