import type { Span } from './align.ts';
import { alignRows } from './align.ts';
import type { RowChange } from './rows.ts';
import { withReplaced } from './rows.ts';
import type { Hunk } from './contract.ts';
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

/** @param first Row of the document where the region begins: hunks are in rows of the document. */
export function hunksOf(region: Region, first: number): readonly Hunk[] {
	const { baseline, current, spans } = region;
	return spans.map(span => ({
		id: span.id,
		start: first + span.newStart,
		end: first + span.newEnd,
		removed: baseline.slice(span.oldStart, span.oldEnd),
		added: current.slice(span.newStart, span.newEnd),
		finished: !isGrowing(region, span),
	}));
}

/** Nothing of ours is left: all rows are as somebody else wants them. */
export function allTheirs(region: Region): Region {
	const { current, edge } = region;
	const reached = edge && { old: edge.new, new: edge.new };
	return { ...region, baseline: current, sent: current, spans: [], edge: reached };
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

export function moved(span: HunkSpan, by: Edge): HunkSpan {
	return {
		id: span.id,
		oldStart: span.oldStart + by.old,
		oldEnd: span.oldEnd + by.old,
		newStart: span.newStart + by.new,
		newEnd: span.newEnd + by.new,
	};
}

export function sizeDifference(span: Span): number {
	return span.oldEnd - span.oldStart - (span.newEnd - span.newStart);
}

function placeKey(span: Span): string {
	return `${span.oldStart} ${span.oldEnd} ${span.newStart} ${span.newEnd}`;
}
