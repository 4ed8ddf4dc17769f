import { indentOf, isBlank } from '../../text.ts';
import { isElision } from './elision.ts';
import { nameOf } from './chunkName.ts';

/** A definition or statement with all that belongs to it: rows [start, end). */
export interface Chunk {
	/** With the comments and decorators that stand above it. */
	readonly start: number;
	/** The row that it is known by. */
	readonly head: number;
	readonly end: number;
	readonly indent: string;
	/** What it defines. */
	readonly name: string | undefined;
	/** It stands for code that is not repeated. */
	readonly elided: boolean;
}

/** Rows [start, end) that stand next to each other at one depth. */
export interface Scope {
	readonly rows: readonly string[];
	readonly start: number;
	readonly end: number;
	readonly languageId: string;
}

const closer = /^\s*(?:[)\]}]|<\/|(?:end|fi|done|esac)\b)/;
const goesOn = /^\s*(?:\{\s*$|(?:else|elif|elsif|except|finally|catch|rescue|ensure|where)\b)/;
const decorator = /^\s*(?:@\w|#\[|\[[\w()",.= ]+\]\s*$)/;
const directive =
	/^\s*#\s*(?:if|ifdef|ifndef|else|elif|endif|define|undef|pragma|region|endregion)\b/;
const styled: ReadonlySet<string> = new Set(['css', 'scss', 'less']);
const label = /^\s*(?:public|private|protected|signals|(?:public|private|protected) slots)\s*:\s*$/;
const sectioned: ReadonlySet<string> = new Set(['toml', 'ini', 'properties']);

const comments: readonly (readonly [RegExp, readonly string[]])[] = [
	[/^\s*\/\*/, ['css', 'scss', 'less', 'sql']],
	[
		/^\s*#/,
		'python ruby shellscript yaml dockercompose toml properties dotenv makefile dockerfile perl r elixir powershell terraform julia'.split(
			' ',
		),
	],
	[/^\s*--/, ['sql', 'lua', 'haskell']],
	[/^\s*;/, ['ini', 'clojure', 'lisp', 'scheme']],
	[/^\s*%/, ['latex', 'erlang']],
];
const commentOf: ReadonlyMap<string, RegExp> = new Map(
	comments.flatMap(([look, languages]) => languages.map(language => [language, look] as const)),
);
const usualComment = /^\s*(?:\/\/|\/\*|<!--)/;
const preprocessed: ReadonlySet<string> = new Set(['c', 'cpp', 'csharp', 'objective-c']);

/** Whether a row only says something about the row below. */
export function isLead(row: string, languageId: string): boolean {
	const isComment = (commentOf.get(languageId) ?? usualComment).test(row);
	return (
		(isComment && !isElision(row, languageId)) ||
		(decorator.test(row) && !sectioned.has(languageId) && !styled.has(languageId)) ||
		(preprocessed.has(languageId) && (directive.test(row) || label.test(row)))
	);
}

export function isDecorator(row: string): boolean {
	return decorator.test(row);
}

/** Whether a row ends what began above, at its own depth. */
export function isCloser(row: string): boolean {
	return closer.test(row);
}

/**
 * What a scope consists of, by indentation alone.
 *
 * @returns `undefined` where indentation does not tell: a row stands deeper than any head above it.
 */
export function chunksOf(scope: Scope): readonly Chunk[] | undefined {
	const { rows, start, end, languageId } = scope;
	const base = baseIndent(scope);
	if (base === undefined) {
		return [];
	}
	const chunks: Chunk[] = [];
	let lead: number | undefined;
	let at = start;
	while (at < end) {
		const row = rows[at] ?? '';
		if (isBlank(row)) {
			// A comment that a blank row follows stands for itself, and stays where it is.
			lead = undefined;
			at++;
		} else if (isLead(row, languageId)) {
			lead ??= at;
			at = afterLead(rows, at, end);
		} else if (indentOf(row) !== base) {
			return undefined;
		} else if (isCloser(row)) {
			lead = undefined;
			at++;
		} else {
			const last = endOf(scope, at, base);
			chunks.push({
				start: lead ?? at,
				head: at,
				end: last,
				indent: base,
				name: nameOf(row, languageId),
				elided: isElision(row, languageId),
			});
			lead = undefined;
			at = last;
		}
	}
	return chunks;
}

/** The rows inside a chunk: below its head, without the closer at its end. */
export function insideOf({ rows, languageId }: Scope, { head, end }: Chunk): Scope {
	const first = rows[head] ?? '';
	let [start, last] = [head + 1, end];
	// A head may take several rows: its parameters, or a brace on a row of its own.
	if (/[([,]\s*$/.test(first)) {
		const close = rows.findIndex(
			(row, at) => at > head && at < end && isCloser(row) && indentOf(row) === indentOf(first),
		);
		start = close >= 0 && close < end - 1 ? close + 1 : start;
	}
	if (/^\s*\{\s*$/.test(rows[start] ?? '')) {
		start++;
	}
	if (last > start && isCloser(rows[last - 1] ?? '')) {
		last--;
	}
	return { rows, start: Math.min(start, last), end: last, languageId };
}

/** A block comment has rows that do not look like one. */
function afterLead(rows: readonly string[], at: number, end: number): number {
	const row = rows[at] ?? '';
	const opens = /^\s*\/\*/.test(row) ? '*/' : /^\s*<!--/.test(row) ? '-->' : undefined;
	let last = at;
	if (opens !== undefined) {
		while (last < end - 1 && !(rows[last] ?? '').includes(opens)) {
			last++;
		}
	}
	return last + 1;
}

function baseIndent({ rows, start, end, languageId }: Scope): string | undefined {
	let base: string | undefined;
	for (let at = start; at < end; at++) {
		const row = rows[at] ?? '';
		const indent = indentOf(row);
		const isLess = base === undefined || indent.length < base.length;
		if (isLess && !isBlank(row) && !isLead(row, languageId)) {
			base = indent;
		}
	}
	return base;
}

function endOf(scope: Scope, head: number, base: string): number {
	const { rows, end, languageId } = scope;
	if (sectioned.has(languageId) && /^\s*\[/.test(rows[head] ?? '')) {
		return sectionEnd(scope, head);
	}
	let last = head + 1;
	for (let at = head + 1; at < end; at++) {
		const row = rows[at] ?? '';
		if (isBlank(row)) {
			continue;
		}
		const indent = indentOf(row);
		if (indent.length > base.length) {
			last = at + 1;
			continue;
		}
		if (isLead(row, languageId)) {
			at = afterLead(rows, at, end) - 1;
			continue;
		}
		const belongs = indent === base && (isCloser(row) || goesOn.test(row));
		const before = rows[last - 1] ?? '';
		// Of two closers in a row the second one ends something around this.
		const isOver =
			last > head + 1 &&
			indentOf(before) === base &&
			/[)\]};]\s*$/.test(before) &&
			isCloser(before);
		if (!belongs || (isOver && isCloser(row))) {
			break;
		}
		last = at + 1;
	}
	return last;
}

function sectionEnd({ rows, end, languageId }: Scope, head: number): number {
	let last = head + 1;
	for (let at = head + 1; at < end && !/^\s*\[/.test(rows[at] ?? ''); at++) {
		last = isBlank(rows[at] ?? '') || isLead(rows[at] ?? '', languageId) ? last : at + 1;
	}
	return last;
}
