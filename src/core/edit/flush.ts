import type { Disposable } from '../disposable.ts';
import type { Clock, EditPort, UndoStops } from './contract.ts';
import type { RowEdit } from './rows.ts';

/** Milliseconds between the starts of two flushes: at most 20 edits a second reach the editor. */
export const flushInterval = 50;

/** Refusals in a row that are answered at once; then there is a pause, doubling up to the longest. */
const promptRetries = 4;
const firstPause = 4;
const longestPause = 64;
/** About half a minute: no typist and no formatter keeps a document moving for so long. */
const mostTries = 500;

/** An edit worked out from the model as it is now; `commit` tells the model that it has landed. */
export interface PlannedEdit {
	readonly edit: RowEdit;
	readonly stops: UndoStops;
	commit(): void;
}

export type WriteResult = 'done' | 'nothing' | 'gone';

/**
 * Writes edits one at a time, in the order of the calls. VS Code refuses an edit when the document
 * has moved on since; the edit is then planned anew and offered again until it lands.
 */
export class EditWriter {
	readonly #clock: Clock;
	#tail: Promise<unknown> = Promise.resolve();
	#moves = 0;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** The document was changed by somebody else: an edit in flight is stale. */
	documentMoved(): void {
		this.#moves++;
	}

	/**
	 * @param plan Called right before each try; `undefined` means that there is nothing to do any more.
	 * A plan without changes is committed without asking the editor.
	 */
	write(port: EditPort, plan: () => PlannedEdit | undefined): Promise<WriteResult> {
		const result = this.#tail.then(() => this.#write(port, plan));
		this.#tail = result.catch(() => undefined);
		return result;
	}

	async #write(port: EditPort, plan: () => PlannedEdit | undefined): Promise<WriteResult> {
		for (let tries = 1; ; tries++) {
			const planned = plan();
			if (planned === undefined) {
				return 'nothing';
			}
			if (planned.edit.changes.length === 0) {
				planned.commit();
				return 'done';
			}
			const result = await this.#offer(port, planned);
			if (result !== 'refused') {
				return result;
			}
			if (tries >= mostTries) {
				return 'gone';
			}
			if (tries >= promptRetries) {
				const pause = firstPause * 2 ** (tries - promptRetries);
				await this.#pause(Math.min(pause, longestPause));
			}
		}
	}

	async #offer(port: EditPort, planned: PlannedEdit): Promise<WriteResult | 'refused'> {
		const moves = this.#moves;
		let landed = false;
		const land = (): void => {
			if (!landed && moves === this.#moves) {
				landed = true;
				planned.commit();
			}
		};
		let applied: boolean | 'gone';
		try {
			applied = await port.apply(planned.edit, planned.stops, land);
		} catch {
			applied = 'gone';
		}
		if (landed) {
			return 'done';
		}
		if (applied === true && moves === this.#moves) {
			land();
			return 'done';
		}
		// Applied, yet not seen before a foreign change: the model cannot know where. Better to stop.
		return applied === false ? 'refused' : 'gone';
	}

	#pause(delay: number): Promise<void> {
		return new Promise(resolve => {
			this.#clock.after(delay, resolve);
		});
	}
}

/** Decides when to flush: the first time at once, then at most every 50 ms, never two at a time. */
export class FlushPacer implements Disposable {
	readonly #clock: Clock;
	readonly #flush: () => Promise<boolean>;
	#last: number | undefined;
	#timer: Disposable | undefined;
	#running: Promise<void> | undefined;
	#disposed = false;

	/** @param flush Writes what waits. @returns True when more waits already. Must not reject. */
	constructor(clock: Clock, flush: () => Promise<boolean>) {
		this.#clock = clock;
		this.#flush = flush;
	}

	/** Something waits to be flushed. */
	request(): void {
		if (this.#disposed || this.#timer || this.#running) {
			return;
		}
		const wait = this.#last === undefined ? 0 : this.#last + flushInterval - this.#clock.now();
		if (wait <= 0) {
			this.#running = this.#run();
			return;
		}
		this.#timer = this.#clock.after(wait, () => {
			this.#timer = undefined;
			this.request();
		});
	}

	/** Resolves when the flush that runs now, if any, is over. */
	async idle(): Promise<void> {
		await this.#running;
	}

	dispose(): void {
		this.#disposed = true;
		this.#timer?.dispose();
		this.#timer = undefined;
	}

	async #run(): Promise<void> {
		this.#last = this.#clock.now();
		const more = await this.#flush();
		this.#running = undefined;
		if (more) {
			this.request();
		}
	}
}

/** The clock of the machine. */
export const systemClock: Clock = {
	now: () => performance.now(),
	after: (delay, callback) => {
		const timer = setTimeout(callback, delay);
		return { dispose: () => clearTimeout(timer) };
	},
};
