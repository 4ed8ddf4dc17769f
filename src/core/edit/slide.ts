import { indentOf, isBlank } from '../text.ts';
import type { Span } from './align.ts';

/** A span is tried at this many places at most, so that long runs of equal rows cost little. */
const longestSlide = 100;

/**
 * Moves pure insertions and pure deletions to where a reader would put them, among the places that
 * mean the same: a block starts after a blank row, or at the outermost indentation. Never lets two
 * spans touch.
 */
export function slideSpans(
	spans: readonly Span[],
	oldRows: readonly string[],
	newRows: readonly string[],
): Span[] {
	const result: Span[] = [];
	for (const [index, span] of spans.entries()) {
		const before = result.at(-1)?.newEnd ?? -1;
		const after = spans[index + 1]?.newStart ?? newRows.length + 1;
		result.push(slide(span, oldRows, newRows, before + 1, after - 1));
	}
	return result;
}

/** @param least First new row of the span at the earliest. @param most Its end at the latest. */
function slide(
	span: Span,
	oldRows: readonly string[],
	newRows: readonly string[],
	least: number,
	most: number,
): Span {
	const inserted = span.newEnd - span.newStart;
	const removed = span.oldEnd - span.oldStart;
	if (inserted > 0 && removed > 0) {
		return span;
	}
	const rows = inserted > 0 ? newRows : oldRows;
	const start = inserted > 0 ? span.newStart : span.oldStart;
	const length = inserted + removed;
	let up = 0;
	while (
		up < longestSlide &&
		span.newStart - up > least &&
		start - up > 0 &&
		rows[start - up - 1] === rows[start - up - 1 + length]
	) {
		up++;
	}
	let down = 0;
	while (
		down < longestSlide &&
		span.newEnd + down < most &&
		start + length + down < rows.length &&
		rows[start + down] === rows[start + down + length]
	) {
		down++;
	}
	let best = 0;
	let bestScore = -Infinity;
	for (let by = down; by >= -up; by--) {
		const score = boundaryScore(rows, start + by, length);
		if (score > bestScore) {
			best = by;
			bestScore = score;
		}
	}
	return {
		oldStart: span.oldStart + best,
		oldEnd: span.oldEnd + best,
		newStart: span.newStart + best,
		newEnd: span.newEnd + best,
	};
}

/** How natural it reads when rows [start, start + length) are one block; more is better. */
function boundaryScore(rows: readonly string[], start: number, length: number): number {
	const first = rows[start] ?? '';
	const before = rows[start - 1];
	const last = rows[start + length - 1] ?? '';
	let score = 0;
	if (before === undefined || isBlank(before)) {
		score += 4;
	}
	if (isBlank(last)) {
		score += 3;
	}
	if (isBlank(first)) {
		score -= 4;
	}
	return score - Math.min(indentOf(first).length, 40) / 10;
}
