import type { Span } from './align.ts';
import type { Edge, HunkSpan, Region } from './baseline.ts';
import { mergeTouching, moved, sizeDifference } from './baseline.ts';
import type { RowChange } from './rows.ts';
import { withReplaced } from './rows.ts';
import type { SentRow } from './sweep.ts';

/** What a foreign change of rows did to the region. */
export interface ForeignResult {
	readonly region: Region;
	/** It changed rows that the stream has not reached, or the edge itself. */
	readonly reachedPending: boolean;
	/** It touched a hunk, or the place where rows were removed. */
	readonly touchedHunk: boolean;
	/** It became part of a hunk; otherwise it was mirrored into the baseline. */
	readonly joined: boolean;
	/** Ids of the hunks of before whose rows, or removed rows' place, it changed. */
	readonly covered: readonly number[];
}

/**
 * Somebody else replaced the region's rows [start, end) by `rows`. Where this touches a hunk it joins
 * that hunk. Everywhere else it is theirs, so the baseline gets it too and no reject takes it away.
 */
export function foreignRows(region: Region, change: RowChange): ForeignResult {
	const { start, end, rows } = change;
	const joined = region.spans.filter(span => isInside(span, start, end));
	const first = joined[0];
	const last = joined.at(-1);
	const touchedHunk = region.spans.some(span => span.newStart <= end && span.newEnd >= start);
	const edge = region.edge;
	const reachedPending = edge !== undefined && end > edge.new;
	const next = first && last ? join(region, change, first, last) : mirror(region, change);
	return {
		region: { ...next, current: withReplaced(region.current, start, end, rows) },
		reachedPending,
		touchedHunk,
		joined: first !== undefined,
		covered: region.spans.filter(span => isCovered(span, start, end)).map(({ id }) => id),
	};
}

/** An insertion at the border of a hunk is not inside it. */
function isInside(span: Span, start: number, end: number): boolean {
	return start === end
		? span.newStart < start && start < span.newEnd
		: span.newStart < end && span.newEnd > start && (span.newEnd > span.newStart || start < end);
}

/** Rows that come where others were removed may be those. */
function isCovered(span: Span, start: number, end: number): boolean {
	const isRemoval = span.newStart === span.newEnd;
	return isRemoval ? start <= span.newStart && span.newStart <= end : isInside(span, start, end);
}

function mirror(region: Region, change: RowChange): Region {
	const { start, end, rows } = change;
	const by = rows.length - (end - start);
	// At a hunk's border an insertion goes below the rows that were removed there.
	const before = region.spans.filter(span => span.newEnd <= start);
	const offset = before.reduce((sum, span) => sum + sizeDifference(span), 0);
	const old = start + offset;
	const sent = region.sent.slice(old, old + Math.min(end - start, rows.length));
	const unseen: SentRow[] = Array.from({ length: rows.length - sent.length }, () => undefined);
	const spans = [
		...before,
		...region.spans.slice(before.length).map(span => moved(span, { old: by, new: by })),
	];
	const baseline = withReplaced(region.baseline, old, old + end - start, rows);
	const current = withReplaced(region.current, start, end, rows);
	return {
		...region,
		baseline,
		sent: withReplaced(region.sent, old, old + end - start, [...sent, ...unseen]),
		// Where nothing is left between two hunks, one may have added what the other removed.
		spans: mergeTouching(spans).flatMap(span =>
			spans.includes(span) ? [span] : trimmed(span, baseline, current),
		),
		edge: movedEdge(region.edge, change, old + rows.length, by),
	};
}

function join(region: Region, change: RowChange, first: HunkSpan, last: HunkSpan): Region {
	const { start, end, rows } = change;
	const by = rows.length - (end - start);
	const newStart = Math.min(start, first.newStart);
	const newEnd = Math.max(end, last.newEnd);
	const joined: HunkSpan = {
		id: first.id,
		oldStart: first.oldStart - (first.newStart - newStart),
		oldEnd: last.oldEnd + (newEnd - last.newEnd),
		newStart,
		newEnd: newEnd + by,
	};
	const current = withReplaced(region.current, start, end, rows);
	const at = region.spans.indexOf(first);
	const spans = mergeTouching([
		...region.spans.slice(0, at),
		joined,
		...region.spans
			.slice(region.spans.indexOf(last) + 1)
			.map(span => moved(span, { old: 0, new: by })),
	]);
	return {
		...region,
		// Only now: rows that a neighbour removed may be back.
		spans: spans.flatMap(span =>
			span.newStart <= joined.newEnd && span.newEnd >= joined.newStart
				? trimmed(span, region.baseline, current)
				: [span],
		),
		edge: movedEdge(region.edge, change, joined.oldEnd, 0),
	};
}

/**
 * @param oldAfter Baseline row after the changed rows, for a change that crosses the edge: what it
 * touched then counts as reached.
 * @param oldBy By how much the change moved the baseline rows after it.
 */
function movedEdge(
	edge: Edge | undefined,
	{ start, end, rows }: RowChange,
	oldAfter: number,
	oldBy: number,
): Edge | undefined {
	if (edge === undefined || start > edge.new || (start === edge.new && end > start)) {
		return edge;
	}
	if (end > edge.new) {
		return { old: oldAfter, new: start + rows.length };
	}
	return { old: edge.old + oldBy, new: edge.new + rows.length - (end - start) };
}

/** A hunk without the rows at its ends that are equal again; none when all are. */
function trimmed(
	span: HunkSpan,
	baseline: readonly string[],
	current: readonly string[],
): HunkSpan[] {
	let { oldStart, oldEnd, newStart, newEnd } = span;
	while (oldStart < oldEnd && newStart < newEnd && baseline[oldStart] === current[newStart]) {
		oldStart++;
		newStart++;
	}
	while (oldStart < oldEnd && newStart < newEnd && baseline[oldEnd - 1] === current[newEnd - 1]) {
		oldEnd--;
		newEnd--;
	}
	return oldStart === oldEnd && newStart === newEnd
		? []
		: [{ id: span.id, oldStart, oldEnd, newStart, newEnd }];
}
