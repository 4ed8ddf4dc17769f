import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fenced, fenceFor } from '../../../src/core/prompt/fence.ts';
import { lastBlock } from './blocks.ts';

describe('fenceFor', () => {
	const cases: readonly [texts: readonly string[], length: number][] = [
		[[], 3],
		[['a `b` ``c``'], 3],
		[['```ts'], 4],
		[['a', 'x ````` y', '```'], 6],
	];
	for (const [texts, length] of cases) {
		it(`takes ${length} backticks around ${JSON.stringify(texts)}`, () => {
			assert.equal(fenceFor(texts), '`'.repeat(length));
		});
	}

	it('is longer than any run and gives back any rows unchanged', () => {
		const row = fc.array(fc.constantFrom('`', '```', ' ', 'a', '~~~', '\t'), { maxLength: 12 });
		fc.assert(
			fc.property(fc.array(row, { minLength: 1 }), drawn => {
				const rows = drawn.map(pieces => pieces.join(''));
				const fence = fenceFor(rows);
				assert.ok(fence.length >= 3 && rows.every(each => !each.includes(fence)));
				assert.deepEqual(lastBlock(fenced(fence, 'ts', rows)), {
					info: 'ts',
					text: rows.join('\n'),
				});
			}),
		);
	});

	it('does not let a language id end its row', () => {
		assert.equal(fenced('```', 'a`b\nc++', []), '```abc++\n```');
	});
});
