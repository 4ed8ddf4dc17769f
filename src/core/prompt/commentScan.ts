import type { DocumentRows } from '../edit/rows.ts';
import { opensString, quoteEnd, regularExpression } from './stringScan.ts';

/** One way to write a comment in a language. Tokens are not empty and have no blanks around them. */
export interface CommentSyntax {
	readonly line?: string;
	readonly block?: readonly [open: string, close: string];
}

/** One comment as the scanner sees it; columns are UTF-16 units, `endColumn` exclusive. */
export interface CommentSpan {
	readonly kind: 'line' | 'block';
	readonly startRow: number;
	readonly startColumn: number;
	readonly endRow: number;
	readonly endColumn: number;
	readonly open: string;
	/** Empty for a line comment. */
	readonly close: string;
}

/** A row longer than this is taken for code without a comment: it is generated or minified. */
const longestRow = 2_000;
/** A comment or string that does not end within so many rows is none, but a stray token. */
const longestSpan = 5_000;

/**
 * The comments in the rows from `firstRow` on, in order, found without knowing the language: only
 * by its comment tokens and by what strings look like in most languages. It does not know here
 * documents, nested block comments and strings over several rows with single quotation marks.
 *
 * @param firstRow A row that begins outside of any comment and string.
 */
export function* commentSpans(
	rows: DocumentRows,
	syntaxes: readonly CommentSyntax[],
	firstRow = 0,
): Generator<CommentSpan, void> {
	const grammar = new Grammar(syntaxes);
	const ends = new Ends(rows);
	let at: Point = { row: firstRow, column: 0 };
	while (at.row < rows.lineCount) {
		const text = rows.lineAt(at.row);
		const token = text.length > longestRow ? undefined : grammar.next(text, at.column);
		if (token === undefined) {
			at = { row: at.row + 1, column: 0 };
			continue;
		}
		const here = { row: at.row, column: token.column };
		const span = grammar.commentAt(text, here, token.text, ends);
		if (span !== undefined) {
			yield span;
			at = { row: span.endRow, column: span.endColumn };
		} else {
			at = grammar.behindString(text, here, token.text, ends) ?? {
				row: at.row,
				column: token.column + (token.text.startsWith('\\') ? 2 : 1),
			};
		}
	}
}

interface Point {
	readonly row: number;
	readonly column: number;
}

/** What the comment tokens of a language, and their absence, tell about it. */
class Grammar {
	readonly #lines: readonly string[];
	readonly #blocks: readonly (readonly [open: string, close: string])[];
	readonly #interesting: RegExp;
	readonly #slashes: boolean;
	readonly #markup: boolean;

	constructor(syntaxes: readonly CommentSyntax[]) {
		this.#lines = syntaxes.flatMap(({ line }) => (line === undefined ? [] : [line]));
		const blocks = syntaxes.flatMap(({ block }) => (block === undefined ? [] : [block]));
		// `{{!--` before `{{!`.
		this.#blocks = blocks.toSorted((a, b) => b[0].length - a[0].length);
		this.#slashes = this.#lines.includes('//');
		// In prose a quotation mark does not begin a string that could hide a comment.
		this.#markup = this.#lines.length === 0 && this.#blocks.every(([open]) => /^[<{@]/.test(open));
		const words = [...this.#blocks.map(([open]) => open), ...this.#lines].map(escaped);
		const strings = this.#markup ? [] : ['"""', "'''", '"', "'", '`'];
		const rest = this.#slashes ? ['/', String.raw`\\`] : [String.raw`\\`];
		const alternatives = [...words.toSorted((a, b) => b.length - a.length), ...strings, ...rest];
		this.#interesting = new RegExp(alternatives.join('|'), 'gi');
	}

	next(
		text: string,
		column: number,
	): { readonly text: string; readonly column: number } | undefined {
		this.#interesting.lastIndex = column;
		const match = this.#interesting.exec(text);
		return match === null ? undefined : { text: match[0], column: match.index };
	}

	commentAt(
		text: string,
		{ row, column }: Point,
		token: string,
		ends: Ends,
	): CommentSpan | undefined {
		for (const [open, close] of this.#blocks) {
			if (text.startsWith(open, column) || (open === '--[[' && /^--\[=+\[/.test(token))) {
				const end = ends.ofBlock({ row, column }, token, closeOf(token, close));
				if (end !== undefined) {
					const { row: endRow, column: endColumn } = end;
					const place = { startRow: row, startColumn: column, endRow, endColumn };
					return { kind: 'block', ...place, open: token, close: closeOf(token, close) };
				}
			}
		}
		const open = this.#lines.find(line => sameStart(text, column, line));
		return open === undefined || !beginsLineComment(text, row, column, open, this.#slashes)
			? undefined
			: {
					kind: 'line',
					startRow: row,
					startColumn: column,
					endRow: row,
					endColumn: text.length,
					open: text.slice(column, column + open.length),
					close: '',
				};
	}

	/** Where the string or regular expression that begins here ends, if one does. */
	behindString(text: string, at: Point, token: string, ends: Ends): Point | undefined {
		if (token === '/') {
			const length = regularExpression(text, at.column);
			return length === 0 ? undefined : { row: at.row, column: at.column + length };
		}
		const quote = token.startsWith('"') || token.startsWith("'") || token.startsWith('`');
		if (!quote || !opensString(text, at.column, token)) {
			return undefined;
		}
		if (token.length === 3) {
			return ends.next({ row: at.row, column: at.column + 3 }, token);
		}
		const column = quoteEnd(text, at.column + 1, token);
		if (column !== undefined) {
			return { row: at.row, column };
		}
		// Only a template or raw string goes on over rows; elsewhere the mark is a stray one.
		return token === '`' && this.#slashes
			? ends.ofTemplate({ row: at.row + 1, column: 0 })
			: undefined;
	}
}

function escaped(token: string): string {
	const pattern = token.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
	// Lua has block comments of any level: --[==[ … ]==].
	return token === '--[[' ? String.raw`--\[=*\[` : pattern;
}

function closeOf(token: string, close: string): string {
	return /^--\[=*\[$/.test(token) ? token.slice(2).replaceAll('[', ']') : close;
}

/** Tokens that are words (`REM`) are written in any case and end where a word ends. */
function sameStart(text: string, column: number, token: string): boolean {
	const found = text.slice(column, column + token.length);
	if (!/\w$/.test(token)) {
		return found === token;
	}
	const next = text.charAt(column + token.length);
	return found.toLowerCase() === token.toLowerCase() && !/[\w=]/.test(next);
}

function beginsLineComment(
	text: string,
	row: number,
	column: number,
	token: string,
	slashes: boolean,
): boolean {
	const after = text.slice(column + token.length);
	if (/\w$/.test(token) || token === '"' || token === '..' || token === '::') {
		const first = text.slice(0, column).trim() === '';
		return first && !(token === '..' && after !== '' && !after.startsWith(' '));
	}
	// No row is read again from its start for each token in it.
	const before = text.slice(Math.max(0, column - 4), column);
	if (token === '#') {
		// A shebang; `$#`, `a#b`, `${#a}`; `#{a}`; and the attributes of PHP.
		const shebang = row === 0 && column === 0 && after.startsWith('!');
		const inWord = !/(?:^|[\s;,)\]}&|])$/.test(before.slice(-1));
		return !shebang && !inWord && !after.startsWith('{') && !(slashes && after.startsWith('['));
	}
	// An address without quotation marks: https://…, url(//…).
	return token !== '//' || !/(?::|url\()$/i.test(before);
}

/** Whether an expression goes on in `row`: then a string in it is a value, not a docstring. */
function isContinued(rows: DocumentRows, row: number): boolean {
	for (let above = row - 1; above >= 0; above--) {
		const text = rows.lineAt(above).trim();
		if (text !== '') {
			return /(?:[=([{,+\\]|\breturn)$/.test(text);
		}
	}
	return false;
}

/** Looks for ends, and remembers where there are none: stray tokens by the thousand stay cheap. */
class Ends {
	readonly #rows: DocumentRows;
	/** For an end, the row before which there is none below the place of the last search. */
	readonly #noneBefore = new Map<string, number>();

	constructor(rows: DocumentRows) {
		this.#rows = rows;
	}

	/** The place behind the next `close` at or behind `from`. */
	next(from: Point, close: string): Point | undefined {
		return this.#find(from, close, (text, column) => {
			const found = text.indexOf(close, column);
			return found < 0 ? undefined : found + close.length;
		});
	}

	/** The place behind the next backtick that no backslash escapes. */
	ofTemplate(from: Point): Point | undefined {
		return this.#find(from, '`', (text, column) => quoteEnd(text, column, '`'));
	}

	/** The place behind the block comment that begins at `at`. */
	ofBlock(at: Point, open: string, close: string): Point | undefined {
		const before = this.#rows.lineAt(at.row).slice(0, at.column);
		if (open.startsWith('=')) {
			return at.column === 0 ? this.next({ row: at.row + 1, column: 0 }, close) : undefined;
		}
		if (open === close && (before.trim() !== '' || isContinued(this.#rows, at.row))) {
			return undefined;
		}
		return this.next({ row: at.row, column: at.column + open.length }, close);
	}

	#find(
		{ row, column }: Point,
		close: string,
		search: (text: string, column: number) => number | undefined,
	): Point | undefined {
		const last = Math.min(this.#rows.lineCount, row + longestSpan);
		const here = row < last ? search(this.#rows.lineAt(row), column) : undefined;
		if (here !== undefined) {
			return { row, column: here };
		}
		for (let next = Math.max(row + 1, this.#noneBefore.get(close) ?? 0); next < last; next++) {
			const end = search(this.#rows.lineAt(next), 0);
			if (end !== undefined) {
				return { row: next, column: end };
			}
			this.#noneBefore.set(close, next + 1);
		}
		return undefined;
	}
}
