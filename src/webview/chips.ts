import type { AttachmentView } from '../core/chat/protocol.ts';
import { fill } from '../core/chat/strings.ts';
import type { Surroundings } from './codeBlock.ts';
import { element, iconButton } from './dom.ts';
import { count } from './footer.ts';
import { icon } from './icons.ts';

/** What will be sent along with the next question; each can be taken away. */
export class Chips {
	readonly element: HTMLElement;
	readonly #around: Surroundings;
	/** Where the focus goes when the last chip was taken away. */
	readonly #leave: () => void;

	constructor(around: Surroundings, leave: () => void) {
		this.#around = around;
		this.#leave = leave;
		this.element = element('ul', { class: 'chips', 'aria-label': around.strings.attached });
		this.element.hidden = true;
	}

	show(attachments: readonly AttachmentView[]): void {
		const { strings, post } = this.#around;
		const hadFocus = this.element.contains(document.activeElement);
		this.element.hidden = attachments.length === 0;
		this.element.replaceChildren(
			...attachments.map(({ label, tokens }) =>
				element(
					'li',
					{ title: label },
					element('span', { class: 'chip-label' }, label),
					element('span', { class: 'chip-tokens' }, fill(strings.chipTokens, count(tokens))),
					iconButton(fill(strings.removeAttachment, label), icon('close'), () =>
						post({ type: 'detach', label }),
					),
				),
			),
		);
		if (hadFocus) {
			const next = this.element.querySelector('button');
			if (next) {
				next.focus();
			} else {
				this.#leave();
			}
		}
	}
}
