import { demoLanguage, freeRows, type DemoLanguage } from './demoLanguage.ts';

/**
 * Rewrites any code a little and safely: a comment above its first function, and a remark at the
 * end of a later row, so that a selection of six rows shows two separate changes. Only comments
 * are added, where the language has any; nothing that runs is touched.
 */
export function demoEdit(code: string, languageName: string): string {
	const language = demoLanguage(languageName);
	const rows = code.split('\n');
	if (!language.comment) {
		return editPlain(rows);
	}
	const free = freeRows(rows, language);
	const head = headRow(rows, free, language);
	const remark = remarkRow(rows, free, language, head + 3);
	return rows
		.flatMap((row, at) => {
			const before = at === head ? comments(language, row, describe(row, language)) : [];
			if (at !== remark.row) {
				return [...before, row];
			}
			const words = 'Demo: this row was changed by the built-in demo.';
			return remark.atEnd
				? [...before, `${row} ${comment(language, words)}`]
				: [...before, ...comments(language, row, words), row];
		})
		.join('\n');
}

function headRow(
	rows: readonly string[],
	free: readonly boolean[],
	language: DemoLanguage,
): number {
	const usable = (row: string, at: number) => free[at] === true && row.trim() !== '';
	const found = rows.findIndex((row, at) => usable(row, at) && language.definition.test(row));
	return found >= 0 && found < rows.length / 2 ? found : rows.findIndex(usable);
}

/** A row well below the first change that may carry a remark, at its end if possible. */
function remarkRow(
	rows: readonly string[],
	free: readonly boolean[],
	language: DemoLanguage,
	from: number,
): { readonly row: number; readonly atEnd: boolean } {
	const usable = (at: number) => at >= from && free[at] === true && rows[at]?.trim() !== '';
	const single = (row: string) => !language.quotes.some(quote => row.includes(quote));
	const statement = rows.findIndex(
		(row, at) => usable(at) && single(row) && language.statement.test(row),
	);
	if (statement >= 0) {
		return { row: statement, atEnd: true };
	}
	return { row: rows.findLastIndex((_, at) => usable(at)), atEnd: false };
}

function describe(row: string, { definition }: DemoLanguage): string {
	const name = definition.exec(row)?.slice(1).find(Boolean);
	return name === undefined
		? 'Demo: this comment was added by the built-in demo.'
		: `${name}: a comment that the built-in demo added. No model was asked.`;
}

function comment({ comment: marks }: DemoLanguage, words: string): string {
	const [open, close] = marks ?? ['', ''];
	return `${open} ${words}${close}`;
}

function comments(language: DemoLanguage, row: string, words: string): string[] {
	const indent = /^\s*/.exec(row)?.[0] ?? '';
	return [indent + comment(language, words)];
}

/** Where a comment would be content (JSON, plain text), only blank rows can be added safely. */
function editPlain(rows: readonly string[]): string {
	const last = rows.length - 1;
	const second = last >= 5 ? last - 1 : -1;
	return rows
		.flatMap((row, at) => (at > 0 && (at === 1 || at === second) ? ['', row] : [row]))
		.join('\n');
}

/** Rewrites a part of a row, in which a comment up to the end of the row would swallow the rest. */
export function demoPart(code: string, languageName: string): string {
	const { comment: marks } = demoLanguage(languageName);
	if (marks?.[0] === '//' || marks?.[0] === '/*') {
		return `${code} /* changed by the demo */`;
	}
	return /^[\w.]+$/.test(code) && marks?.[0] === '#' ? `(${code})` : code;
}
