import type { EditSnapshot, RowRange } from './contract.ts';
import type { EditModel } from './model.ts';

/** All rows of the region, in rows of the document. */
export function rangeOf({ first, region: { current } }: EditModel): RowRange {
	return { start: first, end: first + current.length };
}

/** Rows of the document that the stream has not reached, as long as it runs. */
export function pendingOf(model: EditModel): RowRange {
	return { start: model.first + (model.region.edge?.new ?? 0), end: rangeOf(model).end };
}

/** What a journal keeps. @param partial The answer was cut, stopped or failed. */
export function snapshotOf({ first, joined, region }: EditModel, partial: boolean): EditSnapshot {
	const { baseline, current } = region;
	return { mode: 'restored', first, baseline, current, partial, joined };
}
