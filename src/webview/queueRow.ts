import { fill } from '../core/chat/strings.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import { element, iconButton } from './dom.ts';
import { icon } from './icons.ts';

/** The question that waits behind the running answer; it can be taken back into the composer. */
export class QueueRow {
	readonly element = element('div', { class: 'queue' });
	readonly #strings: ChatStrings;
	readonly #remove: () => void;

	constructor(strings: ChatStrings, remove: () => void) {
		this.#strings = strings;
		this.#remove = remove;
		this.element.hidden = true;
	}

	get waiting(): boolean {
		return !this.element.hidden;
	}

	show(question: string | null): void {
		this.element.hidden = question === null;
		this.element.replaceChildren();
		if (question !== null) {
			this.element.append(
				element('span', { title: question }, fill(this.#strings.queuedNext, question)),
				iconButton(this.#strings.unqueue, icon('close'), this.#remove),
			);
		}
	}
}
