import type { Span } from './align.ts';
import { alignRows } from './align.ts';
import type { RowChange } from './rows.ts';
import { withReplaced } from './rows.ts';
import type { SentRow } from './sweep.ts';

/** A hunk in rows of the region: baseline rows (`old`) against document rows (`new`). */
export interface HunkSpan extends Span {
	readonly id: number;
}

/** The growing edge: from here on the rows are original rows that the stream has not reached. */
export interface Edge {
	readonly old: number;
	readonly new: number;
}

/**
 * The rows of a region, twice: as they would be with every hunk rejected, and as the document has
 * them. Row for row equal outside the spans, which are in order and never touch. A value: every
 * change makes a new one, so a snapshot is a reference.
 */
export interface Region {
	readonly baseline: readonly string[];
	/** For each baseline row what the model was shown of it. */
	readonly sent: readonly SentRow[];
	readonly current: readonly string[];
	readonly spans: readonly HunkSpan[];
	/** Present while rows may still arrive. */
	readonly edge: Edge | undefined;
	readonly nextId: number;
}

export function newRegion(rows: readonly string[]): Region {
	const edge = { old: 0, new: 0 };
	return { baseline: rows, sent: rows, current: rows, spans: [], edge, nextId: 1 };
}

/** True while the stream may still change the hunk. */
export function isGrowing(region: Region, span: Span): boolean {
	return region.edge?.new === span.newEnd && region.edge.old === span.oldEnd;
}

/** The hunk becomes part of the baseline. */
export function acceptSpan(region: Region, span: HunkSpan): Region {
	const rows = region.current.slice(span.newStart, span.newEnd);
	const removed = span.oldEnd - span.oldStart;
	return {
		...region,
		baseline: withReplaced(region.baseline, span.oldStart, span.oldEnd, rows),
		sent: withReplaced(region.sent, span.oldStart, span.oldEnd, rows),
		spans: withoutSpan(region.spans, span, { old: rows.length - removed, new: 0 }),
		edge: region.edge && { old: region.edge.old + rows.length - removed, new: region.edge.new },
	};
}

/** The change, in rows of the region, that gives the hunk's baseline rows back. */
export function rejection(region: Region, span: Span): RowChange {
	const rows = region.baseline.slice(span.oldStart, span.oldEnd);
	return { start: span.newStart, end: span.newEnd, rows };
}

/** The region once the changes that reject `spans` are in the document. */
export function rejected(
	region: Region,
	spans: readonly HunkSpan[],
	changes: readonly RowChange[],
): Region {
	const now = spans.map(span => region.spans.find(other => isSameHunk(other, span)));
	if (!now.includes(undefined)) {
		return now.reduceRight<Region>((next, span) => (span ? rejectSpan(next, span) : next), region);
	}
	// The stream ended while the edit was under way, and the hunks were cut anew.
	const current = changes.reduceRight<readonly string[]>(
		(rows, change) => withReplaced(rows, change.start, change.end, change.rows),
		region.current,
	);
	return settle({ ...region, current });
}

function isSameHunk(a: HunkSpan, b: HunkSpan): boolean {
	return a.id === b.id && a.newStart === b.newStart && a.newEnd === b.newEnd;
}

function rejectSpan(region: Region, span: HunkSpan): Region {
	const rows = region.baseline.slice(span.oldStart, span.oldEnd);
	const added = span.newEnd - span.newStart;
	return {
		...region,
		current: withReplaced(region.current, span.newStart, span.newEnd, rows),
		spans: withoutSpan(region.spans, span, { old: 0, new: rows.length - added }),
		edge: region.edge && { old: region.edge.old, new: region.edge.new + rows.length - added },
	};
}

/** Ends the stream: minimal hunks, no edge. A hunk that stays the same keeps its id. */
export function settle(region: Region): Region {
	const ids = new Map(region.spans.map(span => [placeKey(span), span.id]));
	let { nextId } = region;
	const spans = alignRows(region.baseline, region.current).map(span => ({
		...span,
		id: ids.get(placeKey(span)) ?? nextId++,
	}));
	return { ...region, spans, edge: undefined, nextId };
}

/** What a foreign change of rows did to the region. */
export interface ForeignResult {
	readonly region: Region;
	/** It changed rows that the stream has not reached, or the edge itself. */
	readonly reachedPending: boolean;
	/** It touched a hunk, or the place where rows were removed. */
	readonly touchedHunk: boolean;
	/** It became part of a hunk; otherwise it was mirrored into the baseline. */
	readonly joined: boolean;
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
	};
}

/** An insertion at the border of a hunk is not inside it. */
function isInside(span: Span, start: number, end: number): boolean {
	return start === end
		? span.newStart < start && start < span.newEnd
		: span.newStart < end && span.newEnd > start && (span.newEnd > span.newStart || start < end);
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
	return {
		...region,
		baseline: withReplaced(region.baseline, old, old + end - start, rows),
		sent: withReplaced(region.sent, old, old + end - start, [...sent, ...unseen]),
		spans: mergeTouching(spans),
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

/** Spans between which no row is left are one. */
export function mergeTouching(spans: readonly HunkSpan[]): HunkSpan[] {
	const result: HunkSpan[] = [];
	for (const span of spans) {
		const last = result.at(-1);
		if (last && last.newEnd === span.newStart && last.oldEnd === span.oldStart) {
			result[result.length - 1] = { ...last, oldEnd: span.oldEnd, newEnd: span.newEnd };
		} else {
			result.push(span);
		}
	}
	return result;
}

function withoutSpan(spans: readonly HunkSpan[], gone: HunkSpan, by: Edge): HunkSpan[] {
	const at = spans.indexOf(gone);
	return [...spans.slice(0, at), ...spans.slice(at + 1).map(span => moved(span, by))];
}

function moved(span: HunkSpan, by: Edge): HunkSpan {
	return {
		id: span.id,
		oldStart: span.oldStart + by.old,
		oldEnd: span.oldEnd + by.old,
		newStart: span.newStart + by.new,
		newEnd: span.newEnd + by.new,
	};
}

function sizeDifference(span: Span): number {
	return span.oldEnd - span.oldStart - (span.newEnd - span.newStart);
}

function placeKey(span: Span): string {
	return `${span.oldStart} ${span.oldEnd} ${span.newStart} ${span.newEnd}`;
}
