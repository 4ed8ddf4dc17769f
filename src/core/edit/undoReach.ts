/**
 * Knows how far the editor's own undo leads back to the text from before the edits of a document that
 * are open, without passing anything else. Carets and saves it cannot know: where one of them came
 * between, there are more steps.
 */
export class UndoReach {
	#steps = 0;
	#isOursOnly = true;

	/** Undo steps to take at most; 0 when something else would be taken back too. */
	get steps(): number {
		return this.#isOursOnly ? this.#steps : 0;
	}

	/** An edit begins where no other one is open. */
	begin(): void {
		this.#steps = 0;
		this.#isOursOnly = true;
	}

	/** An edit of ours landed. @param isNew It is an undo step of its own. */
	landed(isNew: boolean): void {
		this.#steps += isNew ? 1 : 0;
	}

	/** Something must stay: somebody else's change, or one of ours that was accepted. */
	keep(): void {
		this.#isOursOnly = false;
	}
}
