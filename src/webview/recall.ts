/** Earlier questions by the arrow keys, as long as nothing else is written. */
export class Recall {
	readonly #questions: () => readonly string[];
	/** How far back, counted from 1; 0 while nothing was recalled. */
	#back = 0;

	constructor(questions: () => readonly string[]) {
		this.#questions = questions;
	}

	/**
	 * @param text What stands in the field: only what was recalled goes on to another one.
	 * @returns What takes its place, or `undefined` when the key is the field's own.
	 */
	go(key: string, text: string): string | undefined {
		const questions = this.#questions();
		const shown = this.#back === 0 ? '' : questions.at(-this.#back);
		if (text !== shown) {
			this.#back = 0;
		}
		if (text !== '' && text !== shown) {
			return undefined;
		}
		const back = this.#back + (key === 'ArrowUp' ? 1 : key === 'ArrowDown' ? -1 : 0);
		if (back === this.#back || back < 0 || back > questions.length) {
			return undefined;
		}
		this.#back = back;
		return back === 0 ? '' : questions.at(-back);
	}
}
