import type { Region } from './baseline.ts';
import type { ForeignChange } from './contract.ts';
import { follow, isIn, type RegionPlace } from './follow.ts';
import type { DocumentRows } from './rows.ts';

/** What was under review when the region had a certain text. */
export interface TextState {
	readonly region: Region;
	/** Edits of ours that had landed by then. */
	readonly landed: number;
}

/** More than anybody undoes. */
const mostStates = 400;

/**
 * A state holds its rows by reference, eight bytes each: in all they take less than the text of the
 * region. Small regions remember more.
 */
const mostRowsPerRow = 3;
const mostRowsAtLeast = 20_000;

/**
 * Remembers for each text that the region had what was under review then, so that undo and redo
 * bring that back too. The latest state of a text counts: accepting changes no text. The first one,
 * from before the edit, is never forgotten.
 */
export class TextStates {
	readonly #states: TextState[] = [];
	#rows = 0;

	remember(region: Region, landed: number): void {
		this.#states.push({ region, landed });
		this.#rows += region.current.length;
		const most = Math.max(mostRowsPerRow * region.current.length, mostRowsAtLeast);
		while (this.#states.length > 2 && (this.#rows > most || this.#states.length > mostStates)) {
			const [oldest] = this.#states.splice(1, 1);
			this.#rows -= oldest?.region.current.length ?? 0;
		}
	}

	/**
	 * Where the region is after an undo or redo that brought back a text that it had, and its state then.
	 *
	 * @param here Where it was. @param startRows See `follow`. @param document As it is now.
	 */
	broughtBack(
		changes: readonly ForeignChange[],
		here: RegionPlace,
		startRows: readonly string[],
		document: DocumentRows,
	): { readonly first: number; readonly state: TextState } | undefined {
		const greedy = follow(changes, here, startRows, true);
		const isChanged = greedy && !sameRows(greedy.rows, here.rows);
		// The change alone does not tell the end of the row above from a place inside that row.
		const isGreedy = isChanged && this.find(greedy.rows) && isIn(document, greedy);
		const found = isGreedy ? greedy : follow(changes, here, startRows);
		const state = found && this.find(found.rows);
		return state && { first: found.first, state };
	}

	find(rows: readonly string[]): TextState | undefined {
		return this.#states.findLast(({ region }) => sameRows(region.current, rows));
	}
}

export function sameRows(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((row, index) => row === b[index]);
}
