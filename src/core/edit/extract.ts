import { isBlank } from '../text.ts';
import type { EditFinish } from './contract.ts';
import { FenceReader, fenceOpening, isBareFence } from './fence.ts';
import { RowSplitter } from './rowSplitter.ts';

/** Rows of an unfenced answer that are held back, since a fence may follow that makes them prose. */
const proseRows = 12;
const byteOrderMark = '\uFEFF';
const thinkStart = '<think>';
const thinkEnd = '</think>';

export interface ExtractOptions {
	readonly languageId: string;
	/** The rows that the answer rewrites. */
	readonly originalRows: readonly string[];
	/** Text outside a fence is never code. */
	readonly fenceRequired?: boolean;
}

export interface ExtractEnd {
	readonly rows: readonly string[];
	/** True when there was neither a row of code nor an explicit empty fenced block. */
	readonly empty: boolean;
}

/**
 * Finds the code in an answer and yields it row by row, each as soon as it is finished.
 *
 * Before the code, a byte order mark and a `<think>` block at the very start are dropped. Inside the
 * outer fence everything is content, exactly. Without a fence the content starts at the first row
 * that is not blank, and nothing is dropped because it looks like English; only when a fence follows
 * within the first rows those rows were prose. Only whole rows leave, so no surrogate pair is cut.
 */
export class Extractor {
	readonly #options: ExtractOptions;
	readonly #splitter = new RowSplitter();
	readonly #known: ReadonlySet<string>;
	#phase: 'start' | 'think' | 'held' | 'plain' | 'fenced' = 'start';
	#fence: FenceReader | undefined;
	/** Rows that may turn out to be prose; in `plain`, blank rows that may be the last ones. */
	#held: string[] = [];
	#out: string[] = [];
	#yielded = 0;

	constructor(options: ExtractOptions) {
		this.#options = options;
		this.#known = new Set(options.originalRows.map(row => row.trim()).filter(isTelling));
	}

	/** @returns The rows of code that `text` finished. */
	push(text: string): readonly string[] {
		for (const row of this.#splitter.push(text)) {
			this.#row(row);
		}
		return this.#take();
	}

	/**
	 * Ends the answer. After a normal stop the last row needs no row end; otherwise an unfinished row
	 * is dropped, since nobody knows how it would have gone on.
	 */
	end(finish: EditFinish): ExtractEnd {
		const { row, finished } = this.#splitter.end();
		if (finished || (finish === 'stop' && row !== '')) {
			this.#row(row);
		}
		if (this.#phase === 'held' && !this.#options.fenceRequired) {
			this.#becomePlain();
		}
		this.#out.push(...(this.#fence?.end(finish === 'stop') ?? []));
		const closed = this.#fence?.closed === true && finish === 'stop';
		const rows = this.#take();
		return { rows, empty: this.#yielded === 0 && !closed };
	}

	#take(): readonly string[] {
		const rows = this.#out;
		this.#out = [];
		this.#yielded += rows.length;
		return rows;
	}

	#row(row: string): void {
		switch (this.#phase) {
			case 'start':
				this.#startRow(row);
				break;
			case 'think':
				this.#thinkRow(row);
				break;
			case 'held':
				this.#heldRow(row);
				break;
			case 'plain':
				this.#plainRow(row);
				break;
			case 'fenced':
				this.#out.push(...(this.#fence?.push(row) ?? []));
				break;
		}
	}

	#startRow(row: string): void {
		const text = row.startsWith(byteOrderMark) ? row.slice(1) : row;
		if (isBlank(text)) {
			return;
		}
		if (text.trimStart().startsWith(thinkStart)) {
			this.#phase = 'think';
			this.#thinkRow(text.slice(text.indexOf(thinkStart) + thinkStart.length));
			return;
		}
		this.#phase = 'held';
		this.#heldRow(text);
	}

	#thinkRow(row: string): void {
		const end = row.indexOf(thinkEnd);
		if (end >= 0) {
			this.#phase = 'start';
			this.#startRow(row.slice(end + thinkEnd.length));
		}
	}

	#heldRow(row: string): void {
		const opening = fenceOpening(row);
		if (opening && this.#opensAnswer(opening.label)) {
			const { languageId, originalRows } = this.#options;
			this.#held = [];
			this.#phase = 'fenced';
			const lastCloses = languageId === 'markdown' || originalRows.some(isBareFence);
			this.#fence = new FenceReader(opening, lastCloses);
			return;
		}
		if (this.#options.fenceRequired) {
			return;
		}
		this.#held.push(row);
		if (this.#held.length >= proseRows || this.#known.has(row.trim())) {
			this.#becomePlain();
		}
	}

	/** In a Markdown answer without a fence around it, a fenced block is most likely content. */
	#opensAnswer(label: string): boolean {
		const before = this.#held.findLast(row => !isBlank(row));
		if (this.#options.languageId !== 'markdown' || before === undefined) {
			return true;
		}
		return /^(md|mdx|markdown)$/i.test(label) || (label === '' && /[:：]\s*$/.test(before));
	}

	#becomePlain(): void {
		const rows = this.#held;
		this.#held = [];
		this.#phase = 'plain';
		for (const row of rows) {
			this.#plainRow(row);
		}
	}

	#plainRow(row: string): void {
		if (isBlank(row)) {
			this.#held.push(row);
			return;
		}
		this.#out.push(...this.#held, row);
		this.#held = [];
	}
}

/** A row that says enough to prove that code, not prose, is being written. */
function isTelling(row: string): boolean {
	return /[\p{L}\p{N}_].*[\p{L}\p{N}_].*[\p{L}\p{N}_]/u.test(row);
}
