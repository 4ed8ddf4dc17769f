import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/turn.ts';
import type { RowRange } from '../../core/edit/contract.ts';
import { shownPath } from '../edit/sourceFile.ts';

/** The selection or the whole file of an editor, as something to send along with a question. */
export function attachmentOf(
	what: 'selection' | 'file',
	editor = vscode.window.activeTextEditor,
): Attachment | undefined {
	if (!editor) {
		return undefined;
	}
	const { document, selection } = editor;
	return what === 'file' || selection.isEmpty
		? fileAttachment(document)
		: rowsAttachment(document, selectedRows(selection));
}

export function fileAttachment(document: vscode.TextDocument): Attachment {
	return {
		label: shownPath(document.uri),
		text: document.getText(),
		kind: 'file',
		language: document.languageId,
		source: document.uri.toString(),
	};
}

/** Some rows of a file. */
export function rowsAttachment(
	document: vscode.TextDocument,
	{ start, end }: RowRange,
): Attachment {
	return {
		label: `${shownPath(document.uri)}:${start + 1}-${end}`,
		text: document.getText(new vscode.Range(start, 0, end, 0)),
		kind: 'selection',
		language: document.languageId,
		source: document.uri.toString(),
		startRow: start,
	};
}

/** The rows that a range touches; one that ends at column 0 does not include that row. */
export function selectedRows({ start, end }: vscode.Range): RowRange {
	const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
	return { start: start.line, end: last };
}
