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

/** One frame of a 60 Hz screen, in milliseconds. */
const frame = 16;

/**
 * Forwards deltas at most once a frame. The first delta after a pause leaves at once, so that the
 * first word is not late; what follows within the frame is joined.
 */
export class FrameBatcher implements Disposable {
	readonly #options: FrameBatcherOptions;
	#pending: Batch | undefined;
	#timer: Disposable | undefined;

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
		if (!this.#timer) {
			this.flush();
			this.#rest();
		}
	}

	/** Sends what waits now: before anything that must come after it. */
	flush(): void {
		const pending = this.#pending;
		this.#pending = undefined;
		if (pending) {
			this.#options.send(pending);
		}
	}

	dispose(): void {
		this.#timer?.dispose();
		this.#timer = undefined;
		this.#pending = undefined;
	}

	#rest(): void {
		this.#timer = this.#options.after(frame, () => {
			this.#timer = undefined;
			if (this.#pending) {
				this.flush();
				this.#rest();
			}
		});
	}
}
