import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const library = createRequire(createRequire(import.meta.url).resolve('markdown-it'));
const lists: Readonly<Record<'P' | 'S', RegExp>> = library('uc.micro');

describe('punctuation', () => {
	it('is for the engine what it is for markdown-it’s own lists, which the bundle leaves out', () => {
		const missing: string[] = [];
		for (let code = 0; code <= 0x10ffff; code++) {
			const sign = String.fromCodePoint(code);
			if ((lists.P.test(sign) || lists.S.test(sign)) && !/[\p{P}\p{S}]/u.test(sign)) {
				missing.push(code.toString(16));
			}
		}
		assert.deepEqual(missing, []);
	});
});
