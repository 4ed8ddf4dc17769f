import type { RowRange } from '../edit/contract.ts';
import type { DocumentRows } from '../edit/rows.ts';

/** Rows that are looked at. */
const most = 60;

/**
 * The block that begins in `row`, by its indentation: the rows that are deeper than it, and the row
 * that closes it. One row where nothing deeper follows.
 */
export function blockAt(rows: DocumentRows, row: number): RowRange {
	const indentation = depthOf(rows.lineAt(row));
	let end = row + 1;
	for (let next = row + 1; next < Math.min(rows.lineCount, row + most); next++) {
		const text = rows.lineAt(next);
		if (text.trim() === '') {
			continue;
		}
		if (depthOf(text) > indentation) {
			end = next + 1;
			continue;
		}
		return { start: row, end: end > row + 1 && /^\s*(?:[)\]}]|end\b)/.test(text) ? next + 1 : end };
	}
	return { start: row, end };
}

function depthOf(text: string): number {
	return text.length - text.trimStart().length;
}
