import assert from 'node:assert/strict';
import { asName } from '../../../src/core/gateway/json.ts';

describe('a name that a server chose', () => {
	const names: readonly (readonly [value: unknown, name: string | undefined])[] = [
		['doubao-seed-2-0-code', 'doubao-seed-2-0-code'],
		['two\nlines\u0007', 'twolines'],
		['x'.repeat(100_000), 'x'.repeat(200)],
		['\n', undefined],
		['', undefined],
		[7, undefined],
	];
	for (const [value, name] of names) {
		it(`is short and of one line: ${JSON.stringify(value).slice(0, 30)}`, () => {
			assert.equal(asName(value), name);
		});
	}
});
