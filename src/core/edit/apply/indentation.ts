import { indentOf, isBlank } from '../../text.ts';

/** Moves rows of a block to where they belong, in the indentation that the document uses. */
export interface Mover {
	/** Rows that are indented by `from`, indented by `to`. */
	move(rows: readonly string[], from: string, to: string): readonly string[];
	/** One level in the document. */
	readonly unit: string;
}

/** Reads one level of indentation off both sides: a tab, or the smallest step in spaces. */
export function moverBetween(block: readonly string[], document: readonly string[]): Mover {
	// Blanks inside of text that goes over several rows are text.
	const hasText = block.some(row => (row.split(/`|"""|'''/).length - 1) % 2 === 1);
	const theirs = hasText ? undefined : unitOf(block);
	const ours = unitOf(document) ?? theirs ?? '\t';
	const convert = (indent: string): string => {
		const size = theirs?.length ?? 0;
		const isWhole = theirs !== undefined && indent === theirs.repeat(indent.length / size);
		return isWhole && theirs !== ours ? ours.repeat(indent.length / size) : indent;
	};
	return {
		unit: ours,
		move: (rows, from, to) =>
			rows.map(row => {
				if (isBlank(row)) {
					return row;
				}
				const indent = indentOf(row);
				const beyond = indent.startsWith(from) ? indent.slice(from.length) : '';
				return to + convert(beyond) + row.slice(indent.length);
			}),
	};
}

function unitOf(rows: readonly string[]): string | undefined {
	if (rows.some(row => row.startsWith('\t'))) {
		return '\t';
	}
	let before = 0;
	let smallest = Number.POSITIVE_INFINITY;
	for (const row of rows) {
		if (isBlank(row) || /^\s*\*/.test(row)) {
			continue;
		}
		const indent = indentOf(row);
		const step = indent.length - before;
		smallest = step > 1 ? Math.min(smallest, step) : smallest;
		before = indent.length;
	}
	return Number.isFinite(smallest) ? ' '.repeat(smallest) : undefined;
}
