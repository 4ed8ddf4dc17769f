/** A problem as an editor reports it. */
export interface Problem {
	/** Relative, with `/`. */
	readonly path: string;
	/** 0-based. */
	readonly row: number;
	readonly column: number;
	readonly severity: 'error' | 'warning' | 'information' | 'hint';
	readonly message: string;
	/** What reports it and its code, e.g. `ts(2304)`; may be empty. */
	readonly origin: string;
}

const order = ['error', 'warning', 'information', 'hint'] as const;
const mostProblems = 200;

/** The problems one a row as compilers print them, errors first; a message of several rows is indented. */
export function problemRows(problems: readonly Problem[], limit = mostProblems): string {
	const sorted = problems.toSorted(
		(a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || byPlace(a, b),
	);
	const cut = sorted.length - limit;
	return [
		...sorted.slice(0, limit).map(({ path, row, column, severity, message, origin }) => {
			const words = message.replaceAll(/\r\n|\n|\r/gu, '\n\t');
			const from = origin === '' ? '' : ` ${origin}`;
			return `${path}:${row + 1}:${column + 1}: ${severity}${from}: ${words}`;
		}),
		...(cut > 0 ? [`… ${cut} more`] : []),
	].join('\n');
}

function byPlace(a: Problem, b: Problem): number {
	return a.path === b.path ? a.row - b.row || a.column - b.column : a.path < b.path ? -1 : 1;
}
