import type { EditSnapshot, RowRange } from './contract.ts';

/** A block of an answer as it was written. */
export interface MadeBlock {
	/** The rows that it quotes, as they stood. */
	readonly removed: readonly string[];
	readonly added: readonly string[];
	/** False when the answer ended inside of it. */
	readonly whole: boolean;
}

/** Rows without the block that an answer was cut in, so that it can be written anew. */
export interface WithoutCut {
	readonly rows: readonly string[];
	/** The block's original rows among those; `undefined` where no block was cut. */
	readonly cut: RowRange | undefined;
	/** Rows of the document, in those rows. */
	readonly target: RowRange;
}

/**
 * @param now The document's rows.
 * @param cut The review of the block that was cut.
 * @param target Rows that may be changed.
 */
export function withoutCut(
	now: readonly string[],
	cut: EditSnapshot | undefined,
	target: RowRange,
): WithoutCut {
	if (!cut) {
		return { rows: now, cut: undefined, target };
	}
	const { first, baseline, current } = cut;
	const end = first + current.length;
	const by = baseline.length - current.length;
	const moved = (row: number) => (row >= end ? row + by : Math.min(row, first));
	return {
		rows: [...now.slice(0, first), ...baseline, ...now.slice(end)],
		cut: { start: first, end: first + baseline.length },
		target: {
			start: moved(target.start),
			end: Math.max(moved(target.end), first + baseline.length),
		},
	};
}

export function overlap(a: RowRange, b: RowRange): boolean {
	return a.start < b.end && b.start < a.end;
}
