import assert from 'node:assert/strict';
import type { Hunk } from '../../../src/core/edit/contract.ts';
import { countsOf, ghostText, lookOf } from '../../../src/core/edit/view.ts';
import { columnsOf } from '../../../src/core/text.ts';

function hunk(removed: readonly string[], added: readonly string[]): Hunk {
	return { id: 1, start: 5, end: 5 + added.length, removed, added, finished: true };
}

describe('lookOf', () => {
	it('shows removed words struck out inside similar rows', () => {
		const [look] = lookOf([hunk(['const a = load(1);'], ['const a = loadFast(1);'])]);
		assert.equal(look?.kind, 'words');
		assert.deepEqual(look?.rows, [
			{ row: 5, added: [{ start: 10, end: 18 }], struck: [{ column: 10, text: 'load' }] },
		]);
	});

	it('leaves new rows between similar ones plain', () => {
		const [look] = lookOf([hunk(['a(one);', 'b(two);'], ['a(1ne);', '// new', 'b(tw0);'])]);
		assert.equal(look?.kind, 'words');
		assert.deepEqual(
			look?.rows.map(row => row.struck.length),
			[1, 0, 1],
		);
	});

	it('(F27) shows rewritten rows in a column to the right, aligned behind the longest new row', () => {
		const [look] = lookOf([hunk(['for (;;) {', '\tx', '}'], ['价格();', 'y'])], { tabSize: 4 });
		assert.equal(look?.kind, 'column');
		assert.equal(look?.more, 1);
		assert.deepEqual(
			look?.rows.map(row => row.ghost),
			[
				{ text: 'for\u00a0(;;)\u00a0{', gap: 8, wide: 2 },
				{ text: '\u00a0\u00a0\u00a0\u00a0x', gap: 10, wide: 0 },
			],
		);
	});

	it('sums up what was only removed, is too long, too wide, or too much for the new rows', () => {
		const many = Array.from({ length: 41 }, (_, at) => `row(${at})`);
		const looks = lookOf(
			[
				hunk(['', '  gone();'], []),
				hunk(many, ['other']),
				hunk(['x'.repeat(90)], ['y'.repeat(60)]),
				hunk(['a();', 'b();', 'c();'], ['x = 1']),
				hunk(['a();', 'b();'], ['x = 1']),
				hunk(['x'.repeat(90)], ['y = 1']),
			],
			{ width: 80 },
		);
		assert.deepEqual(
			looks.map(look => [look.kind, look.more, look.index, look.count]),
			[
				['removed', 2, 0, 6],
				['replaced', 41, 1, 6],
				['replaced', 1, 2, 6],
				['replaced', 3, 3, 6],
				['column', 1, 4, 6],
				['column', 0, 5, 6],
			],
		);
		assert.equal(looks[0]?.summary, 'gone();');
		assert.equal(looks[2]?.summary?.length, 80);
	});

	it('marks pure insertions as added and counts rows', () => {
		const hunks = [hunk([], ['a', 'b']), hunk(['c'], [])];
		assert.equal(lookOf(hunks)[0]?.kind, 'added');
		assert.deepEqual(countsOf(hunks), { removed: 1, added: 2 });
	});
});

describe('columns', () => {
	it('counts tabs to their stops, wide glyphs twice and marks not at all', () => {
		for (const [text, columns] of [
			['ab', 2],
			['a\tb', 5],
			['\t\t', 8],
			['价格', 4],
			['e\u0301', 1],
			['😀', 2],
		] as const) {
			assert.equal(columnsOf(text, 4), columns, text);
		}
		assert.equal(ghostText('价\tx', 4), '价\u00a0\u00a0x');
	});
});
