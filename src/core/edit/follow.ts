import type { ForeignChange } from './contract.ts';
import type { Placement } from './place.ts';
import { placeChange } from './place.ts';
import type { DocumentRows } from './rows.ts';
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

/** Whether the document has these rows there. */
export function isIn(document: DocumentRows, { first, rows }: RegionPlace): boolean {
	return (
		first + rows.length <= document.lineCount &&
		rows.every((row, index) => row === document.lineAt(first + index))
	);
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

/** @returns Where `part` is in `rows` as a whole, or -1. An empty part is at 0. */
function findRows(rows: readonly string[], part: readonly string[]): number {
	for (let at = 0; at + part.length <= rows.length; at++) {
		if (part.every((row, index) => row === rows[at + index])) {
			return at;
		}
	}
	return -1;
}
