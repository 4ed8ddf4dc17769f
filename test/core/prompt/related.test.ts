import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { EditTarget } from '../../../src/core/edit/contract.ts';
import { blockAt } from '../../../src/core/prompt/blockAt.ts';
import { editPrompt } from '../../../src/core/prompt/edit.ts';
import { surroundings } from '../../../src/core/prompt/excerpt.ts';
import { namesIn } from '../../../src/core/prompt/names.ts';
import type { Prompt, SourceFile } from '../../../src/core/prompt/prompt.ts';
import { headOf, type RelatedCode } from '../../../src/core/prompt/related.ts';
import { rowsOf } from '../../../src/core/prompt/rows.ts';
import { estimateTokens } from '../../../src/core/prompt/tokens.ts';
import { lastBlock } from './blocks.ts';

const file: SourceFile = { path: 'src/cart.ts', languageId: 'typescript', indentUnit: 'tab' };

function total({ messages }: Prompt): number {
	return messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
}

function lines(startRow: number, nextRow: number): EditTarget {
	const at = (line: number) => ({ line, character: 0 });
	return { mode: 'lines', range: { start: at(startRow), end: at(nextRow) } };
}

const price: RelatedCode = {
	path: 'src/price.ts',
	languageId: 'typescript',
	startRow: 4,
	rows: ['export function price(item: Item): number {', '\treturn item.cents / 100;', '}'],
	symbol: 'price',
};

describe('what a region uses', () => {
	const rows = rowsOf('import { price } from "./price.ts";\n\nlet sum = price(item);\n');
	const options = { file, rows, target: lines(2, 3), instruction: 'Round', maxTokens: 28_000 };

	it('stands between the file and the question, with its place', () => {
		const context = { enclosing: ['total', 'Cart'], related: [price] };
		const text = editPrompt({ ...options, context }).messages[1]?.content ?? '';
		const [before, definition, ask] = [
			'What stands before',
			'"price", which the last block uses, is defined in "src/price.ts", lines 5 to 7:',
			'The last block belongs to "total" in "Cart".\nRequest: Round',
		].map(part => text.indexOf(part));
		assert.ok(
			before !== undefined && definition !== undefined && ask !== undefined && before >= 0,
			text,
		);
		assert.ok(before < definition && definition < ask, text);
		assert.equal(lastBlock(text)?.text, 'let sum = price(item);');
	});

	it('is not said twice where the file fits as a whole', () => {
		const own = { ...price, startRow: 0, rows: ['import { price } from "./price.ts";'] };
		const { path: _, ...here } = own;
		const plain = editPrompt(options).messages;
		const related = editPrompt({ ...options, context: { enclosing: [], related: [here] } });
		assert.deepEqual(related.messages, plain);
	});

	it('includes the head of a long file, before everything else', () => {
		const long = [
			'import { a } from "a";',
			...Array.from({ length: 3_000 }, (_, row) => `r(${row});`),
		];
		const target = lines(2_000, 2_001);
		const { messages } = editPrompt({
			...options,
			rows: rowsOf(long.join('\n')),
			target,
			maxTokens: 2_000,
		});
		const text = messages[1]?.content ?? '';
		assert.ok(
			text.indexOf('The head of the file, lines 1 to 1:') < text.indexOf('What stands before'),
		);
		assert.equal(text.split('import { a }').length, 2);
	});

	it('begins alike for places near by in a long file', () => {
		const long = Array.from({ length: 8_000 }, (_, row) => `call(${row}, "of a long file");`);
		const begin = (row: number) =>
			(
				editPrompt({ ...options, rows: rowsOf(long.join('\n')), target: lines(row, row + 1) })
					.messages[1]?.content ?? ''
			).slice(0, 30_000);
		const all = new Set(Array.from({ length: 16 }, (_, at) => begin(5_000 + at)));
		assert.ok(all.size <= 2, `${all.size} beginnings`);
	});

	it('never exceeds the budget, whatever is found', () => {
		const row = fc.constantFrom('', 'let a = 1;', '```', '`'.repeat(40), 'x'.repeat(300), '豆包');
		const code = fc.record({
			languageId: fc.constant('typescript'),
			startRow: fc.nat(80),
			rows: fc.array(row, { maxLength: 20 }),
			symbol: fc.constantFrom('a', 'total'),
		});
		const placed = fc
			.tuple(code, fc.boolean())
			.map(([one, here]): RelatedCode => (here ? one : { ...one, path: 'src/other.ts' }));
		fc.assert(
			fc.property(
				fc.array(row, { minLength: 1, maxLength: 80 }),
				fc.array(placed, { maxLength: 8 }),
				fc.nat(79),
				fc.integer({ min: 0, max: 3_000 }),
				(all, related, seed, room) => {
					const startRow = seed % all.length;
					const shared = { file, rows: rowsOf(all.join('\n')), instruction: 'x' };
					const target = lines(startRow, startRow + 1);
					const context = { enclosing: ['Cart'], related };
					const least = total(editPrompt({ ...shared, target, context, maxTokens: 0 }));
					const prompt = editPrompt({ ...shared, target, context, maxTokens: least + room });
					assert.ok(total(prompt) <= least + room, `${total(prompt)} of ${least + room}`);
					const block = lastBlock(prompt.messages[1]?.content ?? '');
					assert.equal(block?.text, all[startRow]);
				},
			),
		);
	});
});

describe('namesIn', () => {
	const cases: readonly [rows: readonly string[], names: readonly string[]][] = [
		[[], []],
		[['const total = sum(items, Item);'], ['sum', 'Item', 'total', 'items']],
		[
			['return this.price(item) + tax;', 'tax(2)'],
			['tax', 'price', 'item'],
		],
		[
			['def 合计(items):', '\treturn len(items)'],
			['合计', 'items'],
		],
		[['if (true) { return null; }'], []],
	];
	for (const [rows, names] of cases) {
		it(`finds ${names.join(', ') || 'nothing'}`, () => {
			assert.deepEqual(
				namesIn(rows, 12).map(({ name }) => name),
				names,
			);
		});
	}

	it('gives each at its most telling place, and no more than asked', () => {
		assert.deepEqual(namesIn(['tax;', '\ttax(1); other(2);'], 1), [
			{ name: 'tax', row: 1, column: 1 },
		]);
	});
});

describe('blockAt', () => {
	const rows = rowsOf('function a() {\n\n\treturn 1;\n}\nlet b;\ndef c():\n    pass\n\nd = 1');
	for (const [row, end] of [
		[0, 4],
		[4, 5],
		[5, 7],
		[8, 9],
	] as const) {
		it(`ends the block of row ${row} before row ${end}`, () => {
			assert.deepEqual(blockAt(rows, row), { start: row, end });
		});
	}
});

describe('headOf', () => {
	const cases: readonly [text: string, rows: number | undefined][] = [
		['let a;', undefined],
		['// licence\nimport a from "a";\n\nlet b;', 2],
		['#include <stdio.h>\n#include "a.h"\nint main() {}', 2],
		['package main\n\nimport (\n\t"fmt"\n)', 3],
		['from a import b\nimport c\n\nx = 1', 2],
		['use std::io;\nfn main() {}', 1],
	];
	for (const [text, count] of cases) {
		it(`is ${count ?? 'no'} rows of ${JSON.stringify(text)}`, () => {
			assert.equal(headOf(rowsOf(text), 'x')?.rows.length, count);
		});
	}
});

describe('rows that are left out above', () => {
	it('are a multiple of a step, so that beginnings stay alike', () => {
		const rows = rowsOf(Array.from({ length: 900 }, (_, row) => `row ${row}`).join('\n'));
		for (let startRow = 600; startRow < 640; startRow++) {
			const { before, cutBefore, tokens } = surroundings({
				rows,
				startRow,
				nextRow: startRow + 1,
				budget: 500,
			});
			assert.equal(cutBefore + before.length, startRow);
			assert.equal(cutBefore % 16, 0, `${cutBefore}`);
			assert.ok(tokens <= 500);
		}
	});
});
