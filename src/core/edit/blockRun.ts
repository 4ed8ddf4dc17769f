import type { BlockMarks } from './blocks.ts';
import { BlockReader, type BlockPart } from './blocks.ts';
import type { Clock, EditDelta, EditFinish, EditOutcome, RowRange } from './contract.ts';
import { flushInterval } from './flush.ts';
import type { IndentShift } from './locate.ts';
import { locateBlock, shiftRow } from './locate.ts';
import type { MadeBlock } from './unfinished.ts';

/** A session writes at most twice for a small block, so that this keeps the pace of one edit. */
const blockInterval = 2 * flushInterval;

/** What is written in answer to rows that cannot be improved. */
export const unchangedWord = 'UNCHANGED';

/** Streams the rows of one block into the document. Never rejects. */
export type BlockStream = (answer: AsyncIterable<EditDelta>) => Promise<EditOutcome>;

export interface BlockRunOptions {
	readonly clock: Clock;
	readonly marks: BlockMarks;
	/** The rows that the model was asked about. */
	readonly rows: readonly string[];
	/**
	 * Begins to write in place of rows [start, end) of those. `undefined` when they are not there any
	 * more as they were, or belong to another edit.
	 */
	readonly open: (rows: RowRange) => Promise<BlockStream | undefined>;
	/** Aborted when nothing more is wanted. */
	readonly signal: AbortSignal;
}

/** Why a block was left out: it quotes rows that are nowhere, in several places, or changed since. */
export type LeftOutBecause = 'none' | 'several' | 'changed';

export interface BlockRunEnd {
	readonly finish: EditFinish;
	/** Blocks that were begun in the document, in the order of the answer. */
	readonly made: readonly MadeBlock[];
	readonly leftOut: readonly LeftOutBecause[];
	/** The answer says in so many words that there is nothing to change. */
	readonly saysUnchanged: boolean;
	/** By undo, reject or Stop: what follows is not wanted either. */
	readonly stopped: boolean;
}

/** Reads search/replace blocks and has each written as a region of its own, one after the other. */
export class BlockRun {
	readonly #options: BlockRunOptions;
	readonly #reader: BlockReader;
	readonly #leftOut: LeftOutBecause[] = [];
	#current: OpenBlock | undefined;
	readonly #made: MadeBlock[] = [];
	#lastBegin = -Infinity;
	#stopped = false;
	#text = '';

	constructor(options: BlockRunOptions) {
		this.#options = options;
		this.#reader = new BlockReader(options.marks);
	}

	/** Never rejects. @param answer Its last delta carries `finish`; one without counts as `error`. */
	async read(answer: AsyncIterable<EditDelta>): Promise<BlockRunEnd> {
		const finish = await this.#readAll(answer);
		await this.#take(this.#reader.end(finish));
		await this.#close(finish, false);
		return {
			finish,
			made: this.#made,
			leftOut: this.#leftOut,
			saysUnchanged: finish === 'stop' && this.#text.trim() === unchangedWord,
			stopped: this.#isStopped,
		};
	}

	get #isStopped(): boolean {
		return this.#stopped || this.#options.signal.aborted;
	}

	async #readAll(answer: AsyncIterable<EditDelta>): Promise<EditFinish> {
		try {
			for await (const delta of answer) {
				if ('finish' in delta) {
					return delta.finish;
				}
				this.#text = (this.#text + delta.text).slice(0, 100);
				await this.#take(this.#reader.push(delta.text));
				if (this.#isStopped) {
					return 'cancelled';
				}
			}
		} catch {
			// Counts as cut.
		}
		return 'error';
	}

	async #take(parts: readonly BlockPart[]): Promise<void> {
		for (const part of parts) {
			if (part.kind === 'search') {
				await this.#begin(part.rows);
			} else if (part.kind === 'row') {
				this.#current?.add(part.row);
			} else {
				await this.#close('stop', true);
			}
		}
	}

	async #begin(quoted: readonly string[]): Promise<void> {
		const { clock, open, rows } = this.#options;
		if (this.#isStopped) {
			return;
		}
		const located = locateBlock(rows, quoted);
		if (located.kind !== 'found') {
			this.#leftOut.push(located.kind);
			return;
		}
		const wait = this.#lastBegin + blockInterval - clock.now();
		if (wait > 0) {
			await new Promise<void>(resolve => {
				clock.after(wait, resolve);
			});
		}
		if (this.#isStopped) {
			return;
		}
		this.#lastBegin = clock.now();
		const stream = await open(located);
		if (stream) {
			const removed = rows.slice(located.start, located.end);
			this.#current = new OpenBlock({ stream, removed, shift: located.shift });
		} else {
			this.#leftOut.push('changed');
		}
	}

	async #close(finish: EditFinish, whole: boolean): Promise<void> {
		const block = this.#current;
		if (!block) {
			return;
		}
		this.#current = undefined;
		const { removed, added } = block;
		this.#made.push({ removed, added, whole });
		const outcome = await block.end(finish);
		this.#stopped ||= outcome.finish === 'cancelled';
	}
}

interface BlockPlace {
	readonly stream: BlockStream;
	readonly removed: readonly string[];
	readonly shift: IndentShift | undefined;
}

/** A block that is being written: its rows wait here until the session takes them. */
class OpenBlock {
	readonly removed: readonly string[];
	readonly added: string[] = [];
	readonly #shift: IndentShift | undefined;
	readonly #waiting: EditDelta[] = [];
	readonly #outcome: Promise<EditOutcome>;
	#wake: () => void = () => {};

	constructor({ stream, removed, shift }: BlockPlace) {
		this.removed = removed;
		this.#shift = shift;
		this.#outcome = stream(this.#deltas());
	}

	add(row: string): void {
		const shifted = shiftRow(row, this.#shift);
		this.added.push(shifted);
		this.#push({ text: `${shifted}\n` });
	}

	end(finish: EditFinish): Promise<EditOutcome> {
		this.#push({ finish });
		return this.#outcome;
	}

	#push(delta: EditDelta): void {
		this.#waiting.push(delta);
		this.#wake();
	}

	async *#deltas(): AsyncGenerator<EditDelta, void> {
		for (;;) {
			for (let delta = this.#waiting.shift(); delta; delta = this.#waiting.shift()) {
				yield delta;
			}
			await new Promise<void>(resolve => {
				this.#wake = resolve;
			});
		}
	}
}
