import { fill } from '../core/chat/strings.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import { element } from './dom.ts';
import { icon, type IconName } from './icons.ts';
import { triggerAt, type Typed } from './trigger.ts';

/** One thing to choose. */
export interface CompletionItem {
	readonly id: string;
	readonly label: string;
	/** What stands beside the label, quieter; may be empty. */
	readonly detail: string;
	readonly icon: IconName;
}

/** What a character in the text leads to: files behind `@`, commands behind `/`. */
export interface CompletionSource {
	/** The characters that open the list: the one that is meant first, then what input methods give. */
	readonly triggers: string;
	/** Where it may stand: at the beginning of the text only, or of any word. */
	readonly place: 'text' | 'word';
	/** What the list is, for screen readers. */
	readonly name: string;
	/**
	 * Finds what fits. May tell more than once, as more is known; what is told after the next `find`
	 * is not shown.
	 */
	find(query: string, tell: (items: readonly CompletionItem[]) => void): void;
	/** @returns What takes the place of the character and of what was typed behind it. */
	choose(item: CompletionItem, place: Typed): string;
}

export interface CompletionOptions {
	readonly input: HTMLTextAreaElement;
	readonly sources: readonly CompletionSource[];
	readonly strings: ChatStrings;
	/** Speaks to screen readers. */
	readonly say: (text: string) => void;
}

/**
 * A list above a text field that opens at a character. The focus stays in the field; the arrows,
 * Enter, Tab and Escape are the list's while it is open. The owner passes keys to `keydown` first.
 */
export class Completion {
	readonly element: HTMLElement;
	readonly #options: CompletionOptions;
	readonly #list: HTMLElement;
	readonly #none: HTMLElement;
	#source: CompletionSource | undefined;
	#typed: Typed | undefined;
	#items: readonly CompletionItem[] = [];
	#active = 0;
	/** What is shown answers the query: only then does what the user went to stay chosen. */
	#current = false;
	/** Counts searches: what an older one tells is late. */
	#search = 0;
	/** Where a list was sent away with Escape: it stays away until another begins. */
	#dismissed: number | undefined;
	/** The character was put there by a button, and goes again with Escape. */
	#ours = false;

	constructor(options: CompletionOptions) {
		const { input, strings } = options;
		this.#options = options;
		this.#list = element('div', { role: 'listbox', id: 'completion' });
		this.#none = element('p', { class: 'completion-none' }, strings.nothingFound);
		this.element = element('div', { class: 'completion' }, this.#list, this.#none);
		this.element.hidden = true;
		input.setAttribute('aria-autocomplete', 'list');
		input.setAttribute('aria-haspopup', 'listbox');
		input.addEventListener('input', event => this.#follow(event));
		input.addEventListener('compositionend', event => this.#follow(event));
		input.addEventListener('click', event => this.#follow(event));
		input.addEventListener('blur', () => this.#close());
		// The field keeps the focus, whatever is clicked here.
		this.element.addEventListener('mousedown', event => event.preventDefault());
	}

	get open(): boolean {
		return this.#source !== undefined;
	}

	/** Opens the list of a source as if its character had been typed at the caret. */
	begin(trigger: string): void {
		const { input } = this.#options;
		input.focus();
		const before = input.value.slice(0, input.selectionStart);
		this.#dismissed = undefined;
		// Reported as an `input` event, which opens the list.
		insertText(/\S$/u.test(before) ? ` ${trigger}` : trigger);
		this.#ours = this.open;
	}

	/** @returns Whether the key was the list's. */
	keydown(event: KeyboardEvent): boolean {
		if (!this.open) {
			return false;
		}
		const act = this.#actOf(event);
		if (act) {
			event.preventDefault();
			event.stopPropagation();
			act();
			return true;
		}
		if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
			this.#close();
		}
		return false;
	}

	#actOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): (() => void) | undefined {
		if (key === 'Escape') {
			return () => this.#dismiss();
		}
		if (this.#items.length === 0 || shiftKey || ctrlKey || metaKey || altKey) {
			return undefined;
		}
		const last = this.#items.length - 1;
		const acts: Readonly<Record<string, () => void>> = {
			ArrowDown: () => this.#activate(this.#active === last ? 0 : this.#active + 1),
			ArrowUp: () => this.#activate(this.#active === 0 ? last : this.#active - 1),
			PageDown: () => this.#activate(Math.min(this.#active + 8, last)),
			PageUp: () => this.#activate(Math.max(this.#active - 8, 0)),
			Enter: () => this.#choose(this.#active),
			Tab: () => this.#choose(this.#active),
		};
		return acts[key];
	}

	/** Opens, narrows or closes the list by what stands before the caret. */
	#follow(event: Event): void {
		if (event instanceof InputEvent && event.isComposing) {
			return;
		}
		const { input, sources } = this.#options;
		const { value, selectionStart, selectionEnd } = input;
		const typed =
			selectionStart === selectionEnd ? triggerAt(value, selectionStart, sources) : undefined;
		if (!typed || typed.start === this.#dismissed) {
			this.#dismissed = typed?.start;
			this.#close();
			return;
		}
		const source = sources[typed.source];
		if (!source || (source === this.#source && typed.query === this.#typed?.query)) {
			this.#typed = typed;
			return;
		}
		this.#dismissed = undefined;
		this.#find(source, typed);
	}

	#find(source: CompletionSource, typed: Typed): void {
		this.#source = source;
		this.#typed = typed;
		this.#current = false;
		const search = ++this.#search;
		source.find(typed.query, items => {
			if (search === this.#search) {
				this.#show(source, items);
			}
		});
	}

	#show(source: CompletionSource, items: readonly CompletionItem[]): void {
		const { input, strings, say } = this.#options;
		const kept = this.#current && this.#active > 0 ? this.#items[this.#active]?.id : undefined;
		const counted = this.#items.length !== items.length || this.element.hidden;
		this.#items = items;
		this.#list.setAttribute('aria-label', source.name);
		this.#list.replaceChildren(...items.map((item, at) => this.#option(item, at)));
		this.#list.hidden = items.length === 0;
		this.#none.hidden = items.length > 0;
		this.element.hidden = false;
		input.setAttribute('aria-controls', this.#list.id);
		this.#current = true;
		this.#activate(
			Math.max(
				0,
				items.findIndex(({ id }) => id === kept),
			),
		);
		if (counted) {
			say(items.length === 0 ? strings.nothingFound : fill(strings.found, items.length));
		}
	}

	#option({ label, detail, icon: name }: CompletionItem, at: number): HTMLElement {
		// Of a long path the end tells more, of a sentence the beginning.
		const isPath = name === 'file' || name === 'folder' || name === 'image';
		const look = isPath ? 'completion-detail path' : 'completion-detail';
		const option = element(
			'div',
			{ role: 'option', id: `completion-${at}`, title: detail === '' ? label : detail },
			icon(name),
			element('span', { class: 'completion-label' }, label),
			element('span', { class: look }, element('bdi', {}, detail)),
		);
		option.addEventListener('click', () => this.#choose(at));
		return option;
	}

	#activate(at: number): void {
		this.#active = at;
		const { input } = this.#options;
		for (const [index, option] of [...this.#list.children].entries()) {
			option.setAttribute('aria-selected', String(index === at));
		}
		const active = this.#list.children[at];
		if (active) {
			input.setAttribute('aria-activedescendant', active.id);
			active.scrollIntoView({ block: 'nearest' });
		} else {
			input.removeAttribute('aria-activedescendant');
		}
	}

	#choose(at: number): void {
		const item = this.#items[at];
		const [source, typed] = [this.#source, this.#typed];
		if (!item || !source || !typed) {
			return;
		}
		this.#close();
		this.#replace(typed, source.choose(item, typed));
	}

	#dismiss(): void {
		const typed = this.#typed;
		const ours = this.#ours && typed?.query === '';
		this.#dismissed = typed?.start;
		this.#close();
		if (ours && typed) {
			this.#replace(typed, '');
		}
	}

	#replace({ start, end }: Typed, text: string): void {
		const { input } = this.#options;
		input.setSelectionRange(start, end);
		if (text === '') {
			document.execCommand('delete');
		} else {
			insertText(text);
		}
	}

	#close(): void {
		const { input } = this.#options;
		this.#search++;
		this.#source = undefined;
		this.#typed = undefined;
		this.#items = [];
		this.#active = 0;
		this.#ours = false;
		this.element.hidden = true;
		this.#list.replaceChildren();
		input.removeAttribute('aria-controls');
		input.removeAttribute('aria-activedescendant');
	}
}

/** Writes at the caret of the field that has the focus so that the field's own undo takes it back. */
function insertText(text: string): void {
	document.execCommand('insertText', false, text);
}
