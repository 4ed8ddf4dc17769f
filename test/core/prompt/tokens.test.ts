import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { estimateTokens, weigh } from '../../../src/core/prompt/tokens.ts';

describe('estimateTokens', () => {
	const cases: readonly [text: string, tokens: number][] = [
		['', 0],
		['abcd', 1],
		['abcde', 2],
		['你好世界你好世界你好', 8],
		['(。)', 2],
		['éé', 2],
	];
	for (const [text, tokens] of cases) {
		it(`counts ${tokens} for ${JSON.stringify(text)}`, () => {
			assert.equal(estimateTokens(text), tokens);
		});
	}

	it('weighs a text as much as its parts', () => {
		fc.assert(
			fc.property(fc.string(), fc.string({ unit: 'binary' }), (a, b) => {
				assert.equal(weigh(a + b), weigh(a) + weigh(b));
			}),
		);
	});
});
