/** Milliseconds for which a language that was too slow is hardly waited for. */
const sulking = 60_000;
/** Milliseconds that it gets meanwhile. */
const impatience = 15;

const tooLate = Symbol('too late');

/**
 * How long a question to a language may take. One that did not answer in time, since its server
 * starts, is busy or hangs, is hardly waited for during the next minute, unless it answers after all.
 */
export class Patience {
	readonly #most: number;
	/** By the language: when it was too slow, in milliseconds on a clock that never goes back. */
	readonly #slowAt = new Map<string, number>();

	/** @param most Milliseconds that a language gets. */
	constructor(most: number) {
		this.#most = most;
	}

	/** @returns The answer, or `undefined` if there is none in time, or ever. Never rejects. */
	async within<Answer>(language: string, answer: Promise<Answer>): Promise<Answer | undefined> {
		const slowAt = this.#slowAt.get(language);
		const slow = slowAt !== undefined && performance.now() - slowAt < sulking;
		const answered = answer.catch(() => undefined);
		const result = await Promise.race([answered, pause(slow ? impatience : this.#most)]);
		if (result !== tooLate) {
			return result;
		}
		this.#slowAt.set(language, performance.now());
		void answered.then(() => this.#slowAt.delete(language));
		return undefined;
	}
}

function pause(milliseconds: number): Promise<typeof tooLate> {
	return new Promise(resolve => setTimeout(() => resolve(tooLate), milliseconds));
}
