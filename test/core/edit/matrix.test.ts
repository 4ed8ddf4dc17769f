import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const tests = join(import.meta.dirname, '../..');

/** Ids in the titles of the tests of a folder: a title begins with them, as in `(F1, E2) keeps …`. */
function idsIn(folder: string): string[] {
	return readdirSync(join(tests, folder))
		.filter(name => name.endsWith('.test.ts'))
		.map(name => readFileSync(join(tests, folder, name), 'utf8'))
		.flatMap(text => [...text.matchAll(/\bit\(\s*['"`]\(([FE\d, ]+)\)/g)])
		.flatMap(([, ids = '']) => ids.split(', '));
}

describe('the acceptance matrix of edits', () => {
	// The corpus puts ids into its titles by a table of its own.
	const table = readFileSync(join(tests, 'core/edit/corpus.test.ts'), 'utf8');
	const corpus = [...table.matchAll(/\['(F\d+)', \d+, \d+\]/g)].map(([, id = '']) => id);
	const tested = new Set([...idsIn('core/edit'), ...idsIn('host'), ...corpus]);

	for (const [letter, rows] of [
		['F', 28],
		['E', 23],
	] as const) {
		it(`has a test for each of ${letter}1 to ${letter}${rows}`, () => {
			const all = Array.from({ length: rows }, (_, index) => `${letter}${index + 1}`);
			assert.deepEqual(
				all.filter(id => !tested.has(id)),
				[],
			);
		});
	}
});
