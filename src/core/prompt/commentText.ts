import type { CommentSpan } from './commentScan.ts';
import { indentationOf } from './rows.ts';

/** Whether a row says anything: a letter or a digit of any script. */
export function hasWords(text: string): boolean {
	return /[\p{L}\p{N}]/u.test(text);
}

/**
 * The signs that a line comment begins with. `//`, `///` and `//!` tell comments of different kinds
 * apart.
 */
export function markerOf(comment: string): string {
	return /^(?:\w+|[^\s\p{L}\p{N}]+)/u.exec(comment)?.[0] ?? '';
}

/**
 * What a comment asks for.
 *
 * @param span Its first span: kind and tokens.
 * @param rows Its rows as written, from its first token to its end.
 * @returns Without tokens, decoration and markers such as `TODO(name):`; empty if nothing is left.
 */
export function instructionOf(span: CommentSpan, rows: readonly string[]): string {
	const bare =
		span.kind === 'line' ? rows.map(row => lineText(row, span.open)) : blockTexts(span, rows);
	const said = bare.map(row => row.trimEnd()).filter(row => row === '' || hasWords(row));
	const text = dedented(said).join('\n').trim().replace(regionMarker, '').replace(todo, '');
	return hasWords(text) ? text.trim() : '';
}

/** A marker in front, with a name and a colon of either width; a bare one only in capitals. */
const todo =
	/^(?:@?(?:TODO|FIXME|HACK|XXX)|(?:@?(?:todo|fixme)|BUG|NOTE|OPTIMIZE|待办)(?=\s*[:：(（]))(?![\w-])\s*(?:[(（][^)）\n]*[)）]|\[[^\]\n]*\])?\s*[:：]?[ \t]*/u;
const regionMarker = /^#?(?:end)?region\b.*$/u;

function lineText(row: string, open: string): string {
	const behind = row.trimStart().slice(open.length);
	const sign = open.at(-1) ?? '';
	// Doc comments (`///`, `//!`, `;;;`, `#'`, `-- |`) and rulers (`//====`).
	const decoration = /\w/.test(sign) ? 0 : decorationLength(behind, sign);
	return behind.slice(decoration).replace(/^\s/, '');
}

function decorationLength(text: string, sign: string): number {
	let length = 0;
	while (text.charAt(length) === sign) {
		length++;
	}
	const doc = /^(?:[!<]{1,2}|['’](?=\s)|\s?[|^](?=\s))/.exec(text.slice(length));
	return length + (doc?.[0].length ?? 0);
}

function blockTexts({ open, close }: CommentSpan, rows: readonly string[]): readonly string[] {
	const texts = rows.map((row, index) => {
		const from = index === 0 ? open.length : 0;
		const to = index === rows.length - 1 ? row.length - close.length : row.length;
		return row.slice(Math.min(from, to), to);
	});
	if (!/^[({]?\/?\(?\*/.test(open)) {
		return texts;
	}
	const [first = '', ...others] = texts;
	const start = first.replace(/^[*!]+<?/, '');
	const starred = others.every(row => row.trim() === '' || row.trim().startsWith('*'));
	const inner = starred ? others.map(row => row.replace(/^\s*\*+ ?/, '')) : others;
	return [start, ...inner.map(row => row.replace(/\s\*+$/, ''))];
}

/** Takes away the indentation that all rows but the first share; the first begins behind a token. */
function dedented(rows: readonly string[]): readonly string[] {
	const [first = '', ...others] = rows;
	const shared = others
		.filter(row => row !== '')
		.reduce((least, row) => Math.min(least, indentationOf(row).length), Infinity);
	return [first.trimStart(), ...others.map(row => row.slice(Math.min(shared, row.length)))];
}
