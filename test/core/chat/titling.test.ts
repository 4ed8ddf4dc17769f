import assert from 'node:assert/strict';
import { cleanTitle } from '../../../src/core/chat/titling.ts';

const cases: readonly (readonly [string, string | undefined])[] = [
	['Sorting in Go', 'Sorting in Go'],
	['"Sorting in Go."\n', 'Sorting in Go'],
	['Title: **Sorting**', 'Sorting'],
	['标题：《排序》', '排序'],
	['\n\n# Sorting\nmore', 'Sorting'],
	['a\u202Eb\u0007', 'ab'],
	['  \n', undefined],
	['""', undefined],
	['x'.repeat(80), `${'x'.repeat(59)}…`],
];

describe('a title that a model wrote', () => {
	for (const [text, title] of cases) {
		it(`of ${JSON.stringify(text.slice(0, 30))} is ${title}`, () => {
			assert.equal(cleanTitle(text), title);
		});
	}
});
