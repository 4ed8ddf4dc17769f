import { fill } from '../core/chat/strings.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import type { ContextUse, Cut } from '../core/prompt/cut.ts';
import type { Surroundings } from './codeBlock.ts';
import { element } from './dom.ts';
import { count } from './footer.ts';

const svg = 'http://www.w3.org/2000/svg';
/** The length of the ring's line. */
const around = 31.4;

/** How full the context is, as a ring that opens what will be sent, and what does not fit. */
export class ContextMeter {
	readonly element: HTMLElement;
	readonly #button: HTMLButtonElement;
	/** What will be left out, one row each. */
	readonly notes: HTMLElement;
	readonly #strings: ChatStrings;
	readonly #say: Surroundings['say'];
	readonly #arc: SVGCircleElement;
	readonly #percent = element('span', { class: 'context-percent', 'aria-hidden': 'true' });
	#told = '';

	constructor({ strings, post, say }: Pick<Surroundings, 'strings' | 'post' | 'say'>) {
		this.#strings = strings;
		this.#say = say;
		const ring = document.createElementNS(svg, 'svg');
		ring.setAttribute('viewBox', '0 0 14 14');
		ring.setAttribute('class', 'context-ring');
		ring.setAttribute('aria-hidden', 'true');
		this.#arc = circle('context-arc');
		ring.append(circle('context-track'), this.#arc);
		// The button lies over the figure, so that its name stays the same whatever the figure is.
		this.#button = element('button', { type: 'button', 'aria-label': strings.showRequest });
		this.element = element('span', { class: 'context-meter' }, ring, this.#percent, this.#button);
		this.#button.addEventListener('click', () => post({ type: 'showRequest' }));
		this.notes = element('ul', { class: 'cuts', 'aria-label': strings.leftOut });
		this.notes.hidden = true;
	}

	show({ used, limit, cut }: ContextUse): void {
		const strings = this.#strings;
		const share = Math.min(1, used / Math.max(1, limit));
		const words = fill(strings.contextUse, count(used), count(limit));
		this.#button.title = `${words}\n${strings.showRequest}`;
		this.#button.setAttribute('aria-description', words);
		this.element.classList.toggle('full', share > 0.9 || cut.length > 0);
		this.#percent.textContent = `${Math.round(share * 100)}%`;
		this.#arc.setAttribute('stroke-dasharray', `${(share * around).toFixed(1)} ${around}`);
		const rows = cut.map(one => cutSentence(one, strings));
		this.notes.hidden = rows.length === 0;
		this.notes.replaceChildren(...rows.map(row => element('li', {}, row)));
		const told = rows.join(' ');
		if (told !== this.#told) {
			this.#told = told;
			if (told !== '') {
				this.#say(told);
			}
		}
	}
}

/** What was left out, in words. */
export function cutSentence({ kind, label, count: many }: Cut, strings: ChatStrings): string {
	switch (kind) {
		case 'lines':
			return fill(strings.cutLines, label, count(many));
		case 'messages':
			return fill(strings.cutMessages, count(many));
		case 'picture':
			return fill(strings.cutPicture, label);
		case 'largePicture':
			return fill(strings.cutLargePicture, label);
	}
}

function circle(name: string): SVGCircleElement {
	const made = document.createElementNS(svg, 'circle');
	for (const [attribute, value] of Object.entries({ cx: '7', cy: '7', r: '5', class: name })) {
		made.setAttribute(attribute, value);
	}
	return made;
}
