import type { ClosedBecause, EditFinish, EditOutcome, EditState } from './contract.ts';
import { outcomeOf } from './outcome.ts';

/**
 * The states of a session: waiting, streaming, review, closed. Every state has an exit, and closed
 * leads back to review when undo or redo brings hunks back.
 */
export class Lifecycle {
	#state: EditState = 'waiting';
	#closedBecause: ClosedBecause | undefined;
	/** Hunks were accepted or rejected. */
	reviewed = false;
	/** The rows are to go: what arrives counts for nothing, until another answer is asked for. */
	unwanted = false;

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
		this.unwanted &&= !isReview;
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

	/**
	 * What became of an answer.
	 *
	 * @param isNew False when another answer left what was under review as it was.
	 * @param hunks In the region now.
	 */
	outcome(finish: EditFinish, empty: boolean, isNew: boolean, hunks: number): EditOutcome {
		return outcomeOf({
			finish,
			empty,
			arrived: isNew && !this.unwanted,
			hunks: this.#state === 'review' && !this.unwanted ? hunks : 0,
			isReviewed: this.reviewed && this.#closedBecause === 'reviewed',
		});
	}
}
