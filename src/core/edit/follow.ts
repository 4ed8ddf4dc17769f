import { splitRows } from '../text.ts';
import type { ForeignChange } from './contract.ts';
import type { Placement } from './place.ts';
import { placeChange } from './place.ts';
import { withReplaced } from './rows.ts';

/** Where a region is and what its rows are. */
export interface RegionPlace {
	/** Row of the document. */
	readonly first: number;
	readonly rows: readonly string[];
}

/**
 * Where the region is, and its rows, after changes that somebody made.
 *
 * @param startRows The region's rows when the session began; a change that replaced far more than the
 * region (a checkout, a revert) may have brought them back.
 * @param greedy See `placeChange`.
 * @returns `undefined` when the region is lost.
 */
export function follow(
	changes: readonly ForeignChange[],
	from: RegionPlace,
	startRows: readonly string[],
	greedy = false,
): RegionPlace | undefined {
	let { first, rows } = from;
	for (const change of changes) {
		const placement = placeOrFind(change, { first, rows }, startRows, greedy);
		if (!placement) {
			return undefined;
		}
		first = placement.first;
		if (placement.change) {
			const { start, end } = placement.change;
			rows = withReplaced(rows, start, end, placement.change.rows);
		}
	}
	return { first, rows };
}

/** Places one change; one that replaced everything may have brought the same rows again. */
export function placeOrFind(
	change: ForeignChange,
	{ first, rows }: RegionPlace,
	startRows: readonly string[],
	greedy = false,
): Extract<Placement, { kind: 'placed' }> | undefined {
	const placement = placeChange(change, first, rows, greedy);
	if (placement.kind === 'placed') {
		return placement;
	}
	const same = findRows(placement.rows, rows);
	if (same >= 0) {
		return { kind: 'placed', first: placement.firstWhole + same, change: undefined };
	}
	const start = startRows.length > 0 ? findRows(placement.rows, startRows) : -1;
	return start < 0
		? undefined
		: {
				kind: 'placed',
				first: placement.firstWhole + start,
				change: { start: 0, end: rows.length, rows: startRows },
			};
}

/**
 * A change that crosses one border of the region, as a revert does that changes rows behind it too:
 * which of its rows are the region's cannot be known, unless they are the start rows again.
 */
export function backAtBorder(
	{ range: { start, end }, text }: ForeignChange,
	{ first, rows }: RegionPlace,
	startRows: readonly string[],
): Extract<Placement, { kind: 'placed' }> | undefined {
	if (startRows.every(row => row.trim() === '')) {
		return undefined;
	}
	const last = first + rows.length;
	const isInside = (line: number) => first <= line && line < last;
	const back = { start: 0, end: rows.length, rows: startRows };
	const now = splitRows(text);
	if (isInside(start.line) && end.line >= last) {
		const from = start.line - first;
		now[0] = (rows[from] ?? '').slice(0, start.character) + (now[0] ?? '');
		// The last row goes on with what stands behind the change.
		const whole = rows.slice(0, from).concat(now.slice(0, -1));
		return whole.length >= startRows.length && startRows.every((row, i) => row === whole[i])
			? { kind: 'placed', first, change: back }
			: undefined;
	}
	if (start.line < first && isInside(end.line)) {
		const to = end.line - first;
		now.push((now.pop() ?? '') + (rows[to] ?? '').slice(end.character));
		// The first row begins with what stands before the change.
		const whole = now.slice(1).concat(rows.slice(to + 1));
		const skipped = whole.length - startRows.length;
		return skipped >= 0 && startRows.every((row, i) => row === whole[skipped + i])
			? { kind: 'placed', first: start.line + 1 + skipped, change: back }
			: undefined;
	}
	return undefined;
}

/** @returns Where `part` is in `rows` as a whole, or -1. An empty part is at 0. */
function findRows(rows: readonly string[], part: readonly string[]): number {
	for (let at = 0; at + part.length <= rows.length; at++) {
		if (part.every((row, index) => row === rows[at + index])) {
			return at;
		}
	}
	return -1;
}
