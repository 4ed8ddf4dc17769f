import * as vscode from 'vscode';
import { fields } from './fields.ts';
import { plain } from './plain.ts';
import { showWarning } from './say.ts';

/**
 * Acts at the row whose number a menu was opened on, in the editor of that file; where no editor
 * shows it, refuses and says so. Other arguments are none of ours: it acts where the cursor is.
 *
 * @param argument What the menu of a line number hands over: the row, from 1, and the file.
 */
export async function atLine(argument: unknown, act: () => Promise<unknown>): Promise<unknown> {
	const { lineNumber, uri } = fields(argument);
	if (typeof lineNumber !== 'number' || !(uri instanceof vscode.Uri)) {
		return act();
	}
	const editor = await editorOf(uri);
	if (!editor) {
		const name = plain(vscode.workspace.asRelativePath(uri));
		const reason = vscode.l10n.t('{0} is shown in no editor. Nothing was sent.', name);
		void showWarning(reason);
		return { outcome: 'refused', hunks: 0, text: '', reasoning: '', reason };
	}
	goToRow(editor, lineNumber - 1);
	return act();
}

/** The editor that shows a file, with the focus. */
async function editorOf(uri: vscode.Uri): Promise<vscode.TextEditor | undefined> {
	const isOf = ({ document }: vscode.TextEditor) => document.uri.toString() === uri.toString();
	const { activeTextEditor, visibleTextEditors } = vscode.window;
	if (activeTextEditor && isOf(activeTextEditor)) {
		return activeTextEditor;
	}
	const visible = visibleTextEditors.find(isOf);
	return (
		visible &&
		(await vscode.window.showTextDocument(visible.document, {
			selection: visible.selection,
			...(visible.viewColumn !== undefined && { viewColumn: visible.viewColumn }),
		}))
	);
}

/** Puts the cursor on a row, 0-based, unless that row is selected. */
function goToRow(editor: vscode.TextEditor, wanted: number): void {
	const row = Math.min(Math.max(wanted, 0), editor.document.lineCount - 1);
	const { selection } = editor;
	if (selection.isEmpty || row < selection.start.line || row > selection.end.line) {
		const at = editor.document.lineAt(row).firstNonWhitespaceCharacterIndex;
		editor.selection = new vscode.Selection(row, at, row, at);
	}
}
