import { isBlank } from '../../text.ts';
import { chunksOf, isLead, type Chunk, type Scope } from './chunks.ts';
import type { Mover } from './indentation.ts';
import type { Changes } from './changes.ts';
import { headOf, isDefinition, replaceChunk } from './replaceChunk.ts';

export interface MergeOptions {
	readonly changes: Changes;
	readonly mover: Mover;
	/** A block without elisions shows only parts of the rows that it is merged into. */
	readonly partial: boolean;
	/** The block is cut out of more on both of its sides. */
	readonly fragment: boolean;
}

/** What stands for "some rows, as they are". */
const gap = Symbol('gap');
type Item = Chunk | typeof gap;

/**
 * Writes a block into the scope of a document that it shows, item by item from the top. Each item is
 * found by its name or by its text, exactly; what is not there goes beside its neighbour.
 *
 * @returns False as soon as two readings are possible; `changes` are worth nothing then.
 */
export function merge(document: Scope, block: Scope, options: MergeOptions): boolean {
	const ours = chunksOf(document);
	const theirs = chunksOf(block);
	if (!ours || !theirs || theirs.length === 0) {
		return false;
	}
	return new Merge(document, block, ours, options).run(itemsOf(theirs, options.fragment));
}

function itemsOf(chunks: readonly Chunk[], fragment: boolean): readonly Item[] {
	const items = chunks.map((chunk): Item => (chunk.elided ? gap : chunk));
	return fragment ? [gap, ...items, gap] : items;
}

class Merge {
	readonly #document: Scope;
	readonly #block: Scope;
	readonly #ours: readonly Chunk[];
	readonly #options: MergeOptions;
	/** Our first chunk that no item has come to yet. */
	#at = 0;
	/** Rows may have been left out since the last item that was found. */
	#gap = false;
	/** Items that are not in the document, since the last one that is or the last gap. */
	#fresh: Chunk[] = [];

	constructor(document: Scope, block: Scope, ours: readonly Chunk[], options: MergeOptions) {
		this.#document = document;
		this.#block = block;
		this.#ours = ours;
		this.#options = options;
	}

	run(items: readonly Item[]): boolean {
		return items.every(item => (item === gap ? this.#leaveGap() : this.#take(item))) && this.#end();
	}

	#take(item: Chunk): boolean {
		const found = this.#find(item);
		if (found === 'several') {
			return false;
		}
		if (found === undefined) {
			this.#fresh.push(item);
			return true;
		}
		const target = this.#ours[found];
		if (!target || !this.#between(found) || !this.#replace(target, item)) {
			return false;
		}
		this.#at = found + 1;
		this.#gap = false;
		return true;
	}

	/** Where an item stands in the document, from the place that was reached on. */
	#find(item: Chunk): number | 'several' | undefined {
		const next = this.#ours[this.#at];
		if (!this.#gap && next && this.#isSame(item, next)) {
			return this.#at;
		}
		const found: number[] = [];
		for (let index = this.#at; index < this.#ours.length; index++) {
			const ours = this.#ours[index];
			if (ours && this.#isSame(item, ours)) {
				found.push(index);
			}
		}
		const equal = found.filter(index => this.#isEqualHead(item, this.#ours[index]));
		const best = equal.length > 0 ? equal : found;
		return best.length > 1 ? 'several' : best[0];
	}

	#isSame(item: Chunk, ours: Chunk): boolean {
		return item.name === undefined || ours.name === undefined
			? this.#isEqualHead(item, ours)
			: item.name === ours.name;
	}

	#isEqualHead(item: Chunk, ours: Chunk | undefined): boolean {
		return ours !== undefined && headOf(this.#block, item) === headOf(this.#document, ours);
	}

	/** What lies between the last item that was found and this one. */
	#between(found: number): boolean {
		const skipped = this.#ours.slice(this.#at, found);
		const target = this.#ours[found];
		const fresh = this.#takeFresh();
		if (this.#gap || skipped.length === 0) {
			const before = skipped.at(-1);
			return (
				fresh.length === 0 ||
				(target !== undefined &&
					!this.#resembles(fresh[0], before) &&
					this.#insertBefore(target, fresh))
			);
		}
		if (skipped.some(chunk => isDefinition(chunk))) {
			// A definition that is not shown is not meant to go.
			const previous = this.#ours[this.#at - 1];
			return (
				this.#options.partial &&
				(fresh.length === 0 || (previous !== undefined && this.#insertAfter(previous, fresh)))
			);
		}
		const [first, last] = [skipped[0], skipped.at(-1)];
		// Fields at the top of a type are left out without a word.
		const isTop = this.#at === 0 && fresh.length === 0;
		if (!first || !last || isTop || skipped.length > 3 * fresh.length + 3) {
			return false;
		}
		this.#options.changes.replace(first.start, last.end, this.#moved(fresh, first.indent));
		return true;
	}

	#leaveGap(): boolean {
		const fresh = this.#takeFresh();
		const previous = this.#ours[this.#at - 1];
		const next = this.#ours[this.#at];
		if (fresh.length > 0) {
			const known = !this.#gap && !this.#resembles(fresh.at(-1), next);
			const done = previous
				? this.#insertAfter(previous, fresh)
				: next !== undefined && this.#insertBefore(next, fresh);
			if (!known || !done) {
				return false;
			}
		}
		this.#gap = true;
		return true;
	}

	#end(): boolean {
		let fresh = this.#takeFresh();
		const rest = this.#ours.slice(this.#at);
		const last = this.#ours.at(-1);
		if (this.#gap) {
			if (fresh.length === 0) {
				return true;
			}
			const final = fresh.at(-1);
			if (!last || !final) {
				return false;
			}
			if (isFinal(headOf(this.#block, final)) && isFinal(headOf(this.#document, last))) {
				fresh = fresh.slice(0, -1);
				return (
					(fresh.length === 0 || this.#insertBefore(last, fresh)) && this.#replace(last, final)
				);
			}
			return (
				!this.#resembles(final, last) &&
				!isFinal(headOf(this.#document, last)) &&
				this.#insertAfter(last, fresh)
			);
		}
		if (rest.length === 0) {
			return fresh.length === 0 || (last !== undefined && this.#insertAfter(last, fresh));
		}
		const [first, end] = [rest[0], rest.at(-1)];
		if (
			!first ||
			!end ||
			rest.length > 3 * fresh.length ||
			rest.some(chunk => isDefinition(chunk))
		) {
			return false;
		}
		this.#options.changes.replace(first.start, end.end, this.#moved(fresh, first.indent));
		return true;
	}

	/** Two rows that begin alike: the one may be meant to take the other's place, or to join it. */
	#resembles(item: Chunk | undefined, ours: Chunk | undefined): boolean {
		if (!item || !ours) {
			return false;
		}
		const [a, b] = [headOf(this.#block, item), headOf(this.#document, ours)].map(beginning);
		return a === b && (item.name === undefined || ours.name === undefined);
	}

	#replace(ours: Chunk, item: Chunk): boolean {
		const { changes, mover, partial } = this.#options;
		const sides = { document: this.#document, block: this.#block, changes, mover };
		return replaceChunk(ours, item, {
			...sides,
			partial,
			inside: (document, block, isPartial) =>
				merge(document, block, { ...this.#options, partial: isPartial, fragment: isPartial }),
		});
	}

	#takeFresh(): Chunk[] {
		const fresh = this.#fresh;
		this.#fresh = [];
		return fresh;
	}

	#insertAfter(ours: Chunk, fresh: readonly Chunk[]): boolean {
		const blanks = this.#blanksBefore(fresh[0], ours);
		this.#options.changes.insert(ours.end, [...blanks, ...this.#moved(fresh, ours.indent)]);
		return true;
	}

	#insertBefore(ours: Chunk, fresh: readonly Chunk[]): boolean {
		const last = fresh.at(-1);
		const blanks = last ? this.#blanksBefore(last, ours) : [];
		this.#options.changes.insert(ours.start, [...this.#moved(fresh, ours.indent), ...blanks]);
		return true;
	}

	/** Blank rows between two neighbours, as the block or else the document has them. */
	#blanksBefore(item: Chunk | undefined, ours: Chunk): readonly string[] {
		if (!item) {
			return [];
		}
		const isSmall = item.end === item.head + 1 && ours.end === ours.head + 1;
		const pairs = this.#ours.slice(1).map((chunk, index) => ({ before: this.#ours[index], chunk }));
		const usual = pairs.find(
			({ chunk, before }) => before && before.end > before.head + 1 && isDefinition(chunk),
		);
		const count = isSmall
			? 0
			: usual?.before
				? usual.chunk.start - usual.before.end
				: ours.end > ours.head + 1 || isDefinition(item)
					? 1
					: 0;
		return Array.from({ length: Math.max(0, count) }, () => '');
	}

	/** Chunks with the blank rows between them. */
	#moved(fresh: readonly Chunk[], indent: string): readonly string[] {
		const [first, last] = [fresh[0], fresh.at(-1)];
		if (!first || !last) {
			return [];
		}
		const rows = this.#block.rows.slice(first.start, last.end);
		return this.#options.mover.move(rows, first.indent, indent);
	}
}

function beginning(row: string): string {
	return /^[\w$.@]+\s*\(?/u.exec(row)?.[0] ?? row;
}

/** Nothing runs after it. */
function isFinal(row: string): boolean {
	return /^(?:return|throw|raise|break|continue)\b/.test(row);
}

/** Whether rows hold anything but comments. */
export function hasCode(rows: readonly string[], languageId: string): boolean {
	return rows.some(row => !isBlank(row) && !isLead(row, languageId));
}
