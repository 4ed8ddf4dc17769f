import type { SettledView } from '../core/chat/protocol.ts';
import { fill } from '../core/chat/strings.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import { element } from './dom.ts';
import { count, seconds } from './footer.ts';
import { icon } from './icons.ts';

/** What the model thought, folded away; there is nothing to see until some of it came. */
export class Thinking {
	readonly element: HTMLDetailsElement;
	readonly #strings: ChatStrings;
	readonly #summary: HTMLElement;
	readonly #detail: HTMLElement;
	readonly #text = element('div', { class: 'thinking-text', tabindex: '0' });

	constructor(strings: ChatStrings) {
		this.#strings = strings;
		this.#detail = element('span', { class: 'thinking-detail' });
		this.#summary = element(
			'summary',
			{ 'aria-label': strings.thinking },
			icon('chevron'),
			element('span', {}, strings.thinking),
			this.#detail,
		);
		this.element = element(
			'details',
			{ class: 'thinking running' },
			element('summary', {}, icon('chevron'), element('span', {}, strings.thinking), this.#detail),
			this.#text,
		);
		this.element.hidden = true;
	}

	append(reasoning: string): void {
		if (reasoning !== '') {
			this.element.hidden = false;
			this.#text.append(reasoning);
		}
	}

	/** The answer itself has begun. */
	pause(): void {
		this.element.classList.remove('running');
		this.#detail.textContent = '';
	}

	settle({ reasoningDuration, usage }: SettledView): void {
		this.pause();
		const tokens = usage?.reasoningTokens;
		const time = reasoningDuration === null ? '' : seconds(reasoningDuration, this.#strings);
		const detail =
			tokens === undefined
				? fill(this.#strings.thoughtFor, time)
				: fill(this.#strings.thoughtForTokens, time, count(tokens));
		this.#detail.textContent = detail;
		this.#summary.setAttribute('aria-description', detail);
	}
}
