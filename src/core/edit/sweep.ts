/** What the model was shown of a row; `undefined` for a row that somebody added since. */
export type SentRow = string | undefined;

/**
 * What one new row means: the next `skip` old rows are passed, then the old row after them is kept
 * (the new row equals it), or replaced by the new row, or the new row is inserted before it.
 */
export interface SweepStep {
	readonly skip: number;
	readonly act: 'keep' | 'replace' | 'insert';
}

/** Where a sweep stands. Opaque; see `Sweep.mark`. */
export interface SweepMark {
	readonly position: number;
	readonly farNext: number;
	readonly farRun: number;
}

const keepNext: SweepStep = { skip: 0, act: 'keep' };

/** How far ahead a row may be found, in old rows: distinctive (at most twice), repeated, hardly any text. */
const nearDistinctive = 24;
const nearRepeated = 4;
const nearWeak = 1;
/** Beyond this distance a jump needs a longer run of confirming rows. */
const veryFar = 200;
const farRunNeeded = 2;
const veryFarRunNeeded = 8;

/**
 * Aligns new rows with old ones while they arrive. Each new row costs one look-up, so the whole is
 * linear. It errs on the side of keeping old rows: what is not proven gone stays until the end.
 */
export class Sweep {
	readonly #old: readonly SentRow[];
	/** Made once so many rows differ that it costs less than to look for each. */
	#places: ReadonlyMap<string, number> | undefined;
	#scans = 0;
	#position = 0;
	#farNext = -1;
	#farRun = 0;

	constructor(old: readonly SentRow[]) {
		this.#old = old;
	}

	/** Lets a plan be taken back: `reset` returns to the mark. */
	mark(): SweepMark {
		return { position: this.#position, farNext: this.#farNext, farRun: this.#farRun };
	}

	reset(mark: SweepMark): void {
		this.#position = mark.position;
		this.#farNext = mark.farNext;
		this.#farRun = mark.farRun;
	}

	/** Takes the next new row. */
	take(row: string): SweepStep {
		const start = this.#position;
		let next = start;
		while (next < this.#old.length && this.#old[next] === undefined) {
			next++;
		}
		if (next === this.#old.length) {
			return { skip: 0, act: 'insert' };
		}
		const current = this.#old[next];
		const match = current === row ? next : this.#find(row, next);
		if (match >= 0) {
			this.#farNext = -1;
			this.#position = match + 1;
			return match === start ? keepNext : { skip: match - start, act: 'keep' };
		}
		if (current !== undefined && areSimilar(current, row)) {
			this.#position = next + 1;
			return { skip: next - start, act: 'replace' };
		}
		return { skip: 0, act: 'insert' };
	}

	/** @returns The place of an equal old row that is worth jumping to, or -1. */
	#find(row: string, from: number): number {
		const packed = this.#placesOf(row);
		if (packed === undefined) {
			this.#farNext = -1;
			return -1;
		}
		if (packed === repeated || isWeak(row)) {
			return this.#findNear(row, from, isWeak(row) ? nearWeak : nearRepeated);
		}
		const first = packed % secondFactor;
		const place = first >= from ? first : Math.floor(packed / secondFactor) - 1;
		if (place < from) {
			this.#farNext = -1;
			return -1;
		}
		const distance = place - from;
		if (distance <= nearDistinctive) {
			return place;
		}
		this.#farRun = place === this.#farNext ? this.#farRun + 1 : 1;
		this.#farNext = place + 1;
		return this.#farRun >= (distance > veryFar ? veryFarRunNeeded : farRunNeeded) ? place : -1;
	}

	#placesOf(row: string): number | undefined {
		if (this.#places === undefined && this.#scans < mostScans) {
			this.#scans++;
			return scanFor(row, this.#old);
		}
		this.#places ??= placesOf(this.#old);
		return this.#places.get(row);
	}

	#findNear(row: string, from: number, most: number): number {
		for (let place = from; place <= from + most; place++) {
			if (this.#old[place] === row) {
				return place;
			}
		}
		return -1;
	}
}

/** Rows that are looked for one by one: a small change in many rows needs no index of them. */
const mostScans = 4;
/** A row that occurs too often to be distinctive. */
const repeated = -1;
const secondFactor = 2 ** 26;

/** @returns What `placesOf` knows of one row. */
function scanFor(row: string, rows: readonly SentRow[]): number | undefined {
	const first = rows.indexOf(row);
	if (first < 0) {
		return undefined;
	}
	const second = rows.indexOf(row, first + 1);
	if (second < 0) {
		return first;
	}
	return rows.includes(row, second + 1) ? repeated : first + (second + 1) * secondFactor;
}

/**
 * Where each row occurs: its first place, and its second one plus one in units of the factor; rows
 * that occur more often are only known to. One number for each different row.
 */
function placesOf(rows: readonly SentRow[]): ReadonlyMap<string, number> {
	const places = new Map<string, number>();
	for (const [index, row] of rows.entries()) {
		if (row === undefined) {
			continue;
		}
		const packed = places.get(row);
		if (packed === undefined) {
			places.set(row, index);
		} else if (packed !== repeated) {
			places.set(row, packed < secondFactor ? packed + (index + 1) * secondFactor : repeated);
		}
	}
	return places;
}

/** True for a row with fewer than three word characters, such as `});`. */
export function isWeak(row: string): boolean {
	return !/[\p{L}\p{N}_].*[\p{L}\p{N}_].*[\p{L}\p{N}_]/su.test(row);
}

/**
 * True when two rows look like versions of one row: what they share at both ends, indentation aside,
 * is at least half of the longer one.
 */
export function areSimilar(oldRow: string, newRow: string): boolean {
	const a = oldRow.trim();
	const b = newRow.trim();
	const shorter = Math.min(a.length, b.length);
	if (shorter === 0) {
		return false;
	}
	let prefix = 0;
	while (prefix < shorter && a.charCodeAt(prefix) === b.charCodeAt(prefix)) {
		prefix++;
	}
	let suffix = 0;
	const most = shorter - prefix;
	const [aLast, bLast] = [a.length - 1, b.length - 1];
	while (suffix < most && a.charCodeAt(aLast - suffix) === b.charCodeAt(bLast - suffix)) {
		suffix++;
	}
	return (prefix + suffix) * 2 >= Math.max(a.length, b.length);
}
