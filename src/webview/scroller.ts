import type { ChatStrings } from '../core/chat/strings.ts';
import { element } from './dom.ts';
import { icon } from './icons.ts';

/** Pixels from the end that still count as the end: zoom makes fractions. */
const near = 8;

/**
 * The box that scrolls the conversation. At its end it follows what arrives; scrolling up lets go,
 * and a button leads back.
 */
export class Scroller {
	readonly element: HTMLElement;
	readonly #box: HTMLElement;
	readonly #button: HTMLElement;
	#following = true;
	#top = 0;

	constructor(strings: ChatStrings, ...content: readonly HTMLElement[]) {
		const inner = element('div', { class: 'scroll-content' }, ...content);
		this.#box = element('div', { class: 'scroll-box' }, inner);
		const button = element(
			'button',
			{ type: 'button', class: 'to-bottom', 'aria-label': strings.scrollToBottom },
			icon('down'),
		);
		button.title = strings.scrollToBottom;
		this.#button = button;
		this.#set(true);
		button.addEventListener('click', () => this.follow());
		this.#box.addEventListener('scroll', () => {
			const { scrollTop, scrollHeight, clientHeight } = this.#box;
			const atEnd = scrollHeight - clientHeight - scrollTop <= near;
			this.#set(atEnd || (this.#following && scrollTop >= this.#top));
			this.#top = scrollTop;
		});
		// Called between layout and paint of a frame, so the end is never drawn out of view.
		const observer = new ResizeObserver(() => {
			if (this.#following) {
				this.#box.scrollTop = this.#box.scrollHeight;
			}
		});
		observer.observe(inner);
		observer.observe(this.#box);
		this.element = element('div', { class: 'scroller' }, this.#box, button);
	}

	/** Whether the end is in view and stays there. */
	get following(): boolean {
		return this.#following;
	}

	/** Goes to the end and stays there. */
	follow(): void {
		this.#set(true);
		this.#box.scrollTop = this.#box.scrollHeight;
	}

	/** What is in view stays in its place while something is put above it. */
	hold(): void {
		this.#set(false);
		// At the very top, browsers do not hold what is in view.
		this.#box.scrollTop = Math.max(1, this.#box.scrollTop);
	}

	#set(following: boolean): void {
		this.#following = following;
		this.#button.hidden = following;
		this.#box.classList.toggle('following', following);
	}
}
