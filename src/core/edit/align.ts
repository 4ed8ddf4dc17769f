import { Matcher } from './matcher.ts';
import { slideSpans } from './slide.ts';

/** Old rows [oldStart, oldEnd) became new rows [newStart, newEnd); rows around it are equal. */
export interface Span {
	readonly oldStart: number;
	readonly oldEnd: number;
	readonly newStart: number;
	readonly newEnd: number;
}

/**
 * Steps that the search for a minimal difference may take, some 40 ms. Only texts that differ in well
 * over a thousand common rows reach it; they are then cut at rows that are unique in both.
 */
const largestCost = 4_000_000;

/**
 * The rows that differ, from top to bottom: minimal in the number of rows (unless the cost cap was
 * reached), and slid to where a reader would put them. Where several differences are minimal, rows that
 * occur only once are rather kept than brackets and blank rows.
 */
export function alignRows(
	oldRows: readonly string[],
	newRows: readonly string[],
	costCap = largestCost,
): Span[] {
	const matches = matchItems(oldRows, newRows, { costCap, anchors: true });
	return slideSpans(spansBetween(matches, oldRows.length, newRows.length), oldRows, newRows);
}

interface MatchOptions {
	readonly costCap?: number;
	readonly anchors?: boolean;
}

/**
 * A longest common subsequence of two lists of strings.
 *
 * @param options `anchors`: of several ones, rather one with the items that occur only once.
 * @returns For each old item the index of the new item that it equals, or -1.
 */
export function matchItems(
	oldItems: readonly string[],
	newItems: readonly string[],
	options: MatchOptions = {},
): Int32Array {
	const matches = new Int32Array(oldItems.length).fill(-1);
	let start = 0;
	let oldEnd = oldItems.length;
	let newEnd = newItems.length;
	while (start < oldEnd && start < newEnd && oldItems[start] === newItems[start]) {
		matches[start] = start;
		start++;
	}
	while (oldEnd > start && newEnd > start && oldItems[oldEnd - 1] === newItems[newEnd - 1]) {
		matches[--oldEnd] = --newEnd;
	}
	if (start < oldEnd && start < newEnd) {
		matchMiddle(oldItems, newItems, { start, oldEnd, newEnd }, matches, options);
	}
	return matches;
}

/** Numbers the items and leaves out those that the other side does not know: they match nothing. */
function matchMiddle(
	oldItems: readonly string[],
	newItems: readonly string[],
	window: { readonly start: number; readonly oldEnd: number; readonly newEnd: number },
	matches: Int32Array,
	{ costCap = largestCost, anchors = false }: MatchOptions,
): void {
	const { start, oldEnd, newEnd } = window;
	const ids = new Map<string, number>();
	for (let index = start; index < newEnd; index++) {
		const item = newItems[index] ?? '';
		if (!ids.has(item)) {
			ids.set(item, ids.size);
		}
	}
	const known = new Set<number>();
	const a: number[] = [];
	const aPlaces: number[] = [];
	for (let index = start; index < oldEnd; index++) {
		const id = ids.get(oldItems[index] ?? '');
		if (id !== undefined) {
			a.push(id);
			aPlaces.push(index);
			known.add(id);
		}
	}
	const b: number[] = [];
	const bPlaces: number[] = [];
	for (let index = start; index < newEnd; index++) {
		const id = ids.get(newItems[index] ?? '') ?? -1;
		if (known.has(id)) {
			b.push(id);
			bPlaces.push(index);
		}
	}
	const [items, others] = [Int32Array.from(a), Int32Array.from(b)];
	const found = common(items, others, costCap, false);
	const anchored = anchors ? common(items, others, costCap, true) : found;
	const best = sizeOf(anchored) < sizeOf(found) ? found : anchored;
	for (const [index, other] of best.entries()) {
		if (other >= 0) {
			matches[aPlaces[index] ?? 0] = bPlaces[other] ?? 0;
		}
	}
}

/** For each item the place of the one that it equals, or -1. */
function common(a: Int32Array, b: Int32Array, costCap: number, anchored: boolean): Int32Array {
	const found = new Int32Array(a.length).fill(-1);
	const matcher = new Matcher(a, b, costCap, (x, y) => {
		found[x] = y;
	});
	if (anchored) {
		matcher.matchAnchored();
	} else {
		matcher.match(0, a.length, 0, b.length);
	}
	return found;
}

function sizeOf(matches: Int32Array): number {
	return matches.reduce((sum, place) => sum + (place >= 0 ? 1 : 0), 0);
}

function spansBetween(matches: Int32Array, oldCount: number, newCount: number): Span[] {
	const spans: Span[] = [];
	let oldStart = 0;
	let newStart = 0;
	for (let index = 0; index <= oldCount; index++) {
		const match = index < oldCount ? (matches[index] ?? -1) : newCount;
		if (match < 0) {
			continue;
		}
		if (index > oldStart || match > newStart) {
			spans.push({ oldStart, oldEnd: index, newStart, newEnd: match });
		}
		oldStart = index + 1;
		newStart = match + 1;
	}
	return spans;
}
