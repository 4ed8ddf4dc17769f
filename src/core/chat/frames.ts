import type { Disposable } from '../disposable.ts';

/** What has arrived of one answer since the last frame. */
export interface Batch {
	readonly turnId: string;
	readonly text: string;
	readonly reasoning: string;
}

export interface FrameBatcherOptions {
	readonly send: (batch: Batch) => void;
	/** Calls back once after so many milliseconds; disposing cancels. */
	readonly after: (delay: number, call: () => void) => Disposable;
}

/** Milliseconds between two batches: a frame of a fast screen, and one of a slow screen. */
const short = 8;
const long = 16;

/** Deltas in a millisecond from which on the longer pause is kept: about 300 a second. */
const fast = 0.3;

/**
 * Forwards deltas at most once a frame. The first delta after a pause leaves at once, so that the
 * first word is not late; what follows within the frame is joined. The panel draws once a frame,
 * however many batches it gets.
 */
export class FrameBatcher implements Disposable {
	readonly #options: FrameBatcherOptions;
	#pending: Batch | undefined;
	#timer: Disposable | undefined;
	/** Deltas that are pending. */
	#count = 0;

	constructor(options: FrameBatcherOptions) {
		this.#options = options;
	}

	add(turnId: string, text: string, reasoning: string): void {
		if (this.#pending && this.#pending.turnId !== turnId) {
			this.flush();
		}
		this.#pending = {
			turnId,
			text: (this.#pending?.text ?? '') + text,
			reasoning: (this.#pending?.reasoning ?? '') + reasoning,
		};
		this.#count++;
		if (!this.#timer) {
			this.flush();
			this.#rest(short);
		}
	}

	/** Sends what waits now: before anything that must come after it. */
	flush(): void {
		const pending = this.#pending;
		this.#pending = undefined;
		this.#count = 0;
		if (pending) {
			this.#options.send(pending);
		}
	}

	dispose(): void {
		this.#timer?.dispose();
		this.#timer = undefined;
		this.#pending = undefined;
	}

	#rest(pause: number): void {
		this.#timer = this.#options.after(pause, () => {
			this.#timer = undefined;
			if (this.#pending) {
				const next = this.#count / pause > fast ? long : short;
				this.flush();
				this.#rest(next);
			}
		});
	}
}
