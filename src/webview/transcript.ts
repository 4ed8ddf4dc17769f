import type { SettledView, TurnView } from '../core/chat/protocol.ts';
import { fill } from '../core/chat/strings.ts';
import { Answer } from './answer.ts';
import { followArticleKeys, markLastArticle } from './articleKeys.ts';
import type { Surroundings } from './codeBlock.ts';
import { element, textButton } from './dom.ts';
import { questionArticle } from './question.ts';

interface Shown {
	question: HTMLElement;
	answer: Answer;
	readonly text: string;
	settled: boolean;
}

/** Turns that stay in the page while it follows the end; those before come back on demand. */
const windowTurns = 40;

/** The latest messages of the open session, in order. */
export class Transcript {
	readonly element: HTMLElement;
	readonly #around: Surroundings;
	readonly #earlier: HTMLButtonElement;
	/** In the order of the page. */
	#turns = new Map<string, Shown>();
	/** Number of turns of the session, those included that are not in the page. */
	#length = 0;
	/** Turns are on their way. */
	#asked = false;
	#showUsage = true;

	/** @param hold Makes what is in view stay in its place while earlier turns come in above it. */
	constructor(around: Surroundings, hold: () => void) {
		this.#around = around;
		this.element = element('div', {
			class: 'messages',
			role: 'log',
			'aria-live': 'off',
			'aria-label': around.strings.conversation,
		});
		followArticleKeys(this.element);
		this.#earlier = textButton('', 'button secondary earlier', () => {
			hold();
			this.#askForEarlier();
		});
		this.#earlier.hidden = true;
		// Whoever scrolls up finds them there already.
		new IntersectionObserver(entries => {
			if (entries.some(({ isIntersecting }) => isIntersecting)) {
				hold();
				this.#askForEarlier();
			}
		}).observe(this.#earlier);
	}

	/** Leads to the turns that are not in the page. */
	get earlier(): HTMLElement {
		return this.#earlier;
	}

	get empty(): boolean {
		return this.#turns.size === 0 && this.#length === 0;
	}

	/** Whether an answer is arriving. */
	get streaming(): boolean {
		return [...this.#turns.values()].some(({ settled }) => !settled);
	}

	/** From the first one on. */
	get questions(): readonly string[] {
		return [...this.#turns.values()].map(({ text }) => text);
	}

	set showUsage(show: boolean) {
		this.#showUsage = show;
		for (const { answer } of this.#turns.values()) {
			answer.refresh();
		}
	}

	/** The session has so many turns, and what was asked for is there. */
	set length(length: number) {
		this.#length = length;
		this.#asked = false;
		this.#number();
	}

	/** Begins another session, whose length will be told. */
	clear(): void {
		this.#turns.clear();
		this.element.replaceChildren();
		this.length = 0;
		this.#asked = true;
	}

	/** Adds a turn at the end or, with `first`, at the beginning, or shows one anew in its place. */
	put(turn: TurnView, first: boolean): void {
		const before = this.#turns.get(turn.id);
		const question = questionArticle(turn, this.#around);
		const answer = new Answer(turn, this.#around, () => this.#showUsage);
		const shown = { question, answer, text: turn.question, settled: turn.settled !== null };
		if (before) {
			before.question.replaceWith(question);
			before.answer.element.replaceWith(answer.element);
			this.#turns.set(turn.id, shown);
		} else if (first) {
			this.element.prepend(question, answer.element);
			this.#turns = new Map([[turn.id, shown], ...this.#turns]);
		} else {
			this.element.append(question, answer.element);
			this.#turns.set(turn.id, shown);
			this.#length = Math.max(this.#length, this.#turns.size);
		}
		this.#mark();
		this.#number();
	}

	append(turnId: string, text: string, reasoning: string): void {
		this.#turns.get(turnId)?.answer.append(text, reasoning);
	}

	wait(turnId: string, reason: 'silence' | 'retry', delay: number | null): void {
		this.#turns.get(turnId)?.answer.wait(reason, delay);
	}

	/** @returns The number of rows of the answer, or `undefined` if the turn is not shown. */
	settle(turnId: string, settled: SettledView): number | undefined {
		const shown = this.#turns.get(turnId);
		if (shown) {
			shown.settled = true;
			shown.answer.settle(settled);
			this.#mark();
		}
		return shown?.answer.lines;
	}

	remove(turnId: string): void {
		const shown = this.#turns.get(turnId);
		shown?.question.remove();
		shown?.answer.element.remove();
		this.#turns.delete(turnId);
		this.#length = Math.max(this.#turns.size, this.#length - 1);
		this.#mark();
		this.#number();
	}

	/** Takes out of the page what is far above its end. */
	trim(): void {
		for (const [id, { question, answer }] of this.#turns) {
			if (this.#turns.size <= windowTurns) {
				break;
			}
			question.remove();
			answer.element.remove();
			this.#turns.delete(id);
		}
		this.#number();
	}

	#askForEarlier(): void {
		const [turnId] = this.#turns.keys();
		if (turnId !== undefined && !this.#asked && this.#turns.size < this.#length) {
			this.#asked = true;
			this.#around.post({ type: 'earlier', turnId });
		}
	}

	/** Names each message by its place in the whole session. */
	#number(): void {
		const { strings } = this.#around;
		let place = Math.max(0, this.#length - this.#turns.size);
		this.#earlier.hidden = place === 0;
		this.#earlier.textContent = fill(strings.showEarlier, 2 * place);
		for (const { question, answer } of this.#turns.values()) {
			question.setAttribute('aria-label', fill(strings.youMessage, 2 * place + 1));
			answer.number = 2 * place + 2;
			place++;
		}
		markLastArticle(this.element);
	}

	/** While an answer arrives no other branch can be taken. */
	#mark(): void {
		this.element.classList.toggle('streaming', this.streaming);
	}
}
