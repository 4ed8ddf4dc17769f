import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { BlockPart } from '../../../src/core/edit/blocks.ts';
import { blockMarks, BlockReader } from '../../../src/core/edit/blocks.ts';
import type { EditFinish } from '../../../src/core/edit/contract.ts';

const marks = blockMarks([]);

/** `?a/b` for rows to look for, `+a` for a new row, `.` for the end of a block. */
function told(parts: readonly BlockPart[]): string {
	return parts
		.map(part =>
			part.kind === 'search'
				? `?${part.rows.join('/')}`
				: part.kind === 'row'
					? `+${part.row}`
					: '.',
		)
		.join(' ');
}

function read(text: string, finish: EditFinish, size = Infinity, of = marks): string {
	const reader = new BlockReader(of);
	const parts: BlockPart[] = [];
	for (let at = 0; at < text.length; at += size) {
		parts.push(...reader.push(text.slice(at, at + size)));
	}
	return told([...parts, ...reader.end(finish)]);
}

const block = (search: string, replace: string) =>
	`<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE\n`;

describe('search/replace blocks', () => {
	const cases: readonly [name: string, text: string, finish: EditFinish, expected: string][] = [
		['one', block('a\n', 'b\nc\n'), 'stop', '?a +b +c .'],
		['two', block('a\n', 'b\n') + block('c\nd\n', 'e\n'), 'stop', '?a +b . ?c/d +e .'],
		['a deletion', block('a\n', ''), 'stop', '?a .'],
		['nothing to look for', block('', 'a\n'), 'stop', '? +a .'],
		['no row end at the end', block('a\n', 'b\n').trimEnd(), 'stop', '?a +b .'],
		['CRLF', block('a\n', 'b\n').replaceAll('\n', '\r\n'), 'stop', '?a +b .'],
		['words around', `Sure:\n\n${block('a\n', 'b\n')}\nThat is all.\n`, 'stop', '?a +b .'],
		['a fence around', `\`\`\`ts\n${block('a\n', 'b\n')}\`\`\`\n`, 'stop', '?a +b .'],
		[
			'blanks after marks',
			'<<<<<<< SEARCH \na\n=======\t\nb\n>>>>>>> REPLACE \n',
			'stop',
			'?a +b .',
		],
		['fences inside', block('```\n', '```\na\n```\n'), 'stop', '?``` +``` +a +``` .'],
		['blank rows inside', block('\na\n\n', '\nb\n'), 'stop', '?/a/ + +b .'],
		['no end mark', '<<<<<<< SEARCH\na\n=======\nb\n', 'stop', '?a +b .'],
		['no end mark in a fence', '```\n<<<<<<< SEARCH\na\n=======\nb\n```', 'stop', '?a +b .'],
		[
			'a fence row and no fence around',
			'<<<<<<< SEARCH\na\n=======\nb\n```',
			'stop',
			'?a +b +``` .',
		],
		[
			'no end mark before the next',
			'<<<<<<< SEARCH\na\n=======\nb\n' + block('c\n', 'd\n'),
			'stop',
			'?a +b . ?c +d .',
		],
		['no divider', '<<<<<<< SEARCH\na\n>>>>>>> REPLACE\n' + block('c\n', 'd\n'), 'stop', '?c +d .'],
		['begun twice', '<<<<<<< SEARCH\na\n' + block('c\n', 'd\n'), 'stop', '?c +d .'],
		['a longer line of signs inside', block('a\n', '========\nb\n'), 'stop', '?a +======== +b .'],
		['a divider in the new rows', block('a\n', 'b\n=======\nc\n'), 'stop', '?a +b +======= +c .'],
		[
			'thinking',
			`<think>\n${block('x\n', 'y\n')}</think>\n${block('a\n', 'b\n')}`,
			'stop',
			'?a +b .',
		],
		['a byte order mark', `\uFEFF${block('a\n', 'b\n')}`, 'stop', '?a +b .'],
		['cut in the rows to look for', '<<<<<<< SEARCH\na\n', 'length', ''],
		['cut in the new rows', '<<<<<<< SEARCH\na\n=======\nb\nc', 'length', '?a +b'],
		['cut after a fence row', '<<<<<<< SEARCH\na\n=======\nb\n```\n', 'error', '?a +b +```'],
		['cut in the end mark', '<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPL', 'cancelled', '?a +b'],
		['no block at all', 'UNCHANGED', 'stop', ''],
	];
	for (const [name, text, finish, expected] of cases) {
		it(`${name}, however it is cut`, () => {
			for (const size of [Infinity, 1, 2, 3, 5, 7, 16, 64]) {
				assert.equal(read(text, finish, size), expected, `in pieces of ${size}`);
			}
		});
	}

	it('give back any rows that hold no mark', () => {
		const row = fc.constantFrom(
			'',
			'a',
			'\tb',
			'```',
			'~~~',
			'======',
			'<<<<<<<',
			'>>>>>>> x',
			'😀',
		);
		const rows = fc.array(row, { maxLength: 6 });
		fc.assert(
			fc.property(fc.array(fc.tuple(rows, rows), { maxLength: 4 }), fc.nat(9), (blocks, size) => {
				const text = blocks
					.map(([a, b]) =>
						block(a.map(one => `${one}\n`).join(''), b.map(one => `${one}\n`).join('')),
					)
					.join('');
				const expected = blocks.map(([a, b]) =>
					[`?${a.join('/')}`, ...b.map(one => `+${one}`), '.'].join(' '),
				);
				assert.equal(read(text, 'stop', size + 1), expected.join(' '));
			}),
			{ numRuns: 2_000, seed: 2_026 },
		);
	});

	it('have marks that no row of the code can be taken for', () => {
		const conflict = ['<<<<<<< HEAD', 'a', '=======', 'b', '>>>>>>> other', 'Title', '========='];
		const longer = blockMarks(conflict);
		assert.equal(longer.divider, '='.repeat(8));
		const text = [longer.search, ...conflict, longer.divider, 'c', '=======', longer.replace].join(
			'\n',
		);
		assert.equal(read(text, 'stop', 3, longer), `?${conflict.join('/')} +c +======= .`);
		assert.equal(marks.divider, '=======');
	});
});
