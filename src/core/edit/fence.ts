import { isBlank } from '../text.ts';

/** The row that opens a fenced block, as CommonMark 0.31 section 4.5 defines it. */
export interface FenceOpening {
	readonly mark: '`' | '~';
	readonly length: number;
	/** First word of the info string; empty for a bare fence. */
	readonly label: string;
}

/** @returns What `row` opens, if it is a fence row: at most three blanks, then three or more marks. */
export function fenceOpening(row: string): FenceOpening | undefined {
	const match = /^ {0,3}(`{3,}|~{3,})(.*)$/s.exec(row);
	const marks = match?.[1];
	const rest = match?.[2]?.trim();
	if (marks === undefined || rest === undefined) {
		return undefined;
	}
	const mark = marks.startsWith('~') ? '~' : '`';
	if (mark === '`' && rest.includes('`')) {
		return undefined;
	}
	return { mark, length: marks.length, label: rest.split(/\s/, 1)[0] ?? '' };
}

/** A fence row without info string, which may close a block. */
export function isBareFence(row: string): boolean {
	return fenceOpening(row)?.label === '';
}

/**
 * Reads the rows inside the outer fence. Inner fences with an info string nest. A bare fence row
 * closes; where bare inner fences must be expected, only the last one does, so rows after a bare
 * fence are held until another one, or the end, tells what they are.
 */
export class FenceReader {
	readonly #opening: FenceOpening;
	readonly #lastCloses: boolean;
	/** Lengths of the inner fences that are open. */
	readonly #inner: number[] = [];
	/** A bare fence that may close, and the rows after it. */
	#held: string[] = [];
	#closed = false;
	#first = true;

	constructor(opening: FenceOpening, lastCloses: boolean) {
		this.#opening = opening;
		this.#lastCloses = lastCloses;
	}

	get closed(): boolean {
		return this.#closed;
	}

	/** @returns The rows that are certain to be content. */
	push(raw: string): readonly string[] {
		if (this.#closed) {
			return [];
		}
		const row = this.#first && raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
		this.#first = false;
		if (this.#isOuterBare(row)) {
			if (!this.#lastCloses) {
				this.#closed = true;
				return [];
			}
			const certain = this.#held;
			this.#held = [row];
			return certain;
		}
		if (this.#held.length > 0) {
			this.#held.push(row);
			return [];
		}
		return [row];
	}

	/**
	 * @param complete False when the answer was cut: then a fence that has more rows after it was most
	 * likely an inner one, and no finished row may be lost.
	 */
	end(complete: boolean): readonly string[] {
		const [fence, ...after] = this.#held;
		if (fence === undefined) {
			return [];
		}
		this.#held = [];
		if (complete || after.every(isBlank)) {
			this.#closed = true;
			return [];
		}
		return [fence, ...after];
	}

	/** Keeps count of inner fences. @returns True for a bare fence that belongs to none of them. */
	#isOuterBare(row: string): boolean {
		const fence = fenceOpening(row);
		if (fence?.mark !== this.#opening.mark || fence.length < this.#opening.length) {
			return false;
		}
		if (fence.label !== '') {
			this.#inner.push(fence.length);
			return false;
		}
		const innermost = this.#inner.at(-1);
		if (innermost === undefined) {
			return true;
		}
		if (fence.length >= innermost) {
			this.#inner.pop();
		}
		return false;
	}
}
