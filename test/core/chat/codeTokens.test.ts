import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { tokenizerFor } from '../../../src/core/chat/codeLanguages.ts';
import { rowTokenizer } from '../../../src/core/chat/codeTokens.ts';
import type { CodeToken } from '../../../src/core/chat/codeTokens.ts';

const names =
	'ts js json py java c cpp c# kotlin scala dart objc go rust rb swift lua perl r julia haskell ocaml f# clj erlang groovy sh powershell sql css scss less html xml yaml toml ini dockerfile cmake proto diff'.split(
		' ',
	);

function read(language: string, source: string): readonly (readonly CodeToken[])[] {
	const tokenizer = tokenizerFor(language);
	assert.ok(tokenizer, language);
	return source.split('\n').map(row => tokenizer.read(row));
}

/** Each row as `kind:text` for what has a kind. */
function told(language: string, source: string): string {
	return read(language, source)
		.flat()
		.flatMap(({ kind, text }) => (kind === undefined ? [] : `${kind}:${text.trim()}`))
		.join(' ');
}

describe('the colours of code', () => {
	it('tells keywords, texts, numbers, calls and types apart', () => {
		assert.equal(
			told('TypeScript', 'const a: Shop = open("x", 1); // y'),
			'keyword:const type:Shop function:open string:"x" number:1 comment:// y',
		);
		assert.equal(
			told('py', 'def f(x):\n    return None'),
			'keyword:def function:f keyword:return None',
		);
		assert.equal(told('diff', '-a\n+b'), 'deleted:-a inserted:+b');
	});

	it('remembers what a row leaves open', () => {
		assert.equal(told('js', '/* a\nb */ let c'), 'comment:/* a comment:b */ keyword:let');
	});

	it('keeps every letter, in every language, whatever the code', () => {
		const piece = fc.constantFrom(
			...'" \' ` ( ) { } [ ] < > / * # - = : ; , . \\ $ @ % & | ! 0 a Z _ 你 😀 <!-- --> /* */ // """ <script> </script> if def class end \t'.split(
				' ',
			),
			' ',
			'\n',
			'',
		);
		fc.assert(
			fc.property(fc.constantFrom(...names), fc.array(piece, { maxLength: 60 }), (name, pieces) => {
				const source = pieces.join('');
				const rows = read(name, source).map(row => row.map(({ text }) => text).join(''));
				assert.equal(rows.join('\n'), source);
			}),
			{ numRuns: 2000 },
		);
	});

	it('leaves a very long row, and what a parser fails at, plain', () => {
		const long = `"${'x'.repeat(3000)}"`;
		assert.deepEqual(read('ts', long), [[{ text: long, kind: undefined }]]);
		const failing = rowTokenizer({
			startState: () => ({}),
			token: () => {
				throw new Error('no');
			},
		});
		assert.deepEqual(failing.read('a b'), [{ text: 'a b', kind: undefined }]);
		const stuck = rowTokenizer({ startState: () => ({}), token: () => 'keyword' });
		assert.deepEqual(stuck.read('a b'), [{ text: 'a b', kind: undefined }]);
	});

	it('knows no language by an odd name', () => {
		for (const name of ['', 'klingon', 'constructor', '__proto__', '<b>']) {
			assert.equal(tokenizerFor(name), undefined, name);
		}
	});
});
