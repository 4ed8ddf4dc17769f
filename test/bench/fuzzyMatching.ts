/**
 * The aligner that a well-known assistant streams with, written anew from its description: each new
 * row takes the first of the remaining old rows that is equal or similar enough, where similar means
 * an edit distance of at most 0.48 of the longer row, less 0.06 for each row in between; the old rows
 * before it are deleted. Without a match the row is new.
 *
 * @returns How many rows were shown as changed.
 */
export function fuzzyAlign(oldRows: readonly string[], newRows: readonly string[]): number {
	let from = 0;
	let shown = 0;
	for (const row of newRows) {
		const at = firstMatch(row, oldRows, from);
		if (at < 0) {
			shown++;
		} else {
			shown += at - from + (oldRows[at] === row ? 0 : 2);
			from = at + 1;
		}
	}
	return shown + oldRows.length - from;
}

function firstMatch(row: string, oldRows: readonly string[], from: number): number {
	const isBracket = /^\s*[)\]}]+[;,]?$/.test(row);
	for (let at = from; at < oldRows.length; at++) {
		const old = oldRows[at] ?? '';
		if (old === row) {
			return at;
		}
		if (isBracket && at - from > 4) {
			return -1;
		}
		if (row.trim() !== '' && !isBracket) {
			const longest = Math.max(row.length, old.length);
			if (distance(row, old) / longest <= Math.max(0, 0.48 - 0.06 * (at - from))) {
				return at;
			}
		}
	}
	return -1;
}

const places = new Int32Array(0x10000);
const horizontal = new Int8Array(0x10000);

/**
 * Edit distance, as fast as it is known to go: 32 rows of the table in one word (G. Myers, 1999; in
 * blocks after H. Hyyrö, 2003). A slow one would make the comparison too easy.
 */
export function distance(one: string, other: string): number {
	const [a, b] = one.length < other.length ? [other, one] : [one, other];
	let score = a.length;
	horizontal.fill(1, 0, b.length);
	for (let start = 0; start < a.length; start += 32) {
		const end = Math.min(start + 32, a.length);
		for (let at = start; at < end; at++) {
			const unit = a.charCodeAt(at);
			places[unit] = (places[unit] ?? 0) | (1 << (at - start));
		}
		const added = blockOf(b, 1 << (end - start - 1));
		score += end === a.length ? added : 0;
		for (let at = start; at < end; at++) {
			places[a.charCodeAt(at)] = 0;
		}
	}
	return score;
}

/** One block of rows against all columns. @returns What the columns add along its last row. */
function blockOf(b: string, last: number): number {
	let plus = -1;
	let minus = 0;
	let added = 0;
	for (let at = 0; at < b.length; at++) {
		const carry = horizontal[at] ?? 0;
		const equal = (places[b.charCodeAt(at)] ?? 0) | (carry < 0 ? 1 : 0);
		const vertical = (places[b.charCodeAt(at)] ?? 0) | minus;
		const across = (((equal & plus) + plus) ^ plus) | equal;
		let up = minus | ~(across | plus);
		let down = plus & across;
		const out = ((up & last) !== 0 ? 1 : 0) - ((down & last) !== 0 ? 1 : 0);
		up = (up << 1) | (carry > 0 ? 1 : 0);
		down = (down << 1) | (carry < 0 ? 1 : 0);
		plus = down | ~(vertical | up);
		minus = up & vertical;
		horizontal[at] = out;
		added += out;
	}
	return added;
}
