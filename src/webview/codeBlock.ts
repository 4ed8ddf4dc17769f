import { isShell } from '../core/chat/shellCommands.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import type { Post } from './bridge.ts';
import { CodeRows } from './codeRows.ts';
import { element, iconButton } from './dom.ts';
import { icon } from './icons.ts';

/** What the parts of an answer need to be built and to act. */
export interface Surroundings {
	readonly strings: ChatStrings;
	readonly post: Post;
	/** Says a few words to screen readers. */
	readonly say: (text: string) => void;
	/** The turn that the part belongs to; absent outside of the conversation. */
	readonly turnId?: string;
}

/** A block of code with its language and its buttons. */
export class CodeBlock {
	readonly element: HTMLElement;
	readonly #rows: CodeRows;
	#text = '';

	constructor(language: string, around: Surroundings) {
		const { strings, post, say } = around;
		const name = language === '' ? strings.code : language;
		this.#rows = new CodeRows(language);
		const copy = iconButton(strings.copy, icon('copy'), () => {
			post({ type: 'copyCode', code: this.#text });
			say(strings.copied);
			confirmCopied(copy);
		});
		const acts = isShell(language)
			? [this.#terminalAct(around), ...this.#fileActs(language, around)]
			: this.#fileActs(language, around);
		this.element = element(
			'div',
			{ class: 'code-block' },
			element(
				'div',
				{ class: 'code-header' },
				element('span', { class: 'code-language' }, language),
				element('span', { class: 'code-buttons' }, copy, ...acts),
			),
			element('pre', { tabindex: '0', role: 'group', 'aria-label': name }, this.#rows.element),
		);
	}

	/** A command belongs into a terminal; what is a script is, too, something to keep in a file. */
	#terminalAct({ strings, post }: Surroundings): HTMLElement {
		return iconButton(strings.insertIntoTerminal, icon('terminal'), () =>
			post({ type: 'insertIntoTerminal', code: this.#text }),
		);
	}

	#fileActs(language: string, { strings, post, turnId = '' }: Surroundings): HTMLElement[] {
		const insert = iconButton(strings.insertAtCursor, icon('insert'), () =>
			post({ type: 'insertCode', code: this.#text }),
		);
		const newFile = iconButton(strings.newFile, icon('newFile'), () =>
			post({ type: 'newFile', code: this.#text, language }),
		);
		const apply = iconButton(strings.applyToEditor, icon('apply'), () =>
			post({ type: 'applyCode', turnId, code: this.#text, language }),
		);
		return [insert, newFile, apply];
	}

	/** Shows `text`; where it goes on from what is shown, only the new rows are touched. */
	update(text: string): void {
		if (text === this.#text) {
			return;
		}
		if (text.startsWith(this.#text)) {
			this.#rows.append(text.slice(this.#text.length));
		} else {
			this.#rows.clear();
			this.#rows.append(text);
		}
		this.#text = text;
	}
}

/** Shows a tick on a copy button for a moment. */
export function confirmCopied(button: HTMLButtonElement): void {
	button.replaceChildren(icon('check'));
	setTimeout(() => button.replaceChildren(icon('copy')), 1500);
}
