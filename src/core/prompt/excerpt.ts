import type { DocumentRows } from '../edit/rows.ts';
import { lightestUnit, weigh } from './tokens.ts';

/** What surrounds a region: whole rows, next to it on either side. */
export interface Surroundings {
	readonly before: readonly string[];
	readonly after: readonly string[];
	/** Number of rows of the file above `before` and below `after` that were left out. */
	readonly cutBefore: number;
	readonly cutAfter: number;
	/** Estimated tokens of `before` and `after`. */
	readonly tokens: number;
}

export interface SurroundingsOptions {
	readonly rows: DocumentRows;
	/** The region is the rows in [startRow, nextRow); it may be empty. */
	readonly startRow: number;
	readonly nextRow: number;
	/** Estimated tokens that the surroundings may take; none are taken for zero or less. */
	readonly budget: number;
}

/** What precedes a place tells more about it than what follows, but not everything. */
const shareAfter = 1 / 3;
const rowEnd = lightestUnit;

/**
 * The whole rest of the file where it fits `budget`, else the rows nearest to the region: up to a
 * third of the budget below it, the rest above, and what one side leaves goes to the other. A row
 * is taken whole or not at all. Reads no more of the file than it takes, plus one row a side.
 */
export function surroundings({
	rows,
	startRow,
	nextRow,
	budget,
}: SurroundingsOptions): Surroundings {
	const limit = Math.max(0, Math.floor(budget * 100));
	const below = new Side(rows, nextRow, 1);
	const above = new Side(rows, startRow - 1, -1);
	below.grow(limit * shareAfter);
	above.grow(limit - below.weight);
	above.align();
	below.grow(limit - above.weight);
	return {
		before: above.taken.toReversed(),
		after: below.taken,
		cutBefore: startRow - above.taken.length,
		cutAfter: rows.lineCount - nextRow - below.taken.length,
		tokens: Math.ceil((above.weight + below.weight) / 100),
	};
}

/** DocumentRows taken in one direction, nearest first. */
class Side {
	readonly taken: string[] = [];
	weight = 0;
	readonly #rows: DocumentRows;
	readonly #step: 1 | -1;
	#row: number;

	constructor(rows: DocumentRows, row: number, step: 1 | -1) {
		this.#rows = rows;
		this.#row = row;
		this.#step = step;
	}

	/**
	 * Where rows above are left out, their number becomes a multiple of a step, at most an eighth of
	 * what was taken: so a request about a place near by begins with the same rows, which a gateway
	 * that keeps beginnings need not read again.
	 */
	align(): void {
		const left = this.#row + 1;
		const step = 2 ** Math.floor(Math.log2(Math.max(1, this.taken.length / 8)));
		const gone = left === 0 ? 0 : (step - (left % step)) % step;
		for (const text of this.taken.splice(this.taken.length - gone)) {
			this.weight -= weigh(text) + rowEnd;
		}
	}

	/** Takes rows as long as the side weighs at most `limit`. */
	grow(limit: number): void {
		while (this.#row >= 0 && this.#row < this.#rows.lineCount) {
			const text = this.#rows.lineAt(this.#row);
			const room = limit - this.weight - rowEnd;
			// A minified row of a megabyte is not worth weighing to know that it is too long.
			if (text.length * lightestUnit > room || weigh(text) > room) {
				return;
			}
			this.taken.push(text);
			this.weight += weigh(text) + rowEnd;
			this.#row += this.#step;
		}
	}
}
