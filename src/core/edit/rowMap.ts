import { splitRows } from '../text.ts';
import type { ForeignChange, RowRange } from './contract.ts';
import type { DocumentRows } from './rows.ts';

/**
 * Knows where the rows of a document are that were there at some moment, whatever was changed since:
 * one search for rows then finds the place of their like now.
 */
export class RowMap {
	readonly #rows: readonly string[];
	/** For each row of the document the row that it was, or -1. */
	#origins: readonly number[];

	/** @param rows The document's rows at that moment. */
	constructor(rows: readonly string[]) {
		this.#rows = rows;
		this.#origins = rows.map((_, row) => row);
	}

	/** Call for every change, in order. */
	changed({ range: { start, end }, text }: ForeignChange): void {
		const added = splitRows(text).length;
		const touched = this.#origins.slice(start.line, end.line + 1);
		const rows = Array.from({ length: added }, () => -1);
		// The first and the last row may have kept their text: `find` looks.
		rows[0] = touched[0] ?? -1;
		rows[added - 1] = touched.at(-1) ?? -1;
		this.#origins = this.#origins
			.slice(0, start.line)
			.concat(rows, this.#origins.slice(end.line + 1));
	}

	/** The rows of that moment [start, end) are back, from row `at` of the document on. */
	restored(at: number, { start, end }: RowRange): void {
		const origins = this.#origins.slice();
		for (let row = start; row < end; row++) {
			origins[at + row - start] = row;
		}
		this.#origins = origins;
	}

	/** Where rows [start, end) of that moment are now; `undefined` if they are not what they were. */
	find(document: DocumentRows, { start, end }: RowRange): RowRange | undefined {
		const length = end - start;
		for (
			let at = this.#origins.indexOf(start);
			at >= 0;
			at = this.#origins.indexOf(start, at + 1)
		) {
			const isSame = this.#rows
				.slice(start, end)
				.every((row, index) => isAt(document, at + index, row));
			if (isSame && this.#origins[at + length - 1] === end - 1) {
				return { start: at, end: at + length };
			}
		}
		return undefined;
	}
}

function isAt(document: DocumentRows, row: number, text: string): boolean {
	return row < document.lineCount && document.lineAt(row) === text;
}
