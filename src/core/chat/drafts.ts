/** What is being written in each session and has not been sent. */
export class Drafts {
	readonly #texts = new Map<string, string>();

	get(sessionId: string): string {
		return this.#texts.get(sessionId) ?? '';
	}

	set(sessionId: string, text: string): void {
		this.#texts.set(sessionId, text);
	}

	clear(): void {
		this.#texts.clear();
	}

	/** Puts a text that was not sent before what is written now. */
	putBack(sessionId: string, text: string): void {
		const draft = this.get(sessionId);
		this.set(sessionId, draft === '' ? text : `${text}\n${draft}`);
	}

	/** What is written was meant for now, not for the conversation that is left. */
	move(from: string, to: string): void {
		if (from !== to && this.get(from) !== '') {
			this.putBack(to, this.get(from));
			this.#texts.delete(from);
		}
	}
}
