import type { Clock, EditPort } from './contract.ts';
import type { PlannedEdit, WriteResult } from './flush.ts';
import { EditWriter } from './flush.ts';
import type { ModelPlan } from './model.ts';

export interface WritingOptions {
	readonly clock: Clock;
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
	/** Our next edit is an undo step of its own: it is the first, or somebody else came between. */
	#stopBefore = true;

	constructor(options: WritingOptions) {
		this.#options = options;
		this.#writer = new EditWriter(options.clock);
	}

	/** Somebody else changed the document. */
	documentMoved(): void {
		this.#writer.documentMoved();
		this.#stopBefore = true;
	}

	/** The next edit is an undo step of its own. */
	startStep(): void {
		this.#stopBefore = true;
	}

	/** @param isLast No more rows follow: what is typed next is a step of its own. */
	plan(plan: ModelPlan | undefined, isLast: boolean): PlannedEdit | undefined {
		if (!plan || !this.#options.isOpen()) {
			return undefined;
		}
		return {
			edit: plan.edit,
			stops: { before: this.#stopBefore, after: isLast },
			commit: () => {
				plan.commit();
				if (plan.edit.changes.length > 0) {
					this.#stopBefore = false;
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
