/** Row edits, and how they become character edits of a document. */

/** What the engine reads of a document. VS Code's `TextDocument` needs a two-line adapter. */
export interface DocumentRows {
	/** At least 1: an empty document has one empty row. */
	readonly lineCount: number;
	/** Text of a row without its end; `row` in [0, lineCount). */
	lineAt(row: number): string;
}

/** A place in a document: zero-based row and UTF-16 column, like `vscode.Position`. */
export interface TextPosition {
	readonly line: number;
	readonly character: number;
}

export interface TextRange {
	readonly start: TextPosition;
	readonly end: TextPosition;
}

/** Replaces rows [start, end) by `rows`. `start === end` inserts before row `start`. */
export interface RowChange {
	readonly start: number;
	readonly end: number;
	readonly rows: readonly string[];
}

/**
 * One edit of the document: changes from top to bottom, disjoint and not even touching, all in rows
 * of the document before the edit. The host makes one `TextEditor.edit` of it.
 */
export interface RowEdit {
	readonly changes: readonly RowChange[];
}

/** `list` with items [start, end) replaced; unlike `toSpliced` for any number of items. */
export function withReplaced<T>(
	list: readonly T[],
	start: number,
	end: number,
	items: readonly T[],
): readonly T[] {
	return list.slice(0, start).concat(items, list.slice(end));
}

/** A replacement in characters. `text` has `\n` row ends; the editor writes the document's own. */
export interface TextChange {
	readonly range: TextRange;
	readonly text: string;
}

/**
 * Turns a row edit into character edits for `document` as it is now: from top to bottom, disjoint,
 * all in positions before the edit, as `TextEditorEdit.replace` wants them.
 *
 * Rows at the end of a document have no row end of their own, so deleting or appending there takes
 * or gives the row end before them: the state of the final row end never changes by accident.
 * Replacing every row by none leaves one empty row, since no document is without rows.
 */
export function toTextChanges(edit: RowEdit, document: DocumentRows): TextChange[] {
	const result: TextChange[] = [];
	for (const change of edit.changes) {
		const next = toTextChange(change, document);
		const last = result.at(-1);
		if (last && samePosition(last.range.end, next.range.start)) {
			// Two edits that meet in one point are ordered only by convention; one edit is exact.
			result[result.length - 1] = {
				range: { start: last.range.start, end: next.range.end },
				text: last.text + next.text,
			};
		} else {
			result.push(next);
		}
	}
	return result.length > mostChanges ? [asOne(result, document)] : result;
}

/** VS Code reports 1,000 changes of one edit and more as a single one, which is not what was asked. */
const mostChanges = 500;

/** One change from the first to the last, with the text between them as it is. */
function asOne(changes: readonly TextChange[], document: DocumentRows): TextChange {
	const first = changes[0]?.range.start ?? { line: 0, character: 0 };
	const parts: string[] = [];
	let at = first;
	for (const { range, text } of changes) {
		parts.push(textBetween(document, at, range.start), text);
		at = range.end;
	}
	return { range: { start: first, end: at }, text: parts.join('') };
}

function textBetween(document: DocumentRows, start: TextPosition, end: TextPosition): string {
	if (start.line === end.line) {
		return document.lineAt(start.line).slice(start.character, end.character);
	}
	const rows = [document.lineAt(start.line).slice(start.character)];
	for (let line = start.line + 1; line < end.line; line++) {
		rows.push(document.lineAt(line));
	}
	rows.push(document.lineAt(end.line).slice(0, end.character));
	return rows.join('\n');
}

function toTextChange({ start, end, rows }: RowChange, document: DocumentRows): TextChange {
	const { lineCount } = document;
	const text = rows.join('\n');
	if (end < lineCount) {
		return {
			range: { start: { line: start, character: 0 }, end: { line: end, character: 0 } },
			text: rows.length === 0 ? '' : `${text}\n`,
		};
	}
	const endOfDocument = endOfRow(document, lineCount - 1);
	if (start === 0) {
		return { range: { start: { line: 0, character: 0 }, end: endOfDocument }, text };
	}
	return {
		range: { start: endOfRow(document, start - 1), end: endOfDocument },
		text: rows.length === 0 ? '' : `\n${text}`,
	};
}

function endOfRow(document: DocumentRows, row: number): TextPosition {
	return { line: row, character: document.lineAt(row).length };
}

function samePosition(a: TextPosition, b: TextPosition): boolean {
	return a.line === b.line && a.character === b.character;
}
