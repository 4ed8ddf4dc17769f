import type { Region } from './baseline.ts';

/** What was under review when the region had a certain text. */
export interface TextState {
	readonly region: Region;
	/** Edits of ours that had landed by then. */
	readonly landed: number;
}

/** More than anybody undoes. A state holds references to its rows, which this bounds to 4 MB. */
const mostStates = 400;
const mostRows = 500_000;

/**
 * Remembers for each text that the region had what was under review then, so that undo and redo
 * bring that back too. The latest state of a text counts: accepting changes no text.
 */
export class TextStates {
	readonly #states = new Map<string, TextState>();
	#rows = 0;

	remember(region: Region, landed: number): void {
		const key = keyOf(region.current);
		// Out and in again: the map's order is the order of use, the first is the next to be forgotten.
		this.#forget(key);
		this.#states.set(key, { region, landed });
		this.#rows += region.current.length;
		for (const oldest of this.#states.keys()) {
			if (oldest === key || (this.#states.size <= mostStates && this.#rows <= mostRows)) {
				break;
			}
			this.#forget(oldest);
		}
	}

	#forget(key: string): void {
		this.#rows -= this.#states.get(key)?.region.current.length ?? 0;
		this.#states.delete(key);
	}

	find(rows: readonly string[]): TextState | undefined {
		const state = this.#states.get(keyOf(rows));
		return state && sameRows(state.region.current, rows) ? state : undefined;
	}
}

export function sameRows(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((row, index) => row === b[index]);
}

/** FNV-1a over the rows; `find` compares the rows themselves. */
function keyOf(rows: readonly string[]): string {
	let hash = 0x811c9dc5;
	for (const row of rows) {
		hash = Math.imul(hash ^ row.length, 16_777_619);
		for (let index = 0; index < row.length; index++) {
			hash = Math.imul(hash ^ row.charCodeAt(index), 16_777_619);
		}
	}
	return `${rows.length} ${hash}`;
}
