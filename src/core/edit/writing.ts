import type { Clock, EditPort, UndoStep } from './contract.ts';
import type { PlannedEdit, WriteResult } from './flush.ts';
import { EditWriter } from './flush.ts';
import type { ModelPlan } from './model.ts';

export interface WritingOptions {
	readonly clock: Clock;
	/** Shared with other sessions; by default the session's own. */
	readonly step: UndoStep | undefined;
	/** Whether rows may still arrive. */
	readonly isOpen: () => boolean;
	/** Called when rows have landed and the model knows of it. */
	readonly landed: () => void;
	/** Called when the document cannot be written any more. */
	readonly gone: () => void;
}

/** How a session writes: its edits are one undo step until somebody else comes between. */
export class Writing {
	readonly #options: WritingOptions;
	readonly #writer: EditWriter;
	readonly #step: UndoStep;

	constructor(options: WritingOptions) {
		this.#options = options;
		this.#step = options.step ?? { begins: true };
		this.#writer = new EditWriter(options.clock);
	}

	/** Whether the edits of both are one undo step. */
	isOneStepWith(other: Writing): boolean {
		return this.#step === other.#step;
	}

	/** Somebody else changed the document, if only a session of the same step. */
	documentMoved(isSibling: boolean): void {
		this.#writer.documentMoved();
		this.#step.begins ||= !isSibling;
	}

	/** The next edit is an undo step of its own. */
	startStep(): void {
		this.#step.begins = true;
	}

	/** @param isLast No more rows follow: what is typed next is a step of its own. */
	plan(plan: ModelPlan | undefined, isLast: boolean): PlannedEdit | undefined {
		if (!plan || !this.#options.isOpen()) {
			return undefined;
		}
		return {
			edit: plan.edit,
			// Others may go on with the step; whoever types next begins one of their own in any case.
			stops: { before: this.#step.begins, after: isLast && !this.#options.step },
			commit: () => {
				plan.commit();
				if (plan.edit.changes.length > 0) {
					this.#step.begins = false;
				}
				this.#options.landed();
			},
		};
	}

	async write(port: EditPort, plan: () => PlannedEdit | undefined): Promise<WriteResult> {
		const result = await this.#writer.write(port, plan);
		if (result === 'gone') {
			this.#options.gone();
		}
		return result;
	}
}
