/** Pieces of at most so many rows are compared in full even then. */
const alwaysMinimal = 32;

/** Absent place on a diagonal; stays negative after adding one. */
const nowhere = -(2 ** 30);

/**
 * Finds a longest common subsequence of two lists of numbers.
 *
 * E. Myers, "An O(ND) difference algorithm and its variations" (1986), in its linear-space form.
 */
export class Matcher {
	readonly #a: Int32Array;
	readonly #b: Int32Array;
	readonly #forward: Int32Array;
	readonly #backward: Int32Array;
	readonly #found: (x: number, y: number) => void;
	#costLeft: number;

	/**
	 * @param costCap Steps that the search may take; beyond, it cuts at items that are unique.
	 * @param found Told of every pair, in any order.
	 */
	constructor(
		a: Int32Array,
		b: Int32Array,
		costCap: number,
		found: (x: number, y: number) => void,
	) {
		this.#a = a;
		this.#b = b;
		this.#forward = new Int32Array(2 * (a.length + b.length) + 3);
		this.#backward = new Int32Array(2 * (a.length + b.length) + 3);
		this.#costLeft = costCap;
		this.#found = found;
	}

	/** Items that occur once on both sides first; not always a longest one. */
	matchAnchored(): void {
		this.#matchUnique(0, this.#a.length, 0, this.#b.length);
	}

	match(fromA: number, toA: number, fromB: number, toB: number): void {
		let [a0, a1, b0, b1] = [fromA, toA, fromB, toB];
		while (a0 < a1 && b0 < b1 && this.#a[a0] === this.#b[b0]) {
			this.#found(a0++, b0++);
		}
		while (a0 < a1 && b0 < b1 && this.#a[a1 - 1] === this.#b[b1 - 1]) {
			this.#found(--a1, --b1);
		}
		if (a0 === a1 || b0 === b1) {
			return;
		}
		const split = this.#split(a0, a1, b0, b1);
		if (split) {
			this.match(a0, a0 + split.x, b0, b0 + split.y);
			this.match(a0 + split.x, a1, b0 + split.y, b1);
		} else {
			this.#matchUnique(a0, a1, b0, b1);
		}
	}

	/** A point in the middle of a shortest edit path, or `undefined` when that costs too much. */
	#split(a0: number, a1: number, b0: number, b1: number): { x: number; y: number } | undefined {
		const n = a1 - a0;
		const m = b1 - b0;
		const delta = n - m;
		const middle = n + m + 1;
		const forward = this.#forward;
		const backward = this.#backward;
		for (let d = 0; d <= (n + m + 1) >> 1; d++) {
			this.#costLeft -= 2 * d + 2;
			if (this.#costLeft < 0 && n + m > alwaysMinimal) {
				return undefined;
			}
			for (let k = -d; k <= d; k += 2) {
				let x = furthest(forward, middle, k, d);
				if (x < 0 || x > n || x - k > m) {
					forward[middle + k] = nowhere;
					continue;
				}
				while (x < n && x - k < m && this.#a[a0 + x] === this.#b[b0 + x - k]) {
					x++;
				}
				forward[middle + k] = x;
				if (delta % 2 !== 0 && Math.abs(delta - k) < d) {
					const back = backward[middle + delta - k] ?? nowhere;
					if (back >= 0 && x + back >= n) {
						return { x, y: x - k };
					}
				}
			}
			for (let k = -d; k <= d; k += 2) {
				let x = furthest(backward, middle, k, d);
				if (x < 0 || x > n || x - k > m) {
					backward[middle + k] = nowhere;
					continue;
				}
				while (x < n && x - k < m && this.#a[a1 - 1 - x] === this.#b[b1 - 1 - x + k]) {
					x++;
				}
				backward[middle + k] = x;
				if (delta % 2 === 0 && Math.abs(delta - k) <= d) {
					const ahead = forward[middle + delta - k] ?? nowhere;
					if (ahead >= 0 && x + ahead >= n) {
						return { x: n - x, y: m - (x - k) };
					}
				}
			}
		}
		return undefined;
	}

	/** Beyond the cost cap: items that occur once on both sides, in the longest run of equal order. */
	#matchUnique(a0: number, a1: number, b0: number, b1: number): void {
		const placesA = uniquePlaces(this.#a, a0, a1);
		const placesB = uniquePlaces(this.#b, b0, b1);
		const pairs: (readonly [number, number])[] = [];
		for (const [id, x] of placesA) {
			const y = placesB.get(id);
			if (x >= 0 && y !== undefined && y >= 0) {
				pairs.push([x, y]);
			}
		}
		pairs.sort(([x], [other]) => x - other);
		const anchors = longestRising(pairs);
		if (anchors.length === 0) {
			return;
		}
		let [x0, y0] = [a0, b0];
		for (const [x, y] of [...anchors, [a1, b1] as const]) {
			this.match(x0, x, y0, y);
			if (x < a1) {
				this.#found(x, y);
			}
			[x0, y0] = [x + 1, y + 1];
		}
	}
}

/** How far a path on diagonal `k` gets with one more edit than on its neighbours. */
function furthest(reach: Int32Array, middle: number, k: number, d: number): number {
	if (d === 0) {
		return 0;
	}
	const right = k > -d ? (reach[middle + k - 1] ?? nowhere) + 1 : nowhere;
	const down = k < d ? (reach[middle + k + 1] ?? nowhere) : nowhere;
	return Math.max(right, down);
}

/** Where each item occurs; -1 when it does so more than once. */
function uniquePlaces(items: Int32Array, from: number, to: number): Map<number, number> {
	const places = new Map<number, number>();
	for (let index = from; index < to; index++) {
		const id = items[index] ?? -1;
		places.set(id, places.has(id) ? -1 : index);
	}
	return places;
}

/** The longest list of pairs, given in order of their first part, whose second parts rise too. */
function longestRising(
	pairs: readonly (readonly [number, number])[],
): (readonly [number, number])[] {
	const ends: number[] = [];
	const before: number[] = [];
	for (const [index, [, y]] of pairs.entries()) {
		let low = 0;
		let high = ends.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < y) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		before[index] = low > 0 ? (ends[low - 1] ?? -1) : -1;
		ends[low] = index;
	}
	const result: (readonly [number, number])[] = [];
	for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
		const pair = pairs[index];
		if (pair) {
			result.push(pair);
		}
	}
	return result.toReversed();
}
