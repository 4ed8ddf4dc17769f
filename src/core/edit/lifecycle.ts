import type { ClosedBecause, EditState } from './contract.ts';

/**
 * The states of a session: waiting, streaming, review, closed. Every state has an exit, and closed
 * leads back to review when undo or redo brings hunks back.
 */
export class Lifecycle {
	#state: EditState = 'waiting';
	#closedBecause: ClosedBecause | undefined;

	get state(): EditState {
		return this.#state;
	}

	get closedBecause(): ClosedBecause | undefined {
		return this.#closedBecause;
	}

	/** Rows may still arrive. */
	get isOpen(): boolean {
		return this.#state === 'waiting' || this.#state === 'streaming';
	}

	get isClosed(): boolean {
		return this.#state === 'closed';
	}

	/** Closed in a way that nothing can take back. */
	get isFinal(): boolean {
		const reason = this.#closedBecause;
		return reason === 'lost' || reason === 'gone' || reason === 'disposed';
	}

	/** Rows have arrived. */
	streams(): void {
		if (this.isOpen) {
			this.#state = 'streaming';
		}
	}

	/** Another answer is asked for. @returns False unless there is something under review. */
	askAgain(): boolean {
		const isReview = this.#state === 'review';
		this.#state = isReview ? 'waiting' : this.#state;
		return isReview;
	}

	/** In review while there are hunks; without any the session closes itself. */
	reviewOrClose(hunks: number, reason: ClosedBecause): void {
		if (hunks > 0) {
			this.#state = 'review';
			this.#closedBecause = undefined;
		} else if (!this.isClosed || reason === 'undone') {
			this.#state = 'closed';
			this.#closedBecause = reason;
		}
	}

	close(reason: ClosedBecause): void {
		this.#state = 'closed';
		this.#closedBecause = reason;
	}
}
