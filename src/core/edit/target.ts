import type { EditTarget, RowRange } from './contract.ts';
import { indentOf, isBlank } from '../text.ts';
import type { DocumentRows, TextRange } from './rows.ts';

/** An enclosing block has at most this many rows; beyond it only the cursor's row is meant. */
export const largestBlock = 60;

/**
 * What an edit acts on. Several rows selected: whole rows. All the text of one row: that row. Part
 * of one row: exactly that. No selection: a blank row is an insertion; else the smallest enclosing
 * function, class or block of at most 60 rows; else the row.
 *
 * @param selection In document order (start before end), whatever the direction it was made in.
 * @param symbols Rows [start, end) of the language's functions, classes and blocks, in any order.
 * Without any that encloses the cursor, indentation decides.
 */
export function resolveTarget(
	document: DocumentRows,
	selection: TextRange,
	symbols: readonly RowRange[] = [],
): EditTarget {
	const { start, end } = selection;
	if (start.line === end.line && start.character === end.character) {
		return cursorTarget(document, selection, symbols);
	}
	const lastRow = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
	if (lastRow > start.line) {
		return wholeRows(document, start.line, lastRow);
	}
	const text = document.lineAt(start.line);
	const endColumn = lastRow < end.line ? text.length : end.character;
	if (isBlank(text.slice(0, start.character)) && isBlank(text.slice(endColumn))) {
		return wholeRows(document, start.line, start.line);
	}
	return {
		mode: 'exact',
		range: { start, end: { line: start.line, character: endColumn } },
	};
}

function cursorTarget(
	document: DocumentRows,
	selection: TextRange,
	symbols: readonly RowRange[],
): EditTarget {
	const row = selection.start.line;
	if (isBlank(document.lineAt(row))) {
		return { mode: 'insert', range: selection };
	}
	const enclosing = symbols
		.filter(({ start, end }) => start <= row && row < end && end - start <= largestBlock)
		.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
	const block = enclosing ?? blockByIndent(document, row);
	return block.end - block.start <= largestBlock
		? wholeRows(document, block.start, Math.min(block.end, document.lineCount) - 1)
		: wholeRows(document, row, row);
}

/** Exactly these rows, at least one of them. */
export function rowsTarget(document: DocumentRows, { start, end }: RowRange): EditTarget {
	return wholeRows(document, start, end - 1);
}

/** The rows that a target of whole rows stands for. */
export function rowsOfTarget({ range: { start, end } }: EditTarget): RowRange {
	const excluded = end.character === 0 && end.line > start.line;
	return { start: start.line, end: excluded ? end.line : end.line + 1 };
}

function wholeRows(document: DocumentRows, first: number, last: number): EditTarget {
	const character = document.lineAt(last).length;
	// A range that ends at column 0 does not include that row, so an empty last row needs its row end.
	const end =
		character === 0 && last > first && last + 1 < document.lineCount
			? { line: last + 1, character: 0 }
			: { line: last, character };
	return { mode: 'lines', range: { start: { line: first, character: 0 }, end } };
}

/** A row that ends a block of the rows above it rather than starting something. */
const closer = /^\s*(?:[)\]}]|<\/|end\b)/;

/** The block around a row as indentation shows it: a head, the deeper rows below it, its closers. */
function blockByIndent(document: DocumentRows, row: number): RowRange {
	const head = headOf(document, row);
	const depth = depthAt(document, head);
	let end = head + 1;
	for (let at = head + 1; at < document.lineCount && at - head <= largestBlock; at++) {
		const text = document.lineAt(at);
		if (isBlank(text)) {
			continue;
		}
		if (indentOf(text).length <= depth && !(indentOf(text).length === depth && closer.test(text))) {
			break;
		}
		end = at + 1;
	}
	return row < end ? { start: head, end } : { start: row, end: row + 1 };
}

/** The row that opens the block `row` is in: the row itself when deeper rows follow it. */
function headOf(document: DocumentRows, row: number): number {
	const opensBlock = nextDepth(document, row) > depthAt(document, row);
	let head = row;
	if (!opensBlock && !closer.test(document.lineAt(row))) {
		head = rowAbove(document, row, depthAt(document, row) - 1) ?? row;
	}
	while (closer.test(document.lineAt(head))) {
		const above = rowAbove(document, head, depthAt(document, head));
		if (above === undefined) {
			return head;
		}
		head = above;
	}
	return head;
}

/** The nearest row above that is not blank and at most so deep. */
function rowAbove(document: DocumentRows, row: number, depth: number): number | undefined {
	for (let at = row - 1; at >= 0; at--) {
		if (!isBlank(document.lineAt(at)) && depthAt(document, at) <= depth) {
			return at;
		}
	}
	return undefined;
}

function nextDepth(document: DocumentRows, row: number): number {
	for (let at = row + 1; at < document.lineCount; at++) {
		if (!isBlank(document.lineAt(at))) {
			return depthAt(document, at);
		}
	}
	return 0;
}

/** Depth in characters: rows of one block are indented with the same ones. */
function depthAt(document: DocumentRows, row: number): number {
	return indentOf(document.lineAt(row)).length;
}
