import type { EditFinish } from './contract.ts';
import { isBareFence } from './fence.ts';
import { RowSplitter } from './rowSplitter.ts';

/** The rows that set off the parts of a search/replace block. */
export interface BlockMarks {
	readonly search: string;
	readonly divider: string;
	readonly replace: string;
}

/** The length that models know; markers of merge conflicts have it too. */
const usualLength = 7;

/** Marks that none of the rows can be taken for. */
export function blockMarks(rows: Iterable<string>): BlockMarks {
	const taken = new Set<number>();
	for (const row of rows) {
		const run = /^(?:<+|=+|>+)/.exec(row)?.[0].length;
		if (run !== undefined && run >= usualLength) {
			taken.add(run);
		}
	}
	let length = usualLength;
	while (taken.has(length)) {
		length++;
	}
	return {
		search: `${'<'.repeat(length)} SEARCH`,
		divider: '='.repeat(length),
		replace: `${'>'.repeat(length)} REPLACE`,
	};
}

/**
 * What an answer of search/replace blocks tells, in order. `search`: the rows to look for are known,
 * a block begins. `row`: one more row that takes their place. `done`: the block is complete.
 */
export type BlockPart =
	| { readonly kind: 'search'; readonly rows: readonly string[] }
	| { readonly kind: 'row'; readonly row: string }
	| { readonly kind: 'done' };

/**
 * Reads search/replace blocks while they arrive. Rows outside of blocks, fences around them and a
 * `<think>` block at the start say nothing. What is in a block is content, exactly.
 */
export class BlockReader {
	readonly #marks: BlockMarks;
	readonly #splitter = new RowSplitter();
	#phase: 'start' | 'think' | 'outside' | 'search' | 'replace' = 'start';
	#search: string[] = [];
	/** A fence row that may close the fence around the blocks rather than be the last row of one. */
	#held: string | undefined;
	#isFenced = false;
	#parts: BlockPart[] = [];

	constructor(marks: BlockMarks) {
		this.#marks = marks;
	}

	push(text: string): readonly BlockPart[] {
		for (const row of this.#splitter.push(text)) {
			this.#row(row);
		}
		return this.#take();
	}

	/**
	 * Ends the answer. A block whose end mark is missing is complete only after a normal stop; else its
	 * unfinished row is dropped, and there is no `done`.
	 */
	end(finish: EditFinish): readonly BlockPart[] {
		const { row, finished } = this.#splitter.end();
		if (finished || (finish === 'stop' && row !== '')) {
			this.#row(row);
		}
		if (this.#phase === 'replace') {
			if (finish !== 'stop' || !this.#isFenced) {
				this.#release();
			}
			if (finish === 'stop') {
				this.#parts.push({ kind: 'done' });
			}
		}
		return this.#take();
	}

	#take(): readonly BlockPart[] {
		const parts = this.#parts;
		this.#parts = [];
		return parts;
	}

	#row(row: string): void {
		switch (this.#phase) {
			case 'start':
				this.#startRow(row);
				break;
			case 'think':
				this.#phase = row.includes('</think>') ? 'outside' : 'think';
				break;
			case 'outside':
				this.#outsideRow(row);
				break;
			case 'search':
				this.#searchRow(row);
				break;
			case 'replace':
				this.#replaceRow(row);
				break;
		}
	}

	#startRow(row: string): void {
		const text = row.replace(/^\uFEFF/, '');
		if (text.trim() === '') {
			return;
		}
		this.#phase = 'outside';
		if (text.trimStart().startsWith('<think>')) {
			this.#phase = text.includes('</think>') ? 'outside' : 'think';
			return;
		}
		this.#outsideRow(text);
	}

	#outsideRow(row: string): void {
		if (this.#isMark(row, 'search')) {
			this.#search = [];
			this.#phase = 'search';
		} else if (/^ {0,3}(?:```|~~~)/.test(row)) {
			this.#isFenced = true;
		}
	}

	#searchRow(row: string): void {
		if (this.#isMark(row, 'divider')) {
			this.#parts.push({ kind: 'search', rows: this.#search });
			this.#phase = 'replace';
		} else if (this.#isMark(row, 'search')) {
			this.#search = [];
		} else if (this.#isMark(row, 'replace')) {
			this.#phase = 'outside';
		} else {
			this.#search.push(row);
		}
	}

	#replaceRow(row: string): void {
		const begins = this.#isMark(row, 'search');
		if (begins || this.#isMark(row, 'replace')) {
			this.#release();
			this.#parts.push({ kind: 'done' });
			this.#phase = 'outside';
			if (begins) {
				this.#outsideRow(row);
			}
			return;
		}
		this.#release();
		if (isBareFence(row)) {
			this.#held = row;
		} else {
			this.#parts.push({ kind: 'row', row });
		}
	}

	#release(): void {
		if (this.#held !== undefined) {
			this.#parts.push({ kind: 'row', row: this.#held });
			this.#held = undefined;
		}
	}

	#isMark(row: string, mark: keyof BlockMarks): boolean {
		return row.trimEnd() === this.#marks[mark];
	}
}
