import type { SettledView } from '../core/chat/protocol.ts';
import { fill } from '../core/chat/strings.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import { element } from './dom.ts';
import { count, seconds } from './footer.ts';
import { icon } from './icons.ts';

/** UTF-16 units of a text node above which the next one is begun. */
const longestNode = 1000;

/** What the model thought, folded away; there is nothing to see until some of it came. */
export class Thinking {
	readonly element: HTMLDetailsElement;
	readonly #strings: ChatStrings;
	readonly #detail: HTMLElement;
	readonly #text = element('div', { class: 'thinking-text', tabindex: '0' });

	constructor(strings: ChatStrings) {
		this.#strings = strings;
		this.#detail = element('span', { class: 'thinking-detail' });
		const summary = element(
			'summary',
			{},
			icon('chevron'),
			element('span', {}, strings.thinking),
			this.#detail,
		);
		this.element = element('details', { class: 'thinking running' }, summary, this.#text);
		this.element.hidden = true;
	}

	append(reasoning: string): void {
		if (reasoning !== '') {
			this.element.hidden = false;
			const last = this.#text.lastChild;
			// Not one node for each delta, nor one for all: a browser shapes a node as a whole.
			if (last instanceof Text && last.length < longestNode) {
				last.appendData(reasoning);
			} else {
				this.#text.append(reasoning);
			}
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
	}
}
