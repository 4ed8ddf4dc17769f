import type { DocumentRows } from '../edit/rows.ts';
import { commentSpans, type CommentSpan, type CommentSyntax } from './commentScan.ts';
import { hasWords, instructionOf, markerOf } from './commentText.ts';
import { indentationOf, slice } from './rows.ts';

/** A comment that can be turned into code. */
export interface Comment {
	/** First and last row, 0-based, both inclusive. */
	readonly startRow: number;
	readonly endRow: number;
	/** UTF-16 columns of the comment in its first row, and behind its end in its last one. */
	readonly startColumn: number;
	readonly endColumn: number;
	readonly kind: 'line' | 'block';
	/** Whether code stands before it on its first row. */
	readonly trailing: boolean;
	/** As written, with its tokens, from `startColumn` on; rows joined by `\n`. */
	readonly source: string;
	/** What it asks for: without tokens, decoration and `TODO:`; never empty. */
	readonly instruction: string;
	/** The leading blanks of its first row. */
	readonly indentation: string;
	/**
	 * 0-based row that new code is inserted at: the one behind the comment's last row, `lineCount` at
	 * the end. Code is only ever inserted; code below that already answers the comment stays.
	 */
	readonly insertAt: number;
}

export interface Place {
	readonly row: number;
	/** Without it, any comment of the row that no code follows. */
	readonly column?: number;
}

/** How far above the cursor the scan for comments and strings begins, at most. */
const rowsAbove = 5_000;
const charactersAbove = 400_000;

/**
 * The comment at a place: the block or doc comment that it is in, else the run of line comments of
 * the same kind and indentation, else the comment behind the code on its row. On a blank row it is
 * the comment right above: that is where the cursor stands after Enter.
 *
 * @returns `undefined` also for a comment without a word, such as a ruler.
 */
export function findComment(
	rows: DocumentRows,
	place: Place,
	syntaxes: readonly CommentSyntax[],
): Comment | undefined {
	if (place.row < 0 || place.row >= rows.lineCount) {
		return undefined;
	}
	const blank = rows.lineAt(place.row).trim() === '';
	const groups = groupsNear(rows, place.row, syntaxes);
	const inside = groups.filter(group => rowIn(group, place.row));
	const found =
		inside.find(group => place.column !== undefined && columnIn(group, place.row, place.column)) ??
		inside.findLast(group => isWholeRow(rows, group, place.row)) ??
		(blank
			? groups.findLast(group => group.last.endRow === place.row - 1 && standsAlone(rows, group))
			: undefined);
	return found === undefined ? undefined : described(rows, found);
}

/** One block comment, or the line comments of one run. */
interface Group {
	readonly first: CommentSpan;
	readonly last: CommentSpan;
}

/** The groups that touch `row` or end right above it. */
function groupsNear(
	rows: DocumentRows,
	row: number,
	syntaxes: readonly CommentSyntax[],
): readonly Group[] {
	const near: Group[] = [];
	let open: Group | undefined;
	const settle = (): void => {
		if (open !== undefined && open.last.endRow >= row - 1 && open.first.startRow <= row) {
			near.push(open);
		}
	};
	for (const span of commentSpans(rows, syntaxes, scanStart(rows, row))) {
		if (open !== undefined && continues(rows, open, span)) {
			open = { first: open.first, last: span };
			continue;
		}
		settle();
		open = undefined;
		if (span.startRow > row) {
			return near;
		}
		open = { first: span, last: span };
	}
	settle();
	return near;
}

function scanStart(rows: DocumentRows, row: number): number {
	let characters = 0;
	let start = row;
	while (start > 0 && row - start < rowsAbove && characters < charactersAbove) {
		start--;
		characters += rows.lineAt(start).length;
	}
	return start;
}

/** Whether a line comment belongs to the run above it. */
function continues(rows: DocumentRows, { first, last }: Group, span: CommentSpan): boolean {
	if (first.kind !== 'line' || span.kind !== 'line' || span.startRow !== last.startRow + 1) {
		return false;
	}
	const [above, below] = [rows.lineAt(last.startRow), rows.lineAt(span.startRow)];
	const indentation = above.slice(0, last.startColumn);
	if (indentation.trim() !== '' || below.slice(0, span.startColumn) !== indentation) {
		return false;
	}
	const [one, other] = [above.slice(last.startColumn), below.slice(span.startColumn)];
	// A ruler such as `//-----` belongs to any run.
	return markerOf(one) === markerOf(other) || !hasWords(one) || !hasWords(other);
}

function rowIn({ first, last }: Group, row: number): boolean {
	return first.startRow <= row && row <= last.endRow;
}

function columnIn({ first, last }: Group, row: number, column: number): boolean {
	const afterStart = row > first.startRow || column >= first.startColumn;
	return afterStart && (row < last.endRow || column <= last.endColumn);
}

/** Whether nothing but the comment follows on `row`, from its start on. */
function isWholeRow(rows: DocumentRows, { last }: Group, row: number): boolean {
	return row < last.endRow || /^\}?\s*$/.test(rows.lineAt(row).slice(last.endColumn));
}

function standsAlone(rows: DocumentRows, group: Group): boolean {
	return !isTrailing(rows, group) && isWholeRow(rows, group, group.last.endRow);
}

/** The braces around a comment in JSX are no code. */
function isTrailing(rows: DocumentRows, { first }: Group): boolean {
	return !/^\s*\{?$/.test(rows.lineAt(first.startRow).slice(0, first.startColumn));
}

function described(rows: DocumentRows, group: Group): Comment | undefined {
	const { first, last } = group;
	const texts = slice(rows, first.startRow, last.endRow + 1).map((text, index) => {
		const end = first.startRow + index === last.endRow ? last.endColumn : text.length;
		return text.slice(index === 0 ? first.startColumn : 0, end);
	});
	const instruction = instructionOf(first, texts);
	if (instruction === '') {
		return undefined;
	}
	return {
		startRow: first.startRow,
		endRow: last.endRow,
		startColumn: first.startColumn,
		endColumn: last.endColumn,
		kind: first.kind,
		trailing: isTrailing(rows, group),
		source: texts.join('\n'),
		instruction,
		indentation: indentationOf(rows.lineAt(first.startRow)),
		insertAt: last.endRow + 1,
	};
}
