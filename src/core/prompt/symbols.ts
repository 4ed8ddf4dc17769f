import type { RowRange } from '../edit/contract.ts';
import type { TextPosition, TextRange } from '../edit/rows.ts';

/** A symbol as a language reports it, one of a tree laid out flat. */
export interface DocumentSymbolRange {
	readonly name: string;
	/** VS Code's name of the kind with a small first letter, e.g. `function`, `enumMember`. */
	readonly kind: string;
	/** The whole of it, with its body. */
	readonly range: TextRange;
}

/** A function, class or other block. */
export interface SymbolRows extends RowRange {
	readonly name: string;
	readonly kind: string;
}

const callableOrType = new Set([
	'class',
	'constructor',
	'enum',
	'function',
	'interface',
	'method',
	'module',
	'namespace',
	'struct',
]);

/**
 * The functions, classes and other blocks around a place, from the innermost to the outermost. A
 * variable, property or section counts as a block if it has more than one row: an arrow function, a
 * table, a rule.
 */
export function enclosingSymbols(
	symbols: readonly DocumentSymbolRange[],
	position: TextPosition,
): readonly SymbolRows[] {
	return symbols
		.filter(({ range }) => range.start.line <= position.line && position.line <= range.end.line)
		.map(({ name, kind, range }) => ({ name, kind, start: range.start.line, end: endRow(range) }))
		.filter(
			({ kind, start, end }) =>
				position.line < end && (end - start > 1 || callableOrType.has(kind)),
		)
		.toSorted((a, b) => a.end - a.start - (b.end - b.start) || b.start - a.start);
}

/** The row behind a range; one that ends at column 0 does not reach into that row. */
function endRow({ start, end }: TextRange): number {
	return end.character === 0 && end.line > start.line ? end.line : end.line + 1;
}
