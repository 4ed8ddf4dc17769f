import type { RowRange } from '../edit/contract.ts';
import type { DocumentRows } from '../edit/rows.ts';
import { indentOf, isBlank } from '../text.ts';
import type { Comment } from './comment.ts';
import { wordsIn } from './words.ts';

/** A larger piece of code is left alone: rewriting it would be no answer to one comment. */
const mostRows = 120;
/** Rows of plain statements that one comment speaks of, at most. */
const mostStatements = 30;

/**
 * The code right below a comment that already answers it, or begins to: what new code has to replace
 * instead of standing beside it.
 *
 * Nothing but its place and its words tell: a declaration below a doc comment; one that is only a
 * stub; what stands below FIXME and its like; and code that uses the comment's words. For a comment
 * without a word that code could use, Chinese for instance, what stands directly below counts, since
 * that is where a comment speaks of.
 *
 * @returns Rows [start, end), or `undefined` when the code is to be inserted.
 */
export function answeringCode(rows: DocumentRows, comment: Comment): RowRange | undefined {
	const { indentation, insertAt, trailing } = comment;
	if (trailing || insertAt >= rows.lineCount || isBlank(rows.lineAt(insertAt))) {
		return undefined;
	}
	if (isDocstring(comment)) {
		const body = restOfBlock(rows, insertAt, indentation);
		return indentation === '' ? undefined : bounded(body);
	}
	const head = rows.lineAt(insertAt);
	if (indentOf(head) !== indentation || never.test(head)) {
		return undefined;
	}
	const declared = declarationAt(rows, insertAt);
	const code =
		declared === undefined
			? statements(rows, insertAt, comment)
			: { start: insertAt, end: endOfBlock(rows, declared) };
	return answers(rows, comment, code, declared) ? bounded(code) : undefined;
}

/** Rows that end something, or only name what the file gives and takes. */
const never =
	/^\s*(?:[)\]}]|<\/|end\b|(?:import\b|export\s*[{*]|export\s+default\s+\w+;?\s*$|from\b|using\b|use\s|include\b|require\b|package\b|module\.exports|#include|else\b|elif\b|elseif\b|except\b|catch\b|finally\b|case\b|default\b|when\b|fi\b|done\b|esac\b|then\b|public:|private:|protected:))/i;

function answers(
	rows: DocumentRows,
	comment: Comment,
	code: RowRange,
	declared: number | undefined,
): boolean {
	const isDeclaration = declared !== undefined;
	if (/^(?:\W|@)*(?:FIXME|BUG|HACK|XXX|OPTIMIZE)\b/.test(comment.source)) {
		return true;
	}
	if ((isDeclaration && isDoc(comment)) || isStub(rows, code, isDeclaration)) {
		return true;
	}
	const asked = [...new Set(wordsIn(comment.instruction))];
	if (asked.length === 0) {
		return isDeclaration || !/[a-z]{3}/i.test(comment.instruction);
	}
	const text = isDeclaration
		? nameOf(rows.lineAt(declared))
		: textOf(rows, { start: code.start, end: Math.min(code.end, code.start + 10) });
	const used = wordsIn(text);
	const shared = used.filter(word => asked.some(other => sameWord(word, other)));
	return isDeclaration
		? shared.length > 0 && shared.length * 2 >= used.length
		: new Set(shared).size * 2 > asked.length;
}

/** Words of one stem: `doubles` and `double`, `validate` and `valid`. */
function sameWord(one: string, other: string): boolean {
	const [short, long] = one.length <= other.length ? [one, other] : [other, one];
	const common = short.length >= 4 ? Math.max(4, Math.min(short.length, long.length - 3)) : 3;
	return short === long || (short.length >= 4 && long.startsWith(short.slice(0, common)));
}

const isDoc = ({ source }: Comment): boolean =>
	/^(?:\/\*\*|\/\/\/|#'|"""|--- |-- \||\/\*!)/.test(source);

/** The text that Python keeps as a function's documentation stands inside of it. */
function isDocstring({ source }: Comment): boolean {
	return /^(?:"""|''')/.test(source);
}

const placeholder =
	/^\s*(?:pass|\.\.\.|…|throw\s+(?:new\s+)?\w*\(?["'`]?.*(?:not\s*(?:yet\s*)?implemented|unsupported|todo).*|raise\s+NotImplementedError.*|(?:todo|unimplemented)!?\(.*|panic\(.*(?:not implemented|todo).*|TODO\(.*|return\s+(?:null|nil|None|undefined)?;?|fatalError\(.*|die\s*\(?["'].*not implemented.*)\s*;?\s*$/i;

/** Whether nothing in the code does anything yet. */
function isStub(rows: DocumentRows, { start, end }: RowRange, isDeclaration: boolean): boolean {
	const texts = Array.from({ length: end - start }, (_, index) => rows.lineAt(start + index));
	const [head = '', ...body] = texts;
	if (!isDeclaration) {
		return texts.length === 1 && /\S/.test(head) && placeholder.test(head) && !/return/.test(head);
	}
	const said = body.filter(row => !isBlank(row) && !/^\s*(?:[{}()\]]+;?|end;?)\s*$/.test(row));
	const opens = /[{:]\s*\}?;?\s*$|\bdo\s*$|\)\s*$/.test(head);
	return opens && said.every(row => placeholder.test(row));
}

const declaration =
	/(?:^|\s)(?:function\*?|func|fun|fn|def|defp|defmacro|class|interface|struct|enum|trait|impl|module|namespace|record|protocol|extension|sub|proc|procedure|message|service|macro_rules!|type\s+\w+\s*=?|create\s+(?:or\s+replace\s+)?(?:function|procedure|table|view|trigger|index))(?=\s|\(|$)/i;
const arrow =
	/^\s*(?:export\s+)?(?:const|let|var|val)\s+[\w$]+\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function\b|\(.*(?:=>|\{|\()\s*$|\(.*=>|[\w$]+\s*=>)|^\s*[\w.]+\s*<-\s*function\b/;
const method =
	/^\s*(?!(?:if|for|foreach|while|switch|return|else|await|yield|new|throw|do|try|with|match|print|echo|super)\b)(?:[\w<>[\],.*&:?~@$]+\s+)*[*&~]*[\w$:~-]+\s*\([^;=]*\)?\s*(?:->\s*[^{]+|:\s*[^{]+|const|noexcept|override|throws\s+[\w., ]+)*\s*\{?\s*\}?\s*$/;
const signature = /^\s*[a-z][\w']*\s*::\s/;
const attribute = /^\s*(?:@[\w.]+|#\[|\[[A-Z]\w*|\[\[)/;

/** The row of the declaration that begins here, its attributes and decorators passed over. */
function declarationAt(rows: DocumentRows, first: number): number | undefined {
	let row = first;
	while (row < rows.lineCount - 1 && row - first < 10 && attribute.test(rows.lineAt(row))) {
		row++;
	}
	const text = rows.lineAt(row).slice(0, 500);
	const opened = /\{\s*\}?$/.test(text.trimEnd()) || /^\s*\{/.test(rows.lineAt(row + 1));
	const isMethod = method.test(text) && (opened || /^\s+\w+.*\(/.test(text)) && opened;
	return declaration.test(text) || arrow.test(text) || isMethod || signature.test(text)
		? row
		: undefined;
}

/** The name that a declaration gives: before its brackets, else behind its keyword. */
function nameOf(text: string): string {
	const bare = text.replace(/\bfunc\s*\([^)]*\)/, 'func');
	const called = arrow.test(bare) ? undefined : /([\w$~.:-]+)\s*\(/.exec(bare)?.[1];
	const keyed =
		/\b(?:function\*?|func|fun|fn|def|defp|class|interface|struct|enum|trait|impl|module|namespace|record|protocol|extension|sub|proc|procedure|message|service|const|let|var|val|type|table|view|trigger|index)\s+([\w$.:]+)/i.exec(
			bare,
		)?.[1];
	return called ?? keyed ?? /([\w'.]+)\s*(?:::|<-)/.exec(bare)?.[1] ?? bare;
}

const goesOn =
	/^\s*(?:[)\]}]|\$\$|<\/|end\b|\{|else\b|elif\b|elsif\b|except\b|catch\b|rescue\b|finally\b|ensure\b|fi\b|done\b|esac\b|begin\b|as\s*$)/i;

/** The row behind the block that `head` opens. */
function endOfBlock(rows: DocumentRows, head: number): number {
	const depth = indentOf(rows.lineAt(head)).length;
	let end = head + 1;
	for (let row = head + 1; row < rows.lineCount && row - head <= mostRows; row++) {
		const text = rows.lineAt(row);
		const own = indentOf(text).length;
		if (isBlank(text)) {
			continue;
		}
		if (own < depth || (own === depth && !(goesOn.test(text) || isEquation(rows, head, text)))) {
			break;
		}
		end = row + 1;
	}
	return end;
}

/** In Haskell the equations of a function stand below its signature, beginning with its name. */
function isEquation(rows: DocumentRows, head: number, text: string): boolean {
	const name = /^\s*([a-z][\w']*)\s*::\s/.exec(rows.lineAt(head))?.[1];
	return name !== undefined && text.trimStart().startsWith(`${name} `);
}

/** Statements up to a blank row, the next comment or a row that is less deep. */
function statements(rows: DocumentRows, start: number, { indentation, source }: Comment): RowRange {
	const mark = /^[^\s\w]{1,2}/.exec(source)?.[0] ?? source.slice(0, 3);
	let end = start;
	while (end < rows.lineCount && end - start < mostStatements) {
		const text = rows.lineAt(end);
		const depth = indentOf(text).length;
		const isOver =
			isBlank(text) ||
			depth < indentation.length ||
			(depth === indentation.length && end > start && text.trimStart().startsWith(mark)) ||
			(depth === indentation.length && end > start && never.test(text) && !goesOn.test(text));
		const closes = depth === indentation.length && /^\s*(?:[)\]}]|<\/|end\b)/.test(text);
		if (isOver || (closes && end === start)) {
			break;
		}
		end++;
	}
	return { start, end };
}

/** The rows that follow at this depth, blank ones in between, to the end of the block. */
function restOfBlock(rows: DocumentRows, start: number, indentation: string): RowRange {
	let end = start;
	for (let row = start; row < rows.lineCount && row - start <= mostRows; row++) {
		const text = rows.lineAt(row);
		if (isBlank(text)) {
			continue;
		}
		if (indentOf(text).length < indentation.length) {
			break;
		}
		end = row + 1;
	}
	return { start, end };
}

function bounded(code: RowRange): RowRange | undefined {
	return code.end > code.start && code.end - code.start <= mostRows ? code : undefined;
}

function textOf(rows: DocumentRows, { start, end }: RowRange): string {
	return Array.from({ length: end - start }, (_, index) =>
		rows.lineAt(start + index).slice(0, 500),
	).join('\n');
}
