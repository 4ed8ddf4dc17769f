/** Rows and UTF-16 facts that every part of core agrees on. */

const rowEnd = /\r\n|\n|\r/;

/**
 * Splits text into rows at `\n`, `\r\n` and a lone `\r`, which is where VS Code starts a new row when
 * text is inserted. Form feed, vertical tab, U+2028 and U+2029 stay inside their row.
 *
 * @returns At least one row; text that ends with a row end yields an empty last row.
 */
export function splitRows(text: string): string[] {
	return text.split(rowEnd);
}

/** The blanks (spaces and tabs) that a row starts with. */
export function indentOf(row: string): string {
	let end = 0;
	while (end < row.length && (row[end] === ' ' || row[end] === '\t')) {
		end++;
	}
	return row.slice(0, end);
}

/** True for a row without anything visible. */
export function isBlank(row: string): boolean {
	return row.trim() === '';
}

/** True when `text` ends with the first half of a surrogate pair. */
export function endsInsidePair(text: string): boolean {
	const last = text.charCodeAt(text.length - 1);
	return last >= 0xd800 && last <= 0xdbff;
}

/** True when `text` starts with the second half of a surrogate pair. */
export function startsInsidePair(text: string): boolean {
	const first = text.charCodeAt(0);
	return first >= 0xdc00 && first <= 0xdfff;
}

/** East Asian wide and full-width characters and emoji, which take two columns in an editor. */
const wide =
	/^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const widthless = /^[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many columns `text` takes when it starts at column 0: tabs to their stops, wide glyphs two. */
export function columnsOf(text: string, tabSize: number): number {
	return measure(text, tabSize).columns;
}

/** How wide a text is. */
export interface TextWidth {
	/** In all, a wide glyph counted as two. */
	readonly columns: number;
	/** Wide glyphs among them: most fonts draw them somewhat narrower than two columns. */
	readonly wide: number;
}

/** @see columnsOf */
export function measure(text: string, tabSize: number): TextWidth {
	let columns = 0;
	let wideGlyphs = 0;
	for (const glyph of text) {
		if (glyph === '\t') {
			columns += tabSize - (columns % tabSize);
		} else if (glyph >= '\u0300' && wide.test(glyph)) {
			columns += 2;
			wideGlyphs++;
		} else {
			columns += glyph >= '\u0300' && widthless.test(glyph) ? 0 : 1;
		}
	}
	return { columns, wide: wideGlyphs };
}
