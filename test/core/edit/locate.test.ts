import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Located } from '../../../src/core/edit/locate.ts';
import { locateBlock, shiftRow } from '../../../src/core/edit/locate.ts';
import { indentOf, isBlank } from '../../../src/core/text.ts';
import { row } from './spanFixture.ts';

const source = [
	'class A {', // 0
	'\tload() {', // 1
	'\t\tif (x) {', // 2
	'\t\t\treturn 1;', // 3
	'\t\t}', // 4
	'', // 5
	'\t\treturn 0;', // 6
	'\t}', // 7
	'}', // 8
	'class B {', // 9
	'\tload() {', // 10
	'\t\treturn 0;', // 11
	'\t}', // 12
	'}', // 13
];

describe('locateBlock', () => {
	const cases: readonly [string, readonly string[], Located | Located['kind']][] = [
		['a row', ['\t\t}'], { kind: 'found', start: 4, end: 5, shift: undefined }],
		['rows', source.slice(2, 7), { kind: 'found', start: 2, end: 7, shift: undefined }],
		['all rows', source, { kind: 'found', start: 0, end: 14, shift: undefined }],
		['two places', ['\t\treturn 0;', '\t}', '}'], { kind: 'several', starts: [6, 11] }],
		['two places that overlap', ['aa', 'aa'], { kind: 'several', starts: [0, 1] }],
		[
			'without its indentation',
			['if (x) {', '\treturn 1;', '}'],
			{ kind: 'found', start: 2, end: 5, shift: { remove: '', add: '\t\t' } },
		],
		[
			'indented too far',
			['\t\t\tload() {', '\t\t\t\tif (x) {'],
			{ kind: 'found', start: 1, end: 3, shift: { remove: '\t\t', add: '' } },
		],
		[
			'in other blanks',
			['  if (x) {', '  \treturn 1;'],
			{ kind: 'found', start: 2, end: 4, shift: { remove: '  ', add: '\t\t' } },
		],
		[
			'with blanks in a blank row',
			['  }', '   ', '  return 0;'],
			{ kind: 'found', start: 4, end: 7, shift: { remove: '  ', add: '\t\t' } },
		],
		['moved, in two places', ['return 0;', '}'], 'none'],
		['moved alike in two places', ['load() {'], { kind: 'several', starts: [1, 10] }],
		['indented unevenly', ['if (x) {', 'return 1;', '}'], 'none'],
		['other words', ['\t\tif (y) {'], 'none'],
		['blanks at the end', ['\t\tif (x) { '], 'none'],
		['nothing', [], 'none'],
		['only blank rows', ['', ' '], 'none'],
		['more rows than there are', [...source, 'x'], 'none'],
	];
	for (const [name, block, expected] of cases) {
		it(name, () => {
			const rows = block[0] === 'aa' ? ['aa', 'aa', 'aa'] : source;
			const found = locateBlock(rows, block);
			assert.deepEqual(typeof expected === 'string' ? found.kind : found, expected);
		});
	}

	it('prefers the exact place to one that is only indented alike', () => {
		assert.deepEqual(locateBlock(['\tgo();', 'go();'], ['go();']), {
			kind: 'found',
			start: 1,
			end: 2,
			shift: undefined,
		});
	});

	it('finds what the plain search finds, and makes its rows the document’s', () => {
		const rows = fc.array(row, { minLength: 1, maxLength: 20 });
		const blanks = fc.constantFrom('', '', '\t', '  ');
		fc.assert(
			fc.property(rows, fc.nat(19), fc.nat(5), blanks, (all, from, count, added) => {
				const block = all
					.slice(from, from + count)
					.map(text => (isBlank(text) ? '' : added + text));
				const found = locateBlock(all, block);
				const exact = all.flatMap((_, at) =>
					block.every((text, index) => text === all[at + index]) ? [at] : [],
				);
				if (block.every(isBlank)) {
					assert.equal(found.kind, 'none');
				} else if (exact.length > 0) {
					assert.equal(found.kind, exact.length > 1 ? 'several' : 'found');
				} else {
					assert.notEqual(found.kind, 'none');
				}
				if (found.kind === 'found') {
					const moved = block.map(text => shiftRow(text, found.shift));
					assert.deepEqual(
						moved.filter(text => !isBlank(text)),
						all.slice(found.start, found.end).filter(text => !isBlank(text)),
					);
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('shiftRow', () => {
	it('moves a row that has less indentation than the block as far as it has any', () => {
		const shift = { remove: '\t\t', add: ' ' };
		assert.deepEqual(
			['\t\t\ta', '\ta', 'a', '', '\t'].map(text => shiftRow(text, shift)),
			[' \ta', ' a', ' a', '', '\t'],
		);
		assert.equal(indentOf(shiftRow('  a', shift)), '   ');
	});

	it('leaves rows of an exact block alone', () => {
		assert.equal(shiftRow('\ta', undefined), '\ta');
	});
});
