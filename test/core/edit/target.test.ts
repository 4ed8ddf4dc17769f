import assert from 'node:assert/strict';
import type { RowRange } from '../../../src/core/edit/contract.ts';
import { resolveTarget } from '../../../src/core/edit/target.ts';

const source = [
	'import x from "x";', // 0
	'', // 1
	'class A {', // 2
	'  load(path) {', // 3
	'    if (path) {', // 4
	'      return read(path);', // 5
	'    } else {', // 6
	'      return 0;', // 7
	'    }', // 8
	'', // 9
	'    return 1;', // 10
	'  }', // 11
	'}', // 12
	'', // 13
];
const document = { lineCount: source.length, lineAt: (row: number) => source[row] ?? '' };

/** `line:character-line:character` */
function range(text: string) {
	const [start = [], end = []] = text.split('-').map(place => place.split(':').map(Number));
	return {
		start: { line: start[0] ?? 0, character: start[1] ?? 0 },
		end: { line: end[0] ?? 0, character: end[1] ?? 0 },
	};
}

describe('resolveTarget', () => {
	const cases: readonly [string, string, string, string, RowRange[]?][] = [
		['several rows are whole rows', '3:5-5:8', 'lines', '3:0-5:24'],
		['a row is not included by its column 0', '3:0-5:0', 'lines', '3:0-4:15'],
		['all of one row is that row', '5:0-5:24', 'lines', '5:0-5:24'],
		['all of one row without its indentation', '5:6-5:24', 'lines', '5:0-5:24'],
		['all of one row with its row end', '5:6-6:0', 'lines', '5:0-5:24'],
		['part of one row is exactly that', '5:13-5:23', 'exact', '5:13-5:23'],
		['part of one row with its row end', '5:13-6:0', 'exact', '5:13-5:24'],
		['an empty last row keeps its row end', '8:0-10:0', 'lines', '8:0-10:0'],
		['a cursor in a blank row inserts', '9:0-9:0', 'insert', '9:0-9:0'],
		['a cursor takes the block by indentation', '7:8-7:8', 'lines', '4:0-8:5'],
		['a cursor at the head takes its block', '3:4-3:4', 'lines', '3:0-11:3'],
		['a cursor at the end takes its block', '11:3-11:3', 'lines', '3:0-11:3'],
		['a cursor in the body', '10:5-10:5', 'lines', '3:0-11:3'],
		['a cursor in the outermost rows', '0:3-0:3', 'lines', '0:0-0:18'],
		[
			'symbols come first',
			'7:8-7:8',
			'lines',
			'3:0-11:3',
			[
				{ start: 2, end: 13 },
				{ start: 3, end: 12 },
			],
		],
		['symbols elsewhere do not matter', '7:8-7:8', 'lines', '4:0-8:5', [{ start: 0, end: 1 }]],
	];
	for (const [title, selection, mode, expected, symbols] of cases) {
		it(title, () => {
			assert.deepEqual(resolveTarget(document, range(selection), symbols), {
				mode,
				range: range(expected),
			});
		});
	}

	it('takes only the row when the block has more than 60 rows', () => {
		const rows = ['function f() {', ...Array.from({ length: 70 }, (_, at) => `  g(${at});`), '}'];
		const long = { lineCount: rows.length, lineAt: (row: number) => rows[row] ?? '' };
		const target = resolveTarget(long, range('5:3-5:3'), [{ start: 0, end: 72 }]);
		assert.deepEqual(target, { mode: 'lines', range: range('5:0-5:7') });
	});
});
