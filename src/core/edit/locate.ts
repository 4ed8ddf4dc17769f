import { indentOf, isBlank } from '../text.ts';

/** How every row of a block has to be moved to stand as the rows that it was found at do. */
export interface IndentShift {
	/** Blanks that a row loses at its start, as far as it has them. */
	readonly remove: string;
	/** Blanks that it gets in their place. */
	readonly add: string;
}

/**
 * Where a block stands. `found`: rows [start, end), and only there. `several`: in more than one place,
 * the first two of them given, so that nobody can know which one is meant. `none`: nowhere.
 */
export type Located =
	| {
			readonly kind: 'found';
			readonly start: number;
			readonly end: number;
			/** `undefined` when the rows are the block's, character for character. */
			readonly shift: IndentShift | undefined;
	  }
	| { readonly kind: 'several'; readonly starts: readonly [number, number] }
	| { readonly kind: 'none' };

/**
 * Finds a block that somebody quoted among rows: exactly, else with all of its rows indented by the
 * same blanks more or less. Nothing is guessed: a block that only resembles some rows is not found,
 * and one without any text is nowhere. Linear in the number of rows.
 */
export function locateBlock(rows: readonly string[], block: readonly string[]): Located {
	if (block.every(isBlank)) {
		return { kind: 'none' };
	}
	const exact = places(rows, block, () => true);
	if (exact[0] !== undefined) {
		return located(exact, block.length, undefined);
	}
	const bare = block.map(bareText);
	const shifts = new Map<number, IndentShift>();
	const moved = places(rows.map(bareText), bare, start => {
		const shift = shiftBetween(block, rows, start);
		if (shift) {
			shifts.set(start, shift);
		}
		return shift !== undefined;
	});
	return located(moved, block.length, shifts.get(moved[0] ?? -1));
}

/** Rows that belong to a block, moved as the block was. Blank rows stay as they are. */
export function shiftRow(row: string, shift: IndentShift | undefined): string {
	if (!shift || isBlank(row)) {
		return row;
	}
	let common = 0;
	while (common < shift.remove.length && row[common] === shift.remove[common]) {
		common++;
	}
	return shift.add + row.slice(common);
}

function located(
	[start, other]: readonly number[],
	length: number,
	shift: IndentShift | undefined,
): Located {
	if (start === undefined) {
		return { kind: 'none' };
	}
	return other === undefined
		? { kind: 'found', start, end: start + length, shift }
		: { kind: 'several', starts: [start, other] };
}

/** A row without its indentation; of a blank row nothing is left. */
function bareText(row: string): string {
	return isBlank(row) ? '' : row.slice(indentOf(row).length);
}

/**
 * The first two places of `block` in `rows` that `holds` agrees with.
 *
 * D. Knuth, J. Morris, V. Pratt, "Fast pattern matching in strings" (1977): rows that repeat over and
 * over cost no more than others.
 */
function places(
	rows: readonly string[],
	block: readonly string[],
	holds: (start: number) => boolean,
): number[] {
	const borders = bordersOf(block);
	const result: number[] = [];
	let matched = 0;
	for (const [index, row] of rows.entries()) {
		while (matched > 0 && block[matched] !== row) {
			matched = borders[matched - 1] ?? 0;
		}
		matched += block[matched] === row ? 1 : 0;
		if (matched === block.length) {
			const start = index + 1 - block.length;
			if (holds(start) && result.push(start) === 2) {
				return result;
			}
			matched = borders[matched - 1] ?? 0;
		}
	}
	return result;
}

/** For each beginning of the block how much of it, short of all, is its end as well. */
function bordersOf(block: readonly string[]): number[] {
	const borders = [0];
	let length = 0;
	for (let index = 1; index < block.length; index++) {
		while (length > 0 && block[length] !== block[index]) {
			length = borders[length - 1] ?? 0;
		}
		length += block[length] === block[index] ? 1 : 0;
		borders.push(length);
	}
	return borders;
}

/** The one shift that makes the block's rows those from `start` on, if there is one. */
function shiftBetween(
	block: readonly string[],
	rows: readonly string[],
	start: number,
): IndentShift | undefined {
	const first = block.findIndex(row => !isBlank(row));
	const shift = shiftOf(indentOf(block[first] ?? ''), indentOf(rows[start + first] ?? ''));
	const isUniform = block.every((row, index) => {
		const other = rows[start + index] ?? '';
		return isBlank(row)
			? isBlank(other)
			: row.startsWith(shift.remove) && shift.add + row.slice(shift.remove.length) === other;
	});
	return isUniform ? shift : undefined;
}

/** What differs at the start of two indentations. */
function shiftOf(from: string, to: string): IndentShift {
	let same = 0;
	while (
		same < Math.min(from.length, to.length) &&
		from[from.length - 1 - same] === to[to.length - 1 - same]
	) {
		same++;
	}
	return { remove: from.slice(0, from.length - same), add: to.slice(0, to.length - same) };
}
