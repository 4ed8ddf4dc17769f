import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	codePointName,
	hiddenCharacters,
	newlyHidden,
	withoutHidden,
} from '../../src/core/unicode.ts';

function names(row: string): readonly string[] {
	return hiddenCharacters(row).map(({ codePoint }) => codePointName(codePoint));
}

describe('hiddenCharacters', () => {
	const hidden: readonly (readonly [what: string, row: string, expected: readonly string[]])[] = [
		['an override', 'if (a\u202e) {}', ['U+202E']],
		['isolates', '\u2066x\u2069', ['U+2066', 'U+2069']],
		['marks of direction', 'a\u200eb\u200fc\u061c', ['U+200E', 'U+200F', 'U+061C']],
		['a zero-width space', 'pass\u200bword', ['U+200B']],
		['a joiner between Latin letters', 'a\u200db', ['U+200D']],
		['a joiner at the end of an emoji', '👩\u200d', ['U+200D']],
		['a byte order mark', 'a\ufeff', ['U+FEFF']],
		['tags', 'x\u{e0041}\u{e0042}', ['U+E0041', 'U+E0042']],
		['tags behind a flag that is none', '🏴\u{e0041}\u{e007f}', ['U+E0041', 'U+E007F']],
		['variation selectors but VS15 and VS16', 'a\ufe00\u{e0100}', ['U+FE00', 'U+E0100']],
		[
			'fillers',
			'\u115f\u1160\u3164\uffa0\u00ad',
			['U+115F', 'U+1160', 'U+3164', 'U+FFA0', 'U+00AD'],
		],
		['controls', '\0\u0008\u001b\u007f\u0085', ['U+0000', 'U+0008', 'U+001B', 'U+007F', 'U+0085']],
		['row separators', 'a\u2028b\u2029', ['U+2028', 'U+2029']],
		['half a pair', 'a\ud83db', ['U+D83D']],
	];
	for (const [what, row, expected] of hidden) {
		it(`finds ${what}`, () => assert.deepEqual(names(row), expected));
	}

	const shown = [
		['a tab', '\tlet a = 1;'],
		['Chinese and wide blanks', '// 你好\u3000世界'],
		['a family', '👨\u200d👩\u200d👧'],
		['a heart with its selector', '❤\ufe0f\u200d🔥'],
		['a skin tone', '👩🏽\u200d🚀'],
		['the flag of Wales', '🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}'],
		['Persian with a non-joiner', 'می\u200cخواهم'],
		['Hindi with a joiner', 'क\u094d\u200dष'],
		['a no-break space', 'a\u00a0b'],
	] as const;
	for (const [what, row] of shown) {
		it(`finds nothing in ${what}`, () => assert.deepEqual(names(row), []));
	}

	it('gives columns in UTF-16', () => {
		assert.deepEqual(hiddenCharacters('😀\u{e0041}\u202e'), [
			{ column: 2, length: 2, codePoint: 0xe0041, kind: 'tag' },
			{ column: 4, length: 1, codePoint: 0x202e, kind: 'bidi' },
		]);
	});

	it('finds each of them in any text', () => {
		const bad = fc.constantFrom(0x202e, 0x2066, 0xe0041, 0x200b, 0x1b, 0xfeff, 0x3164);
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme' }),
				bad,
				fc.string({ unit: 'grapheme' }),
				(a, c, b) => {
					const found = hiddenCharacters(a + String.fromCodePoint(c) + b);
					assert.ok(found.some(({ column, codePoint }) => column === a.length && codePoint === c));
				},
			),
			{ numRuns: 2_000 },
		);
	});
});

describe('withoutHidden', () => {
	it('leaves nothing that can be found, and all else, row ends and tabs included', () => {
		assert.equal(withoutHidden('a\u202eb\n\tc\u200b😀'), 'ab\n\tc😀');
		assert.equal(
			withoutHidden('a\u202eb', codePoint => `<${codePointName(codePoint)}>`),
			'a<U+202E>b',
		);
		const unit = fc.constantFrom(
			'a',
			'豆',
			'😀',
			'\n',
			'\t',
			'\u202e',
			'\u200d',
			'\ud83d',
			'\u{e0041}',
		);
		fc.assert(
			fc.property(fc.string({ unit }), text => {
				// What is left may join what was apart: half a pair with the other half.
				const rows = withoutHidden(text).split('\n');
				assert.equal(rows.length, text.split('\n').length);
				assert.deepEqual(
					rows.flatMap(hiddenCharacters).filter(({ kind }) => kind !== 'zeroWidth'),
					[],
				);
			}),
		);
	});
});

describe('newlyHidden', () => {
	it('passes over what the removed rows had in the same place', () => {
		assert.deepEqual(newlyHidden(['a\u200bb'], ['let x = a\u200bb;']), []);
	});

	it('finds the same character in another place', () => {
		const found = newlyHidden(['a\u200bb'], ['a\u200bb', 'c\u200bd']);
		assert.deepEqual(
			found.map(({ row, column }) => [row, column]),
			[[1, 1]],
		);
	});
});
