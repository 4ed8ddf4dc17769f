import assert from 'node:assert/strict';
import { fallbackSyntaxes } from '../../../src/core/prompt/commentSyntax.ts';
import { fileLanguage } from '../../../src/core/prompt/fileLanguage.ts';
import { rowsOf } from '../../../src/core/prompt/rows.ts';
import { todoRows } from '../../../src/core/prompt/todo.ts';

describe('todoRows', () => {
	const cases: readonly (readonly [languageId: string, text: string, rows: readonly number[]])[] = [
		['typescript', '// TODO: a\n// note\nf(); // FIXME b\n/* HACK */', [0, 2, 3]],
		['typescript', '/**\n * TODO in a row of a block is none\n */', []],
		['typescript', '// TODOS\n// todo later\n// methodTODO', []],
		['typescript', "const a = '// TODO: no';", []],
		['python', '# TODO(li): 排序\n#待办：排序', [0, 1]],
		['html', '<!-- TODO: form -->', [0]],
		['plaintext', '// TODO', []],
	];
	for (const [languageId, text, rows] of cases) {
		it(`finds ${rows.length} in ${languageId} ${JSON.stringify(text)}`, () => {
			assert.deepEqual(todoRows(rowsOf(text), fallbackSyntaxes(languageId)), rows);
		});
	}

	it('ends in a file that is nothing else', () => {
		const text = '// TODO: a\n'.repeat(10_000);
		assert.equal(todoRows(rowsOf(text), fallbackSyntaxes('typescript')).length, 200);
	});
});

describe('fileLanguage', () => {
	const cases: readonly (readonly [languageId: string, path: string, expected: string])[] = [
		['plaintext', '/a/App.vue', 'vue'],
		['plaintext', '/a/Main.KT', 'kotlin'],
		['plaintext', '/a/notes.txt', 'plaintext'],
		['plaintext', '/a/Makefile', 'plaintext'],
		['plaintext', '/a/x.constructor', 'plaintext'],
		['typescript', '/a/App.vue', 'typescript'],
	];
	for (const [languageId, path, expected] of cases) {
		it(`takes ${path} of ${languageId} for ${expected}`, () => {
			assert.equal(fileLanguage(languageId, path), expected);
		});
	}
});
