import * as vscode from 'vscode';
import type { ForeignReason } from '../../core/edit/contract.ts';
import type { TextChange } from '../../core/edit/rows.ts';

/** What led to a change of a document. */
export function reasonOf({ reason }: vscode.TextDocumentChangeEvent): ForeignReason {
	switch (reason) {
		case vscode.TextDocumentChangeReason.Undo:
			return 'undo';
		case vscode.TextDocumentChangeReason.Redo:
			return 'redo';
		case undefined:
			return 'edit';
	}
}

/**
 * Whether an event reports exactly these changes, which are in order: VS Code tells them from the
 * bottom to the top and with the document's row ends.
 */
export function isSame(
	changes: readonly TextChange[],
	reported: readonly vscode.TextDocumentContentChangeEvent[],
): boolean {
	if (changes.length !== reported.length) {
		return false;
	}
	const sorted = reported.toSorted((a, b) => a.range.start.compareTo(b.range.start));
	return changes.every((change, i) => {
		const other = sorted[i];
		return (
			other !== undefined &&
			other.range.start.isEqual(position(change.range.start)) &&
			other.range.end.isEqual(position(change.range.end)) &&
			change.text === other.text.replaceAll('\r\n', '\n')
		);
	});
}

function position({ line, character }: TextChange['range']['start']): vscode.Position {
	return new vscode.Position(line, character);
}
