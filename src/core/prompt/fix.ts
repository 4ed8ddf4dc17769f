import type { EditTarget, RowRange } from '../edit/contract.ts';
import type { DocumentRows, TextRange } from '../edit/rows.ts';
import { resolveTarget } from '../edit/target.ts';
import { quoted } from './fence.ts';
import { rowsNamed } from './region.ts';

/** What a tool reports about a file. All of its texts come from outside. */
export interface Report {
	/** Where; a tool may be behind, so any row may be named, one that does not exist too. */
	readonly range: TextRange;
	readonly message: string;
	/** Its code, e.g. `2304` or `no-unused-vars`, and the tool's name. */
	readonly code?: string;
	readonly source?: string;
	readonly severity: 'error' | 'warning' | 'information';
	/** Other places that it names. */
	readonly related: readonly {
		readonly path: string;
		/** 0-based. */
		readonly row: number;
		readonly message: string;
		/** That row as it stands, where it could be read. */
		readonly text?: string;
	}[];
}

/** More problems than that are not one task. */
const mostProblems = 20;
const mostRelated = 5;
/** Longest message that is told whole, in UTF-16 units. */
const longestMessage = 2_000;
/** Rows from the file's start that a missing import may be added in. */
const rowsWithImports = 120;

/** The problems inside of the file, worst first; those outside of it are put on its last row. */
export function reportsIn(
	rows: DocumentRows,
	problems: readonly Report[],
	{ start, end }: RowRange,
): readonly Report[] {
	const rank = { error: 0, warning: 1, information: 2 };
	return problems
		.map(problem => ({ ...problem, range: clamped(rows, problem.range) }))
		.filter(({ range }) => range.start.line < end && range.end.line >= start)
		.toSorted((a, b) => rank[a.severity] - rank[b.severity])
		.slice(0, mostProblems);
}

function clamped({ lineCount }: DocumentRows, { start, end }: TextRange): TextRange {
	const last = lineCount - 1;
	const row = (line: number): number => Math.min(Math.max(Math.trunc(line) || 0, 0), last);
	const from = row(start.line);
	return {
		start: { line: from, character: start.line === from ? start.character : 0 },
		end: { line: Math.max(from, row(end.line)), character: end.character },
	};
}

/**
 * The rows to rewrite: the block around the problems. Where a name is missing, the file's start too,
 * if it is near: the import has to go there.
 *
 * @param problems In the file; not empty.
 * @param symbols Functions, classes and blocks of the language.
 */
export function fixTarget(
	rows: DocumentRows,
	problems: readonly Report[],
	symbols: readonly RowRange[],
): EditTarget {
	const first = Math.min(...problems.map(({ range }) => range.start.line));
	const last = Math.max(...problems.map(({ range }) => range.end.line));
	const targets = [first, last].map(line => {
		const at = { line, character: 0 };
		return resolveTarget(rows, { start: at, end: at }, symbols).range;
	});
	const start = Math.min(...targets.map(range => range.start.line));
	const end = Math.max(...targets.map(({ end: at, start: from }) => Math.max(from.line, at.line)));
	const wantsImport = problems.some(isMissingName) && end < rowsWithImports;
	const from = wantsImport ? 0 : start;
	const range = {
		start: { line: from, character: 0 },
		end: { line: end, character: rows.lineAt(end).length },
	};
	return rows.lineAt(end) === '' && end > from && end + 1 < rows.lineCount
		? { mode: 'lines', range: { ...range, end: { line: end + 1, character: 0 } } }
		: { mode: 'lines', range };
}

/** TypeScript 2304, 2552, 2503 and their like in other languages. */
function isMissingName({ message, code = '' }: Report): boolean {
	return (
		/^(?:2304|2552|2503|2580|2582|2583|2584|2686|E0425|E0433|F821|no-undef|undefined-variable|reportUndefinedVariable)$/.test(
			code,
		) ||
		/\b(?:cannot find (?:name|symbol|type)|is not defined|undeclared|undefined(?: name| symbol|: )|unresolved (?:reference|import)|not declared|could not be found)\b/i.test(
			message,
		)
	);
}

/** What to ask for, given problems of the file. */
export function fixInstruction(problems: readonly Report[]): string {
	return [
		'Fix these problems that the tools report, at their cause and with the smallest change. Do not silence a tool, and do not change what the code is meant to do.',
		...problems.map(problemText),
	].join('\n');
}

/** One problem as a row of a request: its texts are quoted, they are material and no instruction. */
export function problemText({ range, message, code, source, severity, related }: Report): string {
	const where = rowsNamed(range.start.line, range.end.line + 1);
	const by = [source, code].filter(part => part !== undefined && part !== '').join(' ');
	const told = `- ${severity} in ${where}${by === '' ? '' : ` (${quoted(by)})`}: ${short(message)}`;
	return [
		told,
		...related
			.slice(0, mostRelated)
			.map(
				other =>
					`  - see ${quoted(other.path)} line ${other.row + 1}: ${short(other.message)}${other.text === undefined ? '' : ` at ${short(other.text.trim())}`}`,
			),
	].join('\n');
}

function short(text: string): string {
	return quoted(text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text);
}
