import { splitRows } from '../text.ts';
import type { ForeignChange, RowRange } from './contract.ts';
import type { RowChange } from './rows.ts';

/** What a foreign change means for a region that starts at some row of the document. */
export type Placement =
	| {
			readonly kind: 'placed';
			/** Where the region starts now. */
			readonly first: number;
			/** Rows of the region that changed, in rows of the region; `undefined` when none did. */
			readonly change: RowChange | undefined;
	  }
	/** The change replaced the whole region and more; its new rows that are certainly whole. */
	| { readonly kind: 'covered'; readonly firstWhole: number; readonly rows: readonly string[] };

/**
 * Finds out what a foreign change did to the rows of a region, without reading the document: of rows
 * outside the region nothing is known. A row that the change merged with one outside is lost to the
 * region, its text is not touched any more.
 *
 * @param rows The region's rows before the change; the first is row `first` of the document.
 * @param greedy Rows inserted exactly at the region's ends count as inside.
 */
export function placeChange(
	change: ForeignChange,
	first: number,
	rows: readonly string[],
	greedy = false,
): Placement {
	const { start, end } = change.range;
	const text = splitRows(change.text);
	const wholeRows = start.character === 0 && end.character === 0 && text.at(-1) === '';
	if (wholeRows) {
		const inserted = text.slice(0, -1);
		return placeRows({ start: start.line, end: end.line, rows: inserted }, first, rows, greedy);
	}
	const last = first + rows.length;
	const shift = text.length - 1 - (end.line - start.line);
	if (end.line < first) {
		const atBorder = greedy && end.line === first - 1 && start.line === end.line && text[0] === '';
		return atBorder
			? placed(first, { start: 0, end: 0, rows: text.slice(1) })
			: placed(first + shift, undefined);
	}
	if (start.line >= last) {
		return placeBelow(change, first, rows, greedy ? text : []);
	}
	if (start.line < first) {
		return end.line < last
			? placeAtStart(change, first, rows, text)
			: { kind: 'covered', firstWhole: start.line + 1, rows: text.slice(1, -1) };
	}
	const from = start.line - first;
	const head = (rows[from] ?? '').slice(0, start.character);
	if (end.line < last) {
		const tail = (rows[end.line - first] ?? '').slice(end.character);
		return placed(
			first,
			narrowed({ start: from, end: end.line - first + 1, rows: around(head, text, tail) }, rows),
		);
	}
	// The end reaches into rows that are not ours; the last new row is merged with one of them.
	const intact = end.line === last && end.character === 0 && text.at(-1) === '';
	const inside = text.length === 1 ? [] : around(head, text.slice(0, intact ? -1 : 1), '');
	return placed(first, narrowed({ start: from, end: rows.length, rows: inside }, rows));
}

/** By how many rows the document is longer after a change; negative where it is shorter. */
export function rowsAddedBy({ range, text }: ForeignChange): number {
	return splitRows(text).length - 1 - (range.end.line - range.start.line);
}

/** Where rows are after a change; what comes to their borders belongs to them. */
export function rowsAfter({ start, end }: RowRange, change: ForeignChange): RowRange {
	const by = rowsAddedBy(change);
	const { start: from, end: to } = change.range;
	if (to.line < start) {
		return { start: start + by, end: end + by };
	}
	return from.line >= end
		? { start, end }
		: { start: Math.min(start, from.line), end: Math.max(end, to.line + 1) + by };
}

/**
 * A change below the region. Rows inserted before a row that starts alike may be reported a few
 * columns further right.
 *
 * @param text The inserted rows where they may count as inside; else none.
 */
function placeBelow(
	change: ForeignChange,
	first: number,
	rows: readonly string[],
	text: readonly string[],
): Placement {
	const { line, character } = change.range.start;
	const end = rows.length;
	const tail = text.at(-1) ?? '';
	const isShifted = line === first + end && text.length > 1 && isPoint(change);
	return isShifted && tail.length === character
		? placed(first, { start: end, end, rows: around(tail, text.slice(0, -1), '') })
		: placed(first, undefined);
}

function placeAtStart(
	{ range }: ForeignChange,
	first: number,
	rows: readonly string[],
	text: readonly string[],
): Placement {
	const end = range.end.line - first + 1;
	const tail = (text.at(-1) ?? '') + (rows[end - 1] ?? '').slice(range.end.character);
	if (text.length === 1) {
		return placed(range.start.line + 1, { start: 0, end, rows: [] });
	}
	if (range.start.line === first - 1 && text[0] === '') {
		// From the end of the row above, as edits at the end of a document are: all new rows are below.
		return placed(first, narrowed({ start: 0, end, rows: [...text.slice(1, -1), tail] }, rows));
	}
	const now = range.start.line + text.length - 1;
	return placed(now, narrowed({ start: 0, end, rows: [tail] }, rows));
}

/** A change of whole rows of the document. */
function placeRows(
	change: RowChange,
	first: number,
	rows: readonly string[],
	greedy: boolean,
): Placement {
	const { start, end } = change;
	const last = first + rows.length;
	const count = change.rows.length;
	const atBorder = greedy && start === end && (start === first || start === last);
	if (end <= first && !atBorder) {
		return placed(first + count - (end - start), undefined);
	}
	if (start >= last && !atBorder) {
		return placed(first, undefined);
	}
	if (start < first && end >= last) {
		return { kind: 'covered', firstWhole: start, rows: change.rows };
	}
	const from = Math.max(start - first, 0);
	const to = Math.min(end, last) - first;
	const inside = start >= first && end <= last ? change.rows : [];
	const now = start < first ? start + count : first;
	return placed(now, narrowed({ start: from, end: to, rows: inside }, rows));
}

function isPoint({ range: { start, end } }: ForeignChange): boolean {
	return start.line === end.line && start.character === end.character;
}

function placed(first: number, change: RowChange | undefined): Placement {
	return { kind: 'placed', first, change };
}

function around(head: string, text: readonly string[], tail: string): string[] {
	return text.map(
		(row, index) => (index === 0 ? head : '') + row + (index === text.length - 1 ? tail : ''),
	);
}

/** The change without the rows at its ends that it leaves as they are. */
function narrowed(change: RowChange, old: readonly string[]): RowChange | undefined {
	let { start, end } = change;
	let from = 0;
	let to = change.rows.length;
	while (start < end && from < to && old[start] === change.rows[from]) {
		start++;
		from++;
	}
	while (start < end && from < to && old[end - 1] === change.rows[to - 1]) {
		end--;
		to--;
	}
	return start === end && from === to
		? undefined
		: { start, end, rows: change.rows.slice(from, to) };
}
