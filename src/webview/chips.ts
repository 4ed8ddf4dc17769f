import type { AttachmentView } from '../core/chat/contextProtocol.ts';
import { fill } from '../core/chat/strings.ts';
import type { Surroundings } from './codeBlock.ts';
import { iconOf } from './contextSource.ts';
import { element, iconButton } from './dom.ts';
import { count } from './footer.ts';
import { icon } from './icons.ts';

/** What will be sent along with the next question; each can be opened and taken away. */
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
		const hadFocus = this.element.contains(document.activeElement);
		this.element.hidden = attachments.length === 0;
		this.element.replaceChildren(...attachments.map(attachment => this.#chip(attachment)));
		if (hadFocus) {
			const next = this.element.querySelector<HTMLElement>('.icon-button');
			if (next) {
				next.focus();
			} else {
				this.#leave();
			}
		}
	}

	#chip({ label, kind, tokens, hidden }: AttachmentView): HTMLElement {
		const { strings, post } = this.#around;
		const warning = hidden > 0 ? fill(strings.hiddenCharacters, count(hidden)) : '';
		const open = element(
			'button',
			{
				type: 'button',
				class: 'chip-open',
				title: [label, warning].filter(part => part !== '').join('\n'),
				'aria-label': fill(strings.openAttachment, label),
			},
			icon(iconOf(kind)),
			element('span', { class: 'chip-label' }, element('bdi', {}, label)),
		);
		open.addEventListener('click', () => post({ type: 'openAttachment', label }));
		return element(
			'li',
			{},
			open,
			...(warning === ''
				? []
				: [
						element(
							'span',
							{ class: 'chip-warning', title: warning },
							fill(strings.hiddenShort, count(hidden)),
						),
					]),
			element('span', { class: 'chip-tokens' }, fill(strings.chipTokens, count(tokens))),
			iconButton(fill(strings.removeAttachment, label), icon('close'), () =>
				post({ type: 'detach', label }),
			),
		);
	}
}
