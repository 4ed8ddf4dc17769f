import { isBlank, splitRows } from '../text.ts';
import { alignRows, matchItems } from './align.ts';
import type { Region } from './baseline.ts';
import type { ForeignChange } from './contract.ts';
import { isIn, placeOrFind, type RegionPlace } from './follow.ts';
import { rowsAddedBy, type Placement } from './place.ts';
import { withReplaced, type DocumentRows, type RowChange } from './rows.ts';
import { isWeak } from './sweep.ts';

/** With fewer rows that say anything somebody may just have rewritten them by hand. */
const fewestTelling = 3;

type Placed = Extract<Placement, { kind: 'placed' }>;

/**
 * Places a change of rows that are under review.
 *
 * @param place Where the region is.
 * @param startRows Its rows when the session began.
 * @param document As it is after the change; `undefined` while more changes of the event follow.
 * @returns `undefined` when the region is lost.
 */
export function placeUnderReview(
	change: ForeignChange,
	{ first, region }: { readonly first: number; readonly region: Region },
	startRows: readonly string[],
	document: DocumentRows | undefined,
): Placed | undefined {
	const place = { first, rows: region.current };
	const back = document && startOf(startRows, change, { first, region }, document);
	if (back !== undefined) {
		const all = { start: 0, end: region.current.length, rows: startRows };
		return { kind: 'placed', first: back, change: all };
	}
	const known = [place.rows, region.baseline, startRows];
	const placed = reanchored(change, place, known) ?? placeOrFind(change, place, startRows);
	return placed && isGone(placed, known) ? undefined : placed;
}

/** Another text altogether, as from another branch: its rows must not be taken for proposed ones. */
function isGone({ change }: Placed, known: readonly (readonly string[])[]): boolean {
	const [current = []] = known;
	if (!change || current.filter(row => !isWeak(row)).length < fewestTelling) {
		return false;
	}
	const now = new Set(withReplaced(current, change.start, change.end, change.rows));
	return known.every(rows => !rows.some(row => !isWeak(row) && now.has(row)));
}

/**
 * Where the start rows stand again after a change that touched every hunk, as a revert does. Where
 * rows were only added they stand there all the time, and say nothing.
 *
 * @returns A row of the document among those that the change made or that are the region's.
 */
function startOf(
	startRows: readonly string[],
	change: ForeignChange,
	{ first, region: { current, spans } }: { readonly first: number; readonly region: Region },
	document: DocumentRows,
): number | undefined {
	const { start, end } = change.range;
	const from = start.line - first;
	const to = end.line - first + (end.character > 0 ? 1 : 0);
	const touchesAll = spans.every(({ newStart, newEnd }) =>
		newStart === newEnd ? from <= newStart && newStart <= to : from < newEnd && to > newStart,
	);
	if (
		spans.length === 0 ||
		!touchesAll ||
		startRows.every(isBlank) ||
		holdsInARow(current, startRows)
	) {
		return undefined;
	}
	const last = Math.max(first + current.length, end.line + 1) + rowsAddedBy(change);
	for (let at = Math.min(first, start.line); at + startRows.length <= last; at++) {
		if (isIn(document, { first: at, rows: startRows })) {
			return at;
		}
	}
	return undefined;
}

function holdsInARow(rows: readonly string[], part: readonly string[]): boolean {
	return rows.some(
		(_, at) => at + part.length <= rows.length && part.every((row, n) => rows[at + n] === row),
	);
}

/**
 * A change that crosses a border of the region, or covers it, as a checkout, a revert or a formatter
 * makes it: from the first to the last character of the file that differs. Which of its rows are the
 * region's is told by the rows that were there.
 *
 * @param known What the region's rows may have become: the same, those of the baseline, of the start.
 * @returns `undefined` where the change crosses no border, or less than half of any known rows is left.
 */
function reanchored(
	{ range: { start, end }, text }: ForeignChange,
	{ first, rows }: RegionPlace,
	known: readonly (readonly string[])[],
): Placed | undefined {
	const last = first + rows.length;
	const fromAbove = start.line < first;
	const toBelow = end.line >= last;
	if (end.line < first || start.line >= last || !(fromAbove || toBelow)) {
		return undefined;
	}
	const begins = fromAbove ? 0 : start.line - first;
	const ends = toBelow ? rows.length - 1 : end.line - first;
	const now = splitRows(text);
	if (!fromAbove) {
		now[0] = (rows[begins] ?? '').slice(0, start.character) + (now[0] ?? '');
	}
	if (!toBelow) {
		now.push((now.pop() ?? '') + (rows[ends] ?? '').slice(end.character));
	}
	// Its first row may begin with what stands before the change, its last one go on with what is behind.
	const skipped = fromAbove && start.character > 0 ? 1 : 0;
	const whole = rows
		.slice(0, begins)
		.concat(now.slice(skipped, toBelow ? -1 : undefined), rows.slice(ends + 1));
	const found = known.flatMap(other => placeIn(whole, other) ?? []);
	if (found.length === 0) {
		return undefined;
	}
	const from = fromAbove ? Math.min(...found.map(place => place.from)) : 0;
	const to = toBelow ? Math.max(...found.map(place => place.to)) : whole.length;
	return {
		kind: 'placed',
		first: fromAbove ? start.line + skipped + from : first,
		change: { start: 0, end: rows.length, rows: whole.slice(from, to) },
	};
}

/** Where in `whole` the rows of `part` are: all of them, or at least half of those that say anything. */
function placeIn(
	whole: readonly string[],
	part: readonly string[],
): { readonly from: number; readonly to: number } | undefined {
	const matches = matchItems(part, whole);
	const telling = part.flatMap((row, index) => (isWeak(row) ? [] : [index]));
	const found = telling.filter(index => (matches[index] ?? -1) >= 0);
	const isAll = part.length > 0 && !part.every(isBlank) && matches.every(match => match >= 0);
	let old = isAll ? 0 : found[0];
	let oldEnd = isAll ? part.length : (found.at(-1) ?? 0) + 1;
	if (old === undefined || (!isAll && found.length * 2 < telling.length)) {
		return undefined;
	}
	let from = matches[old] ?? 0;
	let to = (matches[oldEnd - 1] ?? 0) + 1;
	while (old > 0 && from > 0 && part[old - 1] === whole[from - 1]) {
		old--;
		from--;
	}
	while (oldEnd < part.length && to < whole.length && part[oldEnd] === whole[to]) {
		oldEnd++;
		to++;
	}
	return { from, to };
}

/** A change of many rows as changes of those that differ, from the bottom to the top. */
export function partsOf(change: RowChange, rows: readonly string[]): readonly RowChange[] {
	const { start, end } = change;
	return alignRows(rows.slice(start, end), change.rows)
		.map(span => ({
			start: start + span.oldStart,
			end: start + span.oldEnd,
			rows: change.rows.slice(span.newStart, span.newEnd),
		}))
		.toReversed();
}
