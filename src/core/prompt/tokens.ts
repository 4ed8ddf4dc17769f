import type { Message } from '../gateway/gateway.ts';

/**
 * Hundredths of a token, by character class. An estimate: the models' tokenizer is not public, and
 * counting with a comparable one costs 50 to 700 ms per MB against some 10 ms here. About 4 ASCII
 * characters or 1.3 Han, kana or hangul characters make one token; anything else counts as one.
 */
const ascii = 25;
const cjk = 77;
const other = 100;

/** The least that one UTF-16 unit can weigh. */
export const lightestUnit = ascii;

/**
 * Estimated weight of `text`, without a row end.
 *
 * @returns Hundredths of a token: integers, so that the weights of rows add up to that of the text.
 */
export function weigh(text: string): number {
	let weight = 0;
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		weight += unit < 0x80 ? ascii : isCjk(unit) ? cjk : other;
	}
	return weight;
}

/** Estimated number of tokens, rounded up. An estimate, off by about a fifth either way. */
export function estimateTokens(text: string): number {
	return Math.ceil(weigh(text) / 100);
}

/** Estimated tokens of a picture: Ark counts one for each 28 by 28 pixels. */
export function pictureTokens(width: number, height: number): number {
	return Math.ceil((width * height) / 784);
}

/** Tokens of a picture of unknown size: one of middling size. */
const middlingPicture = 1_000;

/** Estimated tokens of a message, its pictures included. */
export function messageTokens({
	content,
	images = [],
}: Pick<Message, 'content' | 'images'>): number {
	return images.reduce(
		(sum, { width, height }) =>
			sum +
			(width === undefined || height === undefined
				? middlingPicture
				: pictureTokens(width, height)),
		estimateTokens(content),
	);
}

/**
 * Tokens that an edit may answer with: the new rows may be three times the old ones, a short
 * selection or comment still gets room for a whole class, and a runaway answer ends. A limit costs
 * nothing unless it is reached.
 *
 * @returns Tokens, in [8,192, 32,768].
 */
export function editOutputTokens(selectionTokens: number): number {
	return Math.min(Math.max(3 * selectionTokens + 1_024, 8_192), 32_768);
}

/** CJK punctuation, kana, bopomofo, hangul, Han (the common planes) and full-width forms. */
function isCjk(unit: number): boolean {
	return (
		(unit >= 0x2e80 && unit <= 0x9fff) ||
		(unit >= 0xac00 && unit <= 0xd7af) ||
		(unit >= 0xf900 && unit <= 0xfaff) ||
		(unit >= 0xff00 && unit <= 0xffef)
	);
}
