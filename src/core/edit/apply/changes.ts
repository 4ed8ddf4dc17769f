import type { RowChange } from '../rows.ts';

/** Changes of a document's rows, collected in any order, that do not overlap. */
export class Changes {
	readonly #changes: RowChange[] = [];

	replace(start: number, end: number, rows: readonly string[]): void {
		this.#changes.push({ start, end, rows });
	}

	/** Puts rows before row `at`. */
	insert(at: number, rows: readonly string[]): void {
		this.replace(at, at, rows);
	}

	/** @returns All rows with the changes made; `undefined` if two of them touch the same row. */
	applied(rows: readonly string[]): readonly string[] | undefined {
		const result: string[] = [];
		let at = 0;
		// What is inserted before a row comes before what replaces it; else the order is kept.
		const sorted = this.#changes.toSorted((a, b) => a.start - b.start || a.end - b.end);
		for (const change of sorted) {
			if (change.start < at) {
				return undefined;
			}
			result.push(...rows.slice(at, change.start), ...change.rows);
			at = change.end;
		}
		return [...result, ...rows.slice(at)];
	}
}
