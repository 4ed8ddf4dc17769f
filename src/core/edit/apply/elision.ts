/**
 * Rows that stand for code that is not repeated, such as `// ... existing code ...`. Models write
 * them in every comment syntax and in several human languages.
 */

const opening = /^(?:\/\/+|#+|--+|\/\*+|<!--|\{\s*\/\*+|%+|;+|\*)\s*/;
const closing = /\s*(?:\*\/\s*\}?|-->|\*\/)\s*$/;
const dots = /^(?:\.{3,}|…+)|(?:\.{3,}|…+)$/u;
const kept =
	/\b(?:existing|rest of|remaining|unchanged|remains?|stays?|the same|same as|omitted|elided|previous|earlier|other|more|keep|code here|snip(?:ped)?|truncated)\b|现有|已有|原有|其余|其他|其它|不变|省略|保持|剩余/iu;
/** Said without dots, these still mean nothing but "what was here stays". */
const alone =
	/^(?:the )?(?:rest of|remaining|existing|unchanged|previous|other existing) [\w ]{1,40}(?:remains? (?:the same|unchanged)|unchanged|as before|here|stays?)?$/iu;

/** Whether a row stands for rows that are not repeated. */
export function isElision(row: string, languageId: string): boolean {
	const text = row.trim();
	const begin = opening.exec(text);
	if (!begin) {
		// In Python three dots are an expression.
		return /^(?:\.{3}|…),?$/u.test(text) && languageId !== 'python';
	}
	const words = text.slice(begin[0].length).replace(closing, '').trim();
	if (/^(?:\.{3,}|…+)$/u.test(words)) {
		return true;
	}
	return (dots.test(words) && (kept.test(words) || words.length < 40)) || alone.test(words);
}

const inOneRow =
	/^(?<head>.*[{([])\s*(?<what>\/\*.*\*\/|\/\/\s*\.{3}.*?|\.{3}|…)\s*(?<tail>[\])}][^\])}]*)$/u;

/** Gives a row such as `foo() { /* ... *\/ }` its three rows, so that the rest need not know of it. */
export function spreadElisions(rows: readonly string[], languageId: string): readonly string[] {
	return rows.flatMap(row => {
		const { head, what, tail } = inOneRow.exec(row)?.groups ?? {};
		const isMeant =
			head !== undefined &&
			what !== undefined &&
			tail !== undefined &&
			/[{]$/.test(head) &&
			(isElision(what, languageId) || what === '...');
		const indent = /^\s*/.exec(row)?.[0] ?? '';
		const unit = indent.startsWith('\t') ? '\t' : '  ';
		return isMeant ? [head, `${indent}${unit}// ...`, `${indent}${tail}`] : [row];
	});
}
