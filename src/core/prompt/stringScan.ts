/** The column behind the next `quote` that no backslash escapes. */
export function quoteEnd(text: string, from: number, quote: string): number | undefined {
	for (let column = from; column < text.length; column++) {
		const character = text.charAt(column);
		if (character === '\\') {
			column++;
		} else if (character === quote) {
			return column + 1;
		}
	}
	return undefined;
}

/** Whether a quotation mark opens a string, and is no apostrophe, prime, lifetime or transposition. */
export function opensString(text: string, column: number, token: string): boolean {
	if (!token.startsWith("'")) {
		return true;
	}
	const before = text.slice(Math.max(0, column - 4), column);
	return !/[\w)\]]$/.test(before) || /(?:^|\W)(?:[bruf]{1,2}|L|u8|N|E|X)$/i.test(before);
}

/** A literal is looked for this far: what is longer is rather generated. */
const longestLiteral = 500;

/** The length of the regular expression literal that begins at `column`, or 0. */
export function regularExpression(text: string, column: number): number {
	const before = text.slice(Math.max(0, column - 20), column).trimEnd();
	if (!/(?:^|[(,=:[!&|?{};+~^%<>]|\b(?:return|typeof|case))$/.test(before)) {
		return 0;
	}
	const literal = /^\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])+\/[a-z]*/;
	return literal.exec(text.slice(column, column + longestLiteral))?.[0].length ?? 0;
}
