import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { rowsAfter } from '../../../src/core/edit/place.ts';
import { RowMap } from '../../../src/core/edit/rowMap.ts';
import { overlap, withoutCut } from '../../../src/core/edit/unfinished.ts';
import { runs } from './play.ts';
import { SimulatedEditor } from './simulatedEditor.ts';

const review = (first: number, baseline: readonly string[], current: readonly string[]) =>
	({ mode: 'restored', first, baseline, current, partial: true }) as const;

describe('an answer of blocks that is not whole', () => {
	it('is gone on with in rows without the block that was cut', () => {
		const now = ['a', 'b', 'X', 'Y', 'c', 'd'];
		const all = { start: 0, end: 6 };
		assert.deepEqual(withoutCut(now, undefined, all), { rows: now, cut: undefined, target: all });
		for (const [baseline, target, moved] of [
			[['x'], all, { start: 0, end: 5 }],
			[['x'], { start: 4, end: 6 }, { start: 3, end: 5 }],
			[['x', 'y', 'z'], { start: 1, end: 4 }, { start: 1, end: 5 }],
			[[], { start: 2, end: 4 }, { start: 2, end: 2 }],
		] as const) {
			assert.deepEqual(withoutCut(now, review(2, baseline, ['X', 'Y']), target), {
				rows: ['a', 'b', ...baseline, 'c', 'd'],
				cut: { start: 2, end: 2 + baseline.length },
				target: moved,
			});
		}
	});

	it('finds rows again that were away for a while', () => {
		const editor = new SimulatedEditor('a\nX\nY\nd');
		const map = new RowMap(['a', 'b', 'c', 'd']);
		const replace = (start: number, end: number, text: string) => {
			const range = { start: { line: start, character: 0 }, end: { line: end, character: 0 } };
			return { range, text };
		};
		map.changed(replace(1, 3, 'X\nY\n'));
		assert.equal(map.find(editor, { start: 0, end: 2 }), undefined);
		assert.deepEqual(map.find(editor, { start: 3, end: 4 }), { start: 3, end: 4 });
		editor.heard = ([change]) => change && map.changed(change);
		editor.userEdit([replace(1, 3, 'b\nc\n')]);
		map.restored(1, { start: 1, end: 3 });
		editor.userEdit([replace(0, 0, 'top\n')]);
		assert.deepEqual(map.find(editor, { start: 0, end: 4 }), { start: 1, end: 5 });
	});

	it('knows where its rows are, whatever else is changed', () => {
		const place = fc.record({ line: fc.nat(9), character: fc.nat(1) });
		fc.assert(
			fc.property(
				fc.nat(8),
				fc.integer({ min: 1, max: 5 }),
				fc.array(fc.tuple(place, place, fc.constantFrom('', '!', '!\n', '\n!\n\n')), {
					maxLength: 6,
				}),
				(start, length, changes) => {
					const rows = Array.from({ length: 10 }, (_, at) => `${at}`);
					const editor = new SimulatedEditor(rows.join('\n'));
					let range = { start, end: Math.min(start + length, 10) };
					editor.heard = all => (range = all.reduce(rowsAfter, range));
					for (const [from, to, text] of changes) {
						const inside = ({ line, character }: typeof from) => {
							const row = Math.min(line, editor.lineCount - 1);
							return { line: row, character: Math.min(character, editor.lineAt(row).length) };
						};
						const [a, b] = [inside(from), inside(to)].toSorted(
							(one, other) => one.line - other.line || one.character - other.character,
						);
						if (a && b) {
							editor.userEdit([{ range: { start: a, end: b }, text }]);
						}
					}
					const kept = Array.from({ length: 10 }, (_, at) => at).filter(
						row => row >= start && row < start + length,
					);
					const now = editor.text.split('\n');
					for (const row of kept) {
						const at = now.indexOf(`${row}`);
						assert.ok(at < 0 || overlap(range, { start: at, end: at + 1 }), `row ${row}`);
					}
				},
			),
			runs(1_000),
		);
	});
});
