import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { contrast, leastContrast, parseColor, readable } from '../../../src/core/chat/contrast.ts';
import type { Rgb } from '../../../src/core/chat/contrast.ts';

const white: Rgb = [1, 1, 1];
const black: Rgb = [0, 0, 0];
const part = fc.double({ min: 0, max: 1, noNaN: true });
const color: fc.Arbitrary<Rgb> = fc.tuple(part, part, part);

describe('colours that can be read', () => {
	it('measures contrast as WCAG does', () => {
		assert.equal(contrast(white, black), 21);
		assert.equal(contrast(black, white), 21);
		assert.equal(contrast([0.5, 0.2, 0.1], [0.5, 0.2, 0.1]), 1);
		// #767676 on white is the classic grey that just passes.
		const grey = 0x76 / 255;
		assert.equal(contrast([grey, grey, grey], white).toFixed(2), '4.54');
	});

	it('reads what browsers compute', () => {
		assert.deepEqual(parseColor('rgb(255, 0, 51)'), [1, 0, 0.2]);
		assert.deepEqual(parseColor('rgba(255, 0, 51, 0.5)'), [1, 0, 0.2]);
		assert.deepEqual(parseColor('color(srgb 1 0.5 0 / 0.5)'), [1, 0.5, 0]);
		assert.equal(parseColor('red'), undefined);
	});

	it('leaves a readable colour alone and makes any other readable', () => {
		assert.deepEqual(readable([0, 0, 1], white, black), [0, 0, 1]);
		fc.assert(
			fc.property(color, fc.constantFrom(white, black), (asked, paper) => {
				const found = readable(asked, paper, paper === white ? black : white);
				assert.equal(contrast(found, paper) >= leastContrast, true);
			}),
		);
	});
});
