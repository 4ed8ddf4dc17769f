import type { AlertView, SettledView, TurnView } from '../core/chat/protocol.ts';
import { fill } from '../core/chat/strings.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import { confirmCopied } from './codeBlock.ts';
import type { Surroundings } from './codeBlock.ts';
import { element, iconButton, textButton } from './dom.ts';
import { footer } from './footer.ts';
import { icon } from './icons.ts';
import { MarkdownView } from './markdownView.ts';
import { pulse } from './pulse.ts';
import { Thinking } from './thinking.ts';

/** UTF-16 units of an answer that are shown; Copy gives all. */
const longestShown = 1_000_000;

/** UTF-16 units that are shown in one frame: more would be felt while typing. */
const mostAFrame = 24_000;

/** One answer: thinking, text, what went wrong, and what it cost. */
export class Answer {
	readonly element: HTMLElement;
	readonly #around: Surroundings;
	readonly #turnId: string;
	readonly #showUsage: () => boolean;
	readonly #thinking: Thinking;
	readonly #markdown: MarkdownView;
	readonly #progress: HTMLElement;
	readonly #end = element('div', { class: 'answer-end' });
	#length = 0;
	#lines = 0;
	#rowCounted = false;
	#pending = '';
	#scheduled = false;
	#settled: SettledView | undefined;
	/** Milliseconds of the page's clock before which no more work is done on a block that is large. */
	#restUntil = 0;

	constructor(turn: TurnView, around: Surroundings, showUsage: () => boolean) {
		const { strings } = around;
		this.#around = around;
		this.#turnId = turn.id;
		this.#showUsage = showUsage;
		this.#thinking = new Thinking(strings);
		this.#markdown = new MarkdownView({ ...around, turnId: turn.id });
		this.#progress = element('div', { class: 'progress' }, dots());
		this.element = element(
			'article',
			{ class: 'answer', tabindex: '-1' },
			this.#thinking.element,
			this.#markdown.element,
			this.#progress,
			this.#end,
		);
		this.append(turn.answer, turn.reasoning);
		if (turn.settled) {
			this.settle(turn.settled);
		}
	}

	/** Takes more of the answer; it is shown with the next frame. */
	append(text: string, reasoning: string): void {
		this.#thinking.append(reasoning);
		if (text !== '' && this.#length + this.#pending.length === 0) {
			this.#thinking.pause();
		}
		this.#pending += text;
		this.#countRows(text);
		if (this.#pending !== '') {
			this.#schedule();
		}
		this.#progress.hidden = this.#length + this.#pending.length > 0;
	}

	/** Says why nothing arrives. */
	wait(reason: 'silence' | 'retry', delay: number | null): void {
		const { strings, say } = this.#around;
		const words =
			reason === 'retry'
				? fill(strings.retryingIn, Math.ceil((delay ?? 0) / 1000))
				: strings.stillWaiting;
		this.#progress.hidden = false;
		this.#progress.replaceChildren(dots(), element('span', {}, words));
		say(words);
	}

	/** What came last of a very long answer is shown over the next frames. */
	settle(settled: SettledView): void {
		this.#settled = settled;
		this.#thinking.settle(settled);
		if (this.#pending.length <= mostAFrame) {
			this.#show(this.#pending);
			this.#pending = '';
			this.#finish();
		}
	}

	#finish(): void {
		this.#markdown.finish();
		this.#progress.remove();
		this.refresh();
	}

	/** Draws the end of the answer anew, since a setting may have changed. */
	refresh(): void {
		const settled = this.#settled;
		if (!settled || this.#pending !== '') {
			return;
		}
		const { strings } = this.#around;
		const parts: Node[] = [];
		if (this.#length > longestShown) {
			parts.push(element('p', { class: 'mark' }, strings.cutForDisplay));
		}
		const mark = this.#mark(settled);
		if (mark !== undefined) {
			parts.push(element('p', { class: 'mark' }, mark));
		}
		if (settled.alert) {
			parts.push(this.#alert(settled.alert));
		}
		// Of what was refused there is nothing to count.
		const counts = this.#showUsage() && (settled.usage !== null || this.#length > 0);
		parts.push(...footer(settled, this.#acts(settled), strings, counts));
		this.#end.replaceChildren(...parts);
	}

	/** Number of rows that came, blank ones not counted. */
	get lines(): number {
		return this.#lines;
	}

	/** The place in the conversation, counted from 1. */
	set number(number: number) {
		this.element.setAttribute('aria-label', fill(this.#around.strings.assistantMessage, number));
	}

	#schedule(): void {
		if (!this.#scheduled) {
			this.#scheduled = true;
			requestAnimationFrame(() => this.#frame());
		}
	}

	#frame(): void {
		this.#scheduled = false;
		const now = performance.now();
		if (this.#pending === '') {
			return;
		}
		if (now < this.#restUntil) {
			this.#schedule();
			return;
		}
		this.#show(this.#pending.slice(0, mostAFrame));
		this.#pending = this.#pending.slice(mostAFrame);
		if (this.#pending !== '') {
			this.#schedule();
		} else if (this.#settled) {
			this.#finish();
		}
		// Some large blocks that are still open cost tens of milliseconds a frame: three quarters of the
		// time stay free for typing and scrolling.
		const cost = performance.now() - now;
		const rest = Math.max(this.#markdown.pause, 4 * cost);
		this.#restUntil = rest > 16 && this.#pending === '' ? now + rest : 0;
	}

	#show(text: string): void {
		const room = Math.max(0, longestShown - this.#length);
		this.#length += text.length;
		if (room > 0 && text !== '') {
			this.#markdown.append(text.slice(0, room));
		}
	}

	#countRows(text: string): void {
		for (const [index, part] of text.split('\n').entries()) {
			this.#rowCounted &&= index === 0;
			if (!this.#rowCounted && part.trim() !== '') {
				this.#rowCounted = true;
				this.#lines++;
			}
		}
	}

	#mark({ outcome, alert }: SettledView): string | undefined {
		const { strings } = this.#around;
		const marks: Readonly<Partial<Record<SettledView['outcome'], string>>> = {
			truncated: strings.markTruncated,
			aborted: strings.markStopped,
			interrupted: strings.markInterrupted,
			...(!alert && { filtered: strings.markFiltered }),
		};
		return marks[outcome];
	}

	#alert({ text, action, retryAfter = 0 }: AlertView): HTMLElement {
		const { strings, post } = this.#around;
		const turnId = this.#turnId;
		const buttons = element('div', { class: 'alert-buttons' });
		if (action !== null) {
			buttons.append(textButton(action, 'button', () => post({ type: 'failureAction', turnId })));
		}
		const look = action === null ? 'button' : 'button secondary';
		const retry = textButton(strings.retry, look, () => post({ type: 'retry', turnId }));
		countDown(retry, retryAfter, strings);
		buttons.append(retry);
		return element('div', { class: 'alert' }, element('p', { role: 'alert' }, text), buttons);
	}

	#acts(settled: SettledView): HTMLElement {
		const { strings, post, say } = this.#around;
		const turnId = this.#turnId;
		const acts = element('span', { class: 'acts' });
		if (this.#length > 0) {
			const copy = iconButton(strings.copy, icon('copy'), () => {
				post({ type: 'copyMessage', turnId, part: 'answer' });
				say(strings.copied);
				confirmCopied(copy);
			});
			const regenerate = iconButton(strings.regenerate, icon('regenerate'), () =>
				post({ type: 'regenerate', turnId }),
			);
			regenerate.classList.add('branching');
			acts.append(copy, regenerate);
		}
		const cut = settled.outcome !== 'complete' && settled.outcome !== 'error';
		if (this.#length > 0 && cut && settled.outcome !== 'filtered') {
			const go = iconButton(strings.continue, icon('continue'), () =>
				post({ type: 'continue', turnId }),
			);
			// Of the last answer only: the style sheet hides the others.
			go.classList.add('continue');
			acts.append(go);
		}
		if (settled.outcome !== 'complete' && !settled.alert) {
			acts.append(iconButton(strings.retry, icon('retry'), () => post({ type: 'retry', turnId })));
		}
		return acts;
	}
}

/** Milliseconds that a button counts down; a longer wait is in the sentence. */
const longestCountdown = 120_000;

/** Tells on a button how long it is better not pressed, second by second. */
function countDown(button: HTMLButtonElement, delay: number, strings: ChatStrings): void {
	if (delay <= 0 || delay > longestCountdown) {
		return;
	}
	const end = performance.now() + delay;
	const tick = () => {
		const left = Math.ceil((end - performance.now()) / 1000);
		button.disabled = left > 0;
		button.textContent = left > 0 ? fill(strings.retryIn, left) : strings.retry;
		// A button that is gone has nothing to count for; one that is not there yet has.
		if (left > 0) {
			setTimeout(tick, 1000);
		}
	};
	tick();
}

function dots(): HTMLElement {
	const around = { class: 'dots', 'aria-hidden': 'true' };
	const shown = element('span', around, element('i'), element('i'), element('i'));
	pulse(shown);
	return shown;
}
