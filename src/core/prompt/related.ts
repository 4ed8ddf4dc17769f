import type { DocumentRows } from '../edit/rows.ts';
import { quoted } from './fence.ts';
import { estimateTokens } from './tokens.ts';

/** Code from elsewhere that helps to understand a region: a definition, or the head of its file. */
export interface RelatedCode {
	/** As in a `SourceFile`; `undefined`: the file of the region itself. */
	readonly path?: string;
	readonly languageId: string;
	/** Its first row in that file, from 0. */
	readonly startRow: number;
	readonly rows: readonly string[];
	/** The name under which the region uses it; absent for the head of the file. */
	readonly symbol?: string;
}

/** Where a region stands and what it uses, as far as the language tells in time. */
export interface RegionContext {
	/** Names of the functions, classes and other blocks around it, the innermost first. */
	readonly enclosing: readonly string[];
	/** The most useful first. */
	readonly related: readonly RelatedCode[];
}

/** Estimated tokens: definitions help, but the file itself tells more. */
const mostTokens = 4_000;
const share = 1 / 4;
/** Estimated tokens and rows of one definition: beyond that it is a module of its own. */
const mostOfOne = 800;
const mostRows = 60;

/** Estimated tokens that code from elsewhere may take of a request. */
export function relatedBudget(maxTokens: number): number {
	return Math.max(0, Math.min(mostTokens, Math.floor(maxTokens * share)));
}

/** As many of `candidates` as fit `budget`, in their order, long ones cut at a row. */
export function fitting(
	candidates: readonly RelatedCode[],
	budget: number,
): { readonly related: readonly RelatedCode[]; readonly tokens: number } {
	const related: RelatedCode[] = [];
	let tokens = 0;
	for (const candidate of candidates) {
		const one = shortened(candidate);
		const weight = tokensOf(one);
		if (one.rows.length > 0 && tokens + weight <= budget) {
			related.push(one);
			tokens += weight;
		}
	}
	return { related, tokens };
}

function shortened(code: RelatedCode): RelatedCode {
	let tokens = 0;
	const rows = code.rows.slice(0, mostRows);
	const end = rows.findIndex(row => (tokens += estimateTokens(row) + 1) > mostOfOne);
	return { ...code, rows: end < 0 ? rows : rows.slice(0, end) };
}

/** With its sentence and its fences, generously. */
function tokensOf(code: RelatedCode): number {
	const block = code.rows.reduce((sum, row) => sum + estimateTokens(row) + 1, 0);
	return block + estimateTokens(sentence(code)) + 16;
}

/** What stands above its block in a prompt. */
export function sentence({ path, startRow, rows, symbol }: RelatedCode): string {
	const first = startRow + 1;
	const last = startRow + rows.length;
	const place = `${path === undefined ? 'the file' : quoted(path)}, lines ${first} to ${last}`;
	return symbol === undefined
		? `The head of the file, lines ${first} to ${last}:`
		: `${quoted(symbol)}, which the last block uses, is defined in ${place}:`;
}

/** How a language begins a row that takes names from elsewhere. */
const importing =
	/^\s*(?:import\b|from\b|export .* from\b|(?:const|let|var) .*\brequire\(|#\s*(?:include|import)\b|@import\b|@use\b|using\b|use\b|require\b|require_relative\b|package\b|namespace\b|library\b|load\b)/;
/** Rows at the top of a file that are looked at. */
const mostHead = 120;

/**
 * The rows at the top of a file up to its last import: they say what the names below mean. Absent
 * where a file imports nothing.
 */
export function headOf(rows: DocumentRows, languageId: string): RelatedCode | undefined {
	const top = Array.from({ length: Math.min(rows.lineCount, mostHead) }, (_, row) =>
		rows.lineAt(row).slice(0, 400),
	);
	const last = top.findLastIndex(row => importing.test(row));
	return last < 0 ? undefined : { languageId, startRow: 0, rows: top.slice(0, last + 1) };
}
