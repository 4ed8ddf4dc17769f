import assert from 'node:assert/strict';
import { diffArrays } from 'diff';
import * as fc from 'fast-check';
import type { Span } from '../../../src/core/edit/align.ts';
import { alignRows } from '../../../src/core/edit/align.ts';
import { runs } from './play.ts';
import { applied, rewritten, row, rows } from './spanFixture.ts';

/** Rows kept by a longest common subsequence, by the textbook table. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
	let above: number[] = b.map(() => 0);
	for (const item of a) {
		const line: number[] = [];
		for (const [index, other] of b.entries()) {
			const diagonal = index > 0 ? (above[index - 1] ?? 0) : 0;
			line.push(item === other ? diagonal + 1 : Math.max(above[index] ?? 0, line[index - 1] ?? 0));
		}
		above = line;
	}
	return above.at(-1) ?? 0;
}

describe('alignRows', () => {
	it('(F5) is minimal, round-trips, and leaves a row between any two spans', () => {
		fc.assert(
			fc.property(rows, rows, (a, b) => {
				const spans = alignRows(a, b);
				assert.deepEqual(applied(spans, a, b), b);
				const removed = spans.reduce((sum, span) => sum + span.oldEnd - span.oldStart, 0);
				assert.equal(a.length - removed, longestCommon(a, b));
				for (const [index, span] of spans.entries()) {
					assert.ok(index === 0 || span.newStart > (spans[index - 1]?.newEnd ?? 0));
				}
			}),
			runs(8_000),
		);
	}).timeout(600_000);

	it('shows no more rows than an independent package, in longer texts', () => {
		const line = fc.oneof(row, fc.nat(60).map(String));
		const text = fc.array(line, { maxLength: 120 });
		const part = fc.record({
			keep: fc.nat(12),
			drop: fc.nat(4),
			add: fc.array(line, { maxLength: 6 }),
		});
		let cases = 0;
		let minimal = 0;
		fc.assert(
			fc.property(text, fc.array(part, { maxLength: 12 }), (a, parts) => {
				const b = rewritten(a, parts);
				const shown = alignRows(a, b).reduce(
					(sum, span) => sum + span.oldEnd - span.oldStart + span.newEnd - span.newStart,
					0,
				);
				const least = diffArrays(a, b)
					.filter(({ added, removed }) => added || removed)
					.reduce((sum, { value }) => sum + value.length, 0);
				cases++;
				minimal += shown <= least ? 1 : 0;
			}),
			runs(1_500),
		);
		assert.ok(minimal >= 0.999 * cases, `${minimal} of ${cases} are minimal`);
	}).timeout(600_000);

	it('round-trips when the search for the minimum was given up', () => {
		fc.assert(
			fc.property(rows, rows, fc.nat(40), (a, b, cap) => {
				assert.deepEqual(applied(alignRows(a, b, cap), a, b), b);
			}),
			runs(2_000),
		);
	}).timeout(600_000);

	it('finds a moved block also when the search for the minimum was given up', () => {
		const a = Array.from({ length: 400 }, (_, at) => (at % 7 === 0 ? '' : `row ${at}`));
		const b = [...a.slice(180), ...a.slice(0, 180)];
		const shown = (spans: readonly Span[]) =>
			spans.reduce((sum, span) => sum + span.oldEnd - span.oldStart, 0);
		assert.ok(shown(alignRows(a, b, 0)) <= shown(alignRows(a, b)) + 4);
	});

	it('keeps a row that occurs once rather than brackets, where both are minimal', () => {
		const before = ['debug() {', '\tlog();', '}', '', 'load() {', '\tread();', '}'];
		assert.deepEqual(alignRows(before, ['load() {', '\topen();', '}', '']), [
			{ oldStart: 0, oldEnd: 4, newStart: 0, newEnd: 0 },
			{ oldStart: 5, oldEnd: 6, newStart: 1, newEnd: 2 },
			{ oldStart: 7, oldEnd: 7, newStart: 3, newEnd: 4 },
		]);
	});

	it('starts an inserted block after a blank row where it can', () => {
		const a = ['it(1)', '{', '}', '', 'it(3)', '{', '}'];
		const b = ['it(1)', '{', '}', '', 'it(2)', '{', '}', '', 'it(3)', '{', '}'];
		assert.deepEqual(alignRows(a, b), [{ oldStart: 4, oldEnd: 4, newStart: 4, newEnd: 8 }]);
	});
});
