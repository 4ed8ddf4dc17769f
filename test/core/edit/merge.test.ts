import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { merged } from '../../../src/core/edit/merge.ts';
import { endsInsidePair } from '../../../src/core/text.ts';
import { runs } from './play.ts';

describe('merged', () => {
	const cases = [
		['a = 1;', 'a = 1; // mine', 'a = 2;', 'a = 2; // mine'],
		['a = 1;', 'let a = 1;', 'a = 2;', 'let a = 2;'],
		['f(a, b)', 'f(ab, b)', 'f(a, c)', 'f(ab, c)'],
		['a = 1;', 'a = 12;', 'a = 10;', undefined],
		['a = 1;', 'b = 1;', 'c = 1;', undefined],
		['foo()', 'myfoo()', 'bar()', undefined],
		['a', 'a // x', 'a // y', undefined],
		['a', 'a', 'b', 'b'],
		['a', 'b', 'a', 'b'],
		['é = 😀;', 'é = 😀; // 😁', 'é = 😂;', 'é = 😂; // 😁'],
		['x("😀")', 'x("😁")', 'y("😀")', 'y("😁")'],
	] as const;
	for (const [sent, live, fresh, expected] of cases) {
		it(`of ${sent}: ${live} and ${fresh} is ${expected ?? 'nothing'}`, () => {
			assert.equal(merged(sent, live, fresh), expected);
		});
	}

	it('(E2) holds both changes whole, whoever made which, or does not exist', () => {
		const piece = fc.constantFrom('a', 'b1', '😀', '价', ' ', ';', '(', ')', ' = ', '\t');
		const text = fc.array(piece, { maxLength: 8 });
		fc.assert(
			fc.property(text, text, text, text, text, (head, a, between, b, tail) => {
				const join = (...parts: readonly (readonly string[])[]) => parts.flat().join('');
				const sent = join(head, a, between, b, tail);
				const live = join(head, ['\uE000'], between, b, tail);
				const fresh = join(head, a, between, ['\uE001'], tail);
				const both = merged(sent, live, fresh);
				assert.equal(merged(sent, fresh, live), both);
				if (both !== undefined) {
					assert.equal(both, join(head, ['\uE000'], between, ['\uE001'], tail));
					assert.ok(!endsInsidePair(both));
				}
			}),
			runs(5_000),
		);
	});
});
