import type { SettledView, TurnView } from '../core/chat/protocol.ts';
import { fill } from '../core/chat/strings.ts';
import { Answer } from './answer.ts';
import type { Surroundings } from './codeBlock.ts';
import { element } from './dom.ts';
import { questionArticle } from './question.ts';

interface Shown {
	readonly question: HTMLElement;
	readonly answer: Answer;
	readonly text: string;
	settled: boolean;
}

/** All messages of the open session, in order. */
export class Transcript {
	readonly element: HTMLElement;
	readonly #around: Surroundings;
	readonly #turns = new Map<string, Shown>();
	#showUsage = true;

	constructor(around: Surroundings) {
		this.#around = around;
		this.element = element('div', {
			class: 'messages',
			role: 'log',
			'aria-live': 'off',
			'aria-label': around.strings.conversation,
		});
	}

	get empty(): boolean {
		return this.#turns.size === 0;
	}

	/** Whether an answer is arriving. */
	get streaming(): boolean {
		return [...this.#turns.values()].some(({ settled }) => !settled);
	}

	get lastQuestion(): string | undefined {
		return [...this.#turns.values()].at(-1)?.text;
	}

	set showUsage(show: boolean) {
		this.#showUsage = show;
		for (const { answer } of this.#turns.values()) {
			answer.refresh();
		}
	}

	clear(): void {
		this.#turns.clear();
		this.element.replaceChildren();
	}

	/** Adds a turn at the end, or shows one anew in its place. */
	put(turn: TurnView): void {
		const before = this.#turns.get(turn.id);
		const place = before ? [...this.#turns.keys()].indexOf(turn.id) : this.#turns.size;
		const answer = new Answer(2 * place + 2, turn, this.#around, () => this.#showUsage);
		if (before) {
			before.answer.element.replaceWith(answer.element);
			this.#mark();
			this.#turns.set(turn.id, { ...before, answer, settled: turn.settled !== null });
			return;
		}
		const question = questionArticle(2 * place + 1, turn, this.#around);
		this.element.append(question, answer.element);
		this.#turns.set(turn.id, {
			question,
			answer,
			text: turn.question,
			settled: turn.settled !== null,
		});
		this.#mark();
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
		this.#mark();
		for (const [place, { question, answer }] of [...this.#turns.values()].entries()) {
			question.setAttribute('aria-label', fill(this.#around.strings.youMessage, 2 * place + 1));
			answer.number = 2 * place + 2;
		}
	}

	/** While an answer arrives no other branch can be taken. */
	#mark(): void {
		this.element.classList.toggle('streaming', this.streaming);
	}
}
