import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { EditTarget } from '../../../src/core/edit/contract.ts';
import { editPrompt } from '../../../src/core/prompt/edit.ts';
import type { Prompt, SourceFile } from '../../../src/core/prompt/prompt.ts';
import { surroundings } from '../../../src/core/prompt/excerpt.ts';
import { rowsOf } from '../../../src/core/prompt/rows.ts';
import { estimateTokens } from '../../../src/core/prompt/tokens.ts';
import { lastBlock } from './blocks.ts';

const file: SourceFile = { path: 'src/time.ts', languageId: 'typescript', indentUnit: 2 };

function total({ messages }: Prompt): number {
	return messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
}

describe('the budget', () => {
	const row = fc.oneof(
		{ weight: 6, arbitrary: fc.string({ maxLength: 60 }) },
		fc.constantFrom('', '```', '`````ts', '\t// 冒泡排序', '`'.repeat(90), 'x'.repeat(900), '😀'),
	);

	it('is never exceeded by what surrounds the code, whose rows are whole', () => {
		fc.assert(
			fc.property(
				fc.array(row, { minLength: 1, maxLength: 60 }),
				fc.nat(),
				fc.nat(3),
				fc.integer({ min: 0, max: 2_000 }),
				(all, seed, more, room) => {
					const clean = all.map(each => each.replaceAll(/[\r\n]/g, ' '));
					const startRow = seed % clean.length;
					const endRow = Math.min(clean.length - 1, startRow + more);
					const start = { line: startRow, character: 0 };
					const end = { line: endRow + 1, character: 0 };
					const options = { file, rows: rowsOf(clean.join('\n')), instruction: 'Sort' };
					const target: EditTarget = { mode: 'lines', range: { start, end } };
					const least = total(editPrompt({ ...options, target, maxTokens: 0 }));
					const limit = least + room;
					const prompt = editPrompt({ ...options, target, maxTokens: limit });
					assert.ok(total(prompt) <= limit, `${total(prompt)} of ${limit}`);

					const block = lastBlock(prompt.messages[1]?.content ?? '');
					assert.equal(block?.text, clean.slice(startRow, endRow + 1).join('\n'));
					const shown = (prompt.messages[1]?.content ?? '').split('\n');
					const known = new Set(clean);
					const opening = shown.indexOf(`${prompt.fence}typescript`);
					const closing = shown.indexOf(prompt.fence, opening);
					assert.ok(shown.slice(opening + 1, closing).every(each => known.has(each)));
				},
			),
		);
	});

	it('takes the whole file where it fits, and says how much was left out where not', () => {
		const long = Array.from({ length: 2_000 }, (_, index) => `row(${index});`).join('\n');
		const start = { line: 1_000, character: 0 };
		const target: EditTarget = { mode: 'lines', range: { start, end: start } };
		const options = { file, rows: rowsOf(long), target, instruction: 'x' };
		const whole = editPrompt({ ...options, maxTokens: 28_000 }).messages[1]?.content ?? '';
		assert.ok(whole.includes('row(0);') && whole.includes('row(1999);'));
		assert.doesNotMatch(whole, /left out/);
		const part = editPrompt({ ...options, maxTokens: 1_500 }).messages[1]?.content ?? '';
		assert.match(part, /before the code in the last block \(\d+ lines further off left out\):/);
		assert.ok(part.includes('row(999);') && part.includes('row(1001);'));
		assert.ok(!part.includes('row(0);') && !part.includes('row(1999);'));
	});

	it('counts the fence that long runs of backticks around the code demand', () => {
		const rows = Array.from({ length: 40 }, (_, index) =>
			index % 7 === 3 ? '`'.repeat(120) : `row(${index});`,
		);
		const start = { line: 20, character: 0 };
		const target: EditTarget = { mode: 'lines', range: { start, end: start } };
		const options = { file, rows: rowsOf(rows.join('\n')), target, instruction: 'x' };
		const least = total(editPrompt({ ...options, maxTokens: 0 }));
		for (let limit = least; limit < least + 500; limit += 7) {
			const taken = total(editPrompt({ ...options, maxTokens: limit }));
			assert.ok(taken <= limit, `${taken} of ${limit}`);
		}
	});
});

describe('surroundings', () => {
	// A row of three characters and its end weigh one token.
	const rows = rowsOf(
		Array.from({ length: 12 }, (_, index) => `r${index % 10}${index % 10}`).join('\n'),
	);
	const cases: readonly [budget: number, before: number, after: number][] = [
		[-1, 0, 0],
		[0.9, 0, 0],
		[1, 1, 0],
		[3, 2, 1],
		[6, 4, 2],
		[8, 5, 3],
		[10, 5, 5],
		[99, 5, 5],
	];
	for (const [budget, before, after] of cases) {
		it(`takes ${before} rows before and ${after} after for ${budget} tokens`, () => {
			const taken = surroundings({ rows, startRow: 5, nextRow: 7, budget });
			assert.deepEqual([taken.before.length, taken.after.length], [before, after]);
			assert.deepEqual([taken.cutBefore, taken.cutAfter], [5 - before, 5 - after]);
			assert.equal(taken.tokens, before + after);
		});
	}

	it('reads no more rows than it takes and one on either side', () => {
		const read: number[] = [];
		const counting = {
			lineCount: 1_000_000,
			lineAt: (row: number) => {
				read.push(row);
				return 'abc';
			},
		};
		surroundings({ rows: counting, startRow: 500_000, nextRow: 500_001, budget: 30 });
		assert.equal(new Set(read).size, 32);
	});
});
