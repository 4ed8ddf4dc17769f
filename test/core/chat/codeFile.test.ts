import assert from 'node:assert/strict';
import { namedCode } from '../../../src/core/chat/codeFile.ts';

const code = 'const a = 1;\n';
const block = (info: string, text = code) => `\`\`\`${info}\n${text}\`\`\`\n`;

const cases: readonly (readonly [string, string, string | undefined])[] = [
	['an info string', block('ts src/a.ts'), 'src/a.ts'],
	['an info string with a colon', block('ts:src/a.ts'), 'src/a.ts'],
	['only a path', block('src/a.ts'), 'src/a.ts'],
	['a path with rows', block('12:20:src/a.ts'), 'src/a.ts'],
	['a title', block('ts title="src/a.ts"'), 'src/a.ts'],
	['a name without a folder', block('json package.json'), 'package.json'],
	['a heading', `### \`src/a.ts\`\n\n${block('ts')}`, 'src/a.ts'],
	['bold words', `**src/a.ts**\n${block('ts')}`, 'src/a.ts'],
	['a sentence that ends in a colon', `Change it in \`src/a.ts\`:\n\n${block('ts')}`, 'src/a.ts'],
	['Chinese words', `修改 \`src/a.ts\`：\n${block('ts')}`, 'src/a.ts'],
	['a list', `1. \`src/a.ts\`\n\n${block('ts')}`, 'src/a.ts'],
	['nothing', block('ts'), undefined],
	['a language only', `Some words.\n${block('javascript')}`, undefined],
	['two files', `From \`a.ts\` to \`b.ts\`:\n${block('ts')}`, undefined],
	['a sentence that goes on', `See \`src/b.ts\` for more.\n\n${block('ts')}`, undefined],
	['a call in code', `Call \`foo.bar()\`:\n${block('ts')}`, undefined],
	['a version', block('python 3.12'), undefined],
];

describe('the file that a code block is of', () => {
	for (const [name, answer, path] of cases) {
		it(`is told by ${name}: ${path}`, () => {
			assert.equal(namedCode(answer, code).path, path);
		});
	}

	for (const first of [
		'// src/a.ts',
		'// file: src/a.ts',
		'# src/a.ts',
		'/* src/a.ts */',
		'<!-- src/a.ts -->',
		'// File: src/a.ts (new)',
	]) {
		it(`is told by the first row: ${first}`, () => {
			const { path, rows } = namedCode(block('ts', `${first}\n${code}`), `${first}\n${code}`);
			assert.deepEqual([path, rows], ['src/a.ts', ['const a = 1;']]);
		});
	}

	it('is not told by a comment that says something else', () => {
		const text = `// adds 1.5 to a.b\n${code}`;
		assert.deepEqual(namedCode(block('ts', text), text), {
			path: undefined,
			rows: ['// adds 1.5 to a.b', 'const a = 1;'],
		});
	});
});
