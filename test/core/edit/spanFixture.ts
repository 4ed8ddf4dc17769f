import * as fc from 'fast-check';
import type { Span } from '../../../src/core/edit/align.ts';

/** Few different rows, so that they repeat, move and stand in for each other. */
export const row = fc.constantFrom(
	'',
	'}',
	'a();',
	'  b();',
	'c(1);',
	'c(2);',
	'const d = e;',
	'// f',
);
export const rows = fc.array(row, { maxLength: 24 });

/** What the spans make of `a`. */
export function applied(
	spans: readonly Span[],
	a: readonly string[],
	b: readonly string[],
): string[] {
	const result: string[] = [];
	let at = 0;
	for (const span of spans) {
		result.push(...a.slice(at, span.oldStart), ...b.slice(span.newStart, span.newEnd));
		at = span.oldEnd;
	}
	return [...result, ...a.slice(at)];
}

/** How rows are rewritten from the top: so many kept, so many dropped, some added; the rest is kept. */
export interface RewritePart {
	readonly keep: number;
	readonly drop: number;
	readonly add: readonly string[];
}

export function rewritten(rowsBefore: readonly string[], parts: readonly RewritePart[]): string[] {
	const result: string[] = [];
	let at = 0;
	for (const { keep, drop, add } of parts) {
		result.push(...rowsBefore.slice(at, at + keep), ...add);
		at += keep + drop;
	}
	return [...result, ...rowsBefore.slice(at)];
}
