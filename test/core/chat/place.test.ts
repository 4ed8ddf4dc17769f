import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseMarkdown } from '../../../src/core/chat/markdown.ts';
import { placePieces, wholePlace } from '../../../src/core/chat/place.ts';

describe('placePieces', () => {
	const found: readonly (readonly [text: string, path: string, line: number, endLine: number])[] = [
		['src/users.ts:12', 'src/users.ts', 12, 12],
		['see users.ts:12-20, then', 'users.ts', 12, 20],
		['（src/用户.py:3–5）', 'src/用户.py', 3, 5],
		['见 src/a.go:7。', 'src/a.go', 7, 7],
		['src/users.ts#L4-L9', 'src/users.ts', 4, 9],
		['./a/[id]/page.tsx:1', './a/[id]/page.tsx', 1, 1],
		['../x.ts:1', '../x.ts', 1, 1],
		['at Dockerfile:3', 'Dockerfile', 3, 3],
		['a.ts:9-2', 'a.ts', 9, 9],
		['a.ts:3.', 'a.ts', 3, 3],
	];
	for (const [text, path, line, endLine] of found) {
		it(`finds a place in ${JSON.stringify(text)}`, () => {
			const places = placePieces(text).flatMap(piece => (typeof piece === 'string' ? [] : [piece]));
			assert.deepEqual(
				places.map(({ place }) => place),
				[{ path, line, endLine }],
			);
		});
	}

	for (const text of [
		'http://x.com/a.ts:80',
		'example.com:8080',
		'localhost:3000',
		'a.ts',
		'a.ts:0',
		'12:30',
		'file:///etc/passwd:1',
		'C:\\a.ts:3',
		'v1.2:3',
		'a.ts:1:2',
		'x::y.z:1',
	]) {
		it(`finds none in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(placePieces(text), [text]);
		});
	}

	it('loses and adds nothing', () => {
		const piece = fc.constantFrom(
			'src/',
			'a.ts',
			':1',
			'-2',
			' ',
			'http://',
			'\n',
			'。',
			'#L3',
			'../',
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
				const text = pieces.join('');
				const whole = placePieces(text).map(one => (typeof one === 'string' ? one : one.text));
				assert.equal(whole.join(''), text);
			}),
		);
	});

	it('takes as long as the text is', () => {
		assert.deepEqual(placePieces('a/'.repeat(50_000)).length, 1);
		assert.deepEqual(placePieces('a'.repeat(100_000)).length, 1);
	});

	it('is all of a text or not', () => {
		assert.deepEqual(wholePlace('a.ts:1'), { path: 'a.ts', line: 1, endLine: 1 });
		assert.equal(wholePlace('a.ts:1 '), undefined);
		assert.equal(wholePlace('a.ts'), undefined);
	});
});

describe('Markdown with places', () => {
	const placesOf = (source: string): readonly string[] =>
		[
			...JSON.stringify(parseMarkdown(source)).matchAll(/"kind":"place"[^}]*?"text":"([^"]*)"/g),
		].map(([, text = '']) => text);

	it('names them in words and in inline code, not in links and blocks', () => {
		assert.deepEqual(placesOf('It is in a.ts:1 and `src/b.ts:2-3`.'), ['a.ts:1', 'src/b.ts:2-3']);
		assert.deepEqual(placesOf('[a.ts:1](https://x.y)'), []);
		assert.deepEqual(placesOf('```\na.ts:1\n```\n'), []);
		assert.deepEqual(placesOf('![a.ts:1](https://x.y)'), []);
		assert.deepEqual(placesOf('`call(a.ts:1)`'), []);
	});
});
