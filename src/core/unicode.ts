/** Characters that nobody sees, or that make a reader see something else than a compiler does. */

/**
 * `bidi`: reorders what is shown. `tag`: an invisible copy of ASCII, known to carry instructions.
 * `zeroWidth` and `invisible`: no glyph. `control`: C0 and C1 but tab, and U+2028/2029.
 * `surrogate`: half of a pair.
 */
export type HiddenKind = 'bidi' | 'tag' | 'zeroWidth' | 'invisible' | 'control' | 'surrogate';

export interface HiddenCharacter {
	/** UTF-16 column in its row. */
	readonly column: number;
	/** UTF-16 units: 1 or 2. */
	readonly length: number;
	readonly codePoint: number;
	readonly kind: HiddenKind;
}

/** A hidden character and the row that it is in, 0-based. */
export interface HiddenInRow extends HiddenCharacter {
	readonly row: number;
}

/** First and last code point of each range; joiners and the byte order mark are looked at closer. */
const ranges: readonly (readonly [first: number, last: number, kind: HiddenKind])[] = [
	[0x00, 0x08, 'control'],
	[0x0a, 0x1f, 'control'],
	[0x7f, 0x9f, 'control'],
	[0xad, 0xad, 'invisible'],
	[0x61c, 0x61c, 'bidi'],
	[0x115f, 0x1160, 'invisible'],
	[0x180b, 0x180f, 'invisible'],
	[0x200b, 0x200d, 'zeroWidth'],
	[0x200e, 0x200f, 'bidi'],
	[0x2028, 0x2029, 'control'],
	[0x202a, 0x202e, 'bidi'],
	[0x2060, 0x2064, 'zeroWidth'],
	[0x2066, 0x2069, 'bidi'],
	[0x206a, 0x206f, 'invisible'],
	[0x3164, 0x3164, 'invisible'],
	[0xd800, 0xdfff, 'surrogate'],
	[0xfe00, 0xfe0d, 'invisible'],
	[0xfeff, 0xfeff, 'zeroWidth'],
	[0xffa0, 0xffa0, 'invisible'],
	[0xfff9, 0xfffb, 'invisible'],
	[0x1bca0, 0x1bca3, 'invisible'],
	[0x1d173, 0x1d17a, 'invisible'],
	[0xe0000, 0xe007f, 'tag'],
	[0xe0100, 0xe01ef, 'invisible'],
];

/** Anything of `ranges`: most rows have none and are passed in one step. */
const suspicious = new RegExp(
	`[${ranges.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join('')}]`,
	'u',
);

/** Scripts that are written with joiners. */
const joining = (
	'Arabic Syriac Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada ' +
	'Malayalam Sinhala'
)
	.split(' ')
	.map(script => `\\p{Script=${script}}`);
const joiningBefore = new RegExp(`[${joining.join('')}]$`, 'u');
const joiningAfter = new RegExp(`^[${joining.join('')}]`, 'u');
const emojiBefore = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]$/u;
const emojiAfter = /^\p{Extended_Pictographic}/u;
/** The flags of England, Scotland and Wales: the only tags in recommended emoji. */
const flags =
	/\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/gu;

/** The hidden characters of one row, from left to right; joiners where a script needs them are none. */
export function hiddenCharacters(row: string): readonly HiddenCharacter[] {
	if (!suspicious.test(row)) {
		return [];
	}
	const inFlags = [...row.matchAll(flags)].map(({ index, 0: flag }) => [
		index,
		index + flag.length,
	]);
	const found: HiddenCharacter[] = [];
	let column = 0;
	for (const glyph of row) {
		const codePoint = glyph.codePointAt(0) ?? 0;
		const kind = kindOf(codePoint);
		const isFlag = inFlags.some(([from = 0, to = 0]) => from <= column && column < to);
		if (kind !== undefined && !isFlag && !isJoined(row, column, codePoint)) {
			found.push({ column, length: glyph.length, codePoint, kind });
		}
		column += glyph.length;
	}
	return found;
}

/** What is written in the place of a hidden character. */
type Stead = (codePoint: number) => string;

/** A text of any rows with something else in the place of each hidden character; row ends and tabs stay. */
export function withoutHidden(text: string, stead: Stead = () => ''): string {
	return suspicious.test(text)
		? text
				.split('\n')
				.map(row => rowWithout(row, stead))
				.join('\n')
		: text;
}

function rowWithout(row: string, stead: Stead): string {
	let shown = '';
	let end = 0;
	for (const { column, length, codePoint } of hiddenCharacters(row)) {
		shown += row.slice(end, column) + stead(codePoint);
		end = column + length;
	}
	return shown + row.slice(end);
}

/**
 * The hidden characters that a change brings: those of the new rows that did not stand between the
 * same two characters in the removed ones.
 */
export function newlyHidden(
	removed: readonly string[],
	added: readonly string[],
): readonly HiddenInRow[] {
	const found = added.flatMap((text, row) =>
		hiddenCharacters(text).map(hidden => ({ ...hidden, row })),
	);
	if (found.length === 0) {
		return [];
	}
	const known = new Set(
		removed.flatMap(text => hiddenCharacters(text).map(hidden => between(text, hidden))),
	);
	return found.filter(hidden => !known.has(between(added[hidden.row] ?? '', hidden)));
}

/** `U+202E`. */
export function codePointName(codePoint: number): string {
	return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

function escaped(codePoint: number): string {
	return `\\u{${codePoint.toString(16)}}`;
}

function kindOf(codePoint: number): HiddenKind | undefined {
	return ranges.find(([first, last]) => first <= codePoint && codePoint <= last)?.[2];
}

function isJoined(row: string, column: number, codePoint: number): boolean {
	const before = row.slice(0, column);
	const after = row.slice(column + 1);
	switch (codePoint) {
		case 0x200d:
			return (emojiBefore.test(before) && emojiAfter.test(after)) || isInScript(before, after);
		case 0x200c:
			return isInScript(before, after);
		default:
			return false;
	}
}

function isInScript(before: string, after: string): boolean {
	return joiningBefore.test(before) && joiningAfter.test(after);
}

function between(row: string, { column, length, codePoint }: HiddenCharacter): string {
	return `${row.slice(Math.max(column - 1, 0), column)} ${codePoint} ${row.slice(column + length, column + length + 1)}`;
}
