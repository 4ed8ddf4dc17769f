import type { EditPort, Hunk, ReviewResult } from './contract.ts';
import type { PlannedEdit, WriteResult } from './flush.ts';
import type { EditModel } from './model.ts';

export interface ReviewOptions {
	readonly model: EditModel;
	readonly write: (port: EditPort, plan: () => PlannedEdit | undefined) => Promise<WriteResult>;
	/** False once the session is closed: there is nothing to review. */
	readonly isOpen: () => boolean;
	/** Called after every decision that took effect. */
	readonly decided: () => void;
}

/** Decisions about hunks: accept patches the baseline, reject patches the document. */
export class Review {
	readonly #options: ReviewOptions;
	/** Hunks that are decided, though the editor has not taken the edit yet. */
	readonly #leaving = new Set<number>();
	#rejected: readonly Hunk[] = [];

	constructor(options: ReviewOptions) {
		this.#options = options;
	}

	/** In the order of the decisions. */
	get rejected(): readonly Hunk[] {
		return this.#rejected;
	}

	accept(index: number): ReviewResult {
		const hunk = this.#hunks()[index];
		if (!hunk || this.#leaving.has(hunk.id)) {
			return 'missing';
		}
		return this.#accept([hunk]) > 0 ? 'done' : 'growing';
	}

	acceptAll(): number {
		return this.#accept(this.#hunks());
	}

	async reject(index: number, port: EditPort): Promise<ReviewResult> {
		const hunk = this.#hunks()[index];
		if (!hunk) {
			return 'missing';
		}
		return hunk.finished ? this.#reject(new Set([hunk.id]), port) : 'growing';
	}

	rejectAll(port: EditPort): Promise<ReviewResult> {
		return this.#reject(new Set(this.#hunks().map(hunk => hunk.id)), port);
	}

	#hunks(): readonly Hunk[] {
		return this.#options.isOpen() ? this.#options.model.hunks : [];
	}

	#accept(hunks: readonly Hunk[]): number {
		const accepted = hunks.filter(
			({ id }) => !this.#leaving.has(id) && this.#options.model.accept(id),
		);
		if (accepted.length > 0) {
			this.#options.decided();
		}
		return accepted.length;
	}

	async #reject(ids: ReadonlySet<number>, port: EditPort): Promise<ReviewResult> {
		const { model, write, isOpen, decided } = this.#options;
		const hunks = this.#hunks().filter(({ id }) => ids.has(id));
		for (const id of ids) {
			this.#leaving.add(id);
		}
		const result = await write(port, () => {
			const plan = isOpen() ? model.planReject(ids) : undefined;
			const commit = (): void => {
				plan?.commit();
				decided();
			};
			return plan && { edit: plan.edit, stops: { before: true, after: true }, commit };
		});
		for (const id of ids) {
			this.#leaving.delete(id);
		}
		this.#rejected = result === 'done' ? [...this.#rejected, ...hunks] : this.#rejected;
		return result === 'nothing' ? 'missing' : result;
	}
}
