import type { SessionView } from '../core/chat/protocol.ts';
import { fill } from '../core/chat/strings.ts';
import type { Surroundings } from './codeBlock.ts';
import { element, iconButton, textButton } from './dom.ts';
import { icon } from './icons.ts';

export interface HistoryViewOptions extends Surroundings {
	/** The list was closed by the user. */
	readonly closed: () => void;
}

/** The list of all sessions, in place of the conversation while it is open. */
export class HistoryView {
	readonly element: HTMLElement;
	readonly #options: HistoryViewOptions;
	readonly #search: HTMLInputElement;
	readonly #list: HTMLElement;
	readonly #none = element('p', { class: 'history-none' });
	readonly #undo = element('div', { class: 'history-undo' });
	#sessions: readonly SessionView[] = [];
	/** A title is being written: the list stays as it is until then. */
	#renaming = false;

	constructor(options: HistoryViewOptions) {
		const { strings } = options;
		this.#options = options;
		this.#search = element('input', {
			type: 'search',
			'aria-label': strings.searchHistory,
			placeholder: strings.searchHistory,
		});
		this.#search.addEventListener('input', () => this.#draw());
		this.#list = element('ul', { 'aria-label': strings.history });
		this.#undo.hidden = true;
		this.element = element(
			'section',
			{ class: 'history', 'aria-label': strings.history },
			element(
				'div',
				{ class: 'history-head' },
				element('h2', {}, strings.history),
				iconButton(strings.closeHistory, icon('close'), () => this.#close()),
			),
			this.#search,
			this.#undo,
			this.#none,
			this.#list,
		);
		this.element.hidden = true;
		this.element.addEventListener('keydown', event => {
			if (event.key === 'Escape' && !event.isComposing) {
				event.preventDefault();
				this.#close();
			}
		});
	}

	/** Takes the sessions as they are now; with `reveal`, opens the list. */
	show(sessions: readonly SessionView[], reveal: boolean): void {
		this.#sessions = sessions;
		if (reveal) {
			this.element.hidden = false;
			this.#undo.hidden = true;
			this.#search.value = '';
			this.#search.focus();
		}
		if (!this.element.hidden && !this.#renaming) {
			this.#draw();
		}
	}

	hide(): void {
		if (!this.element.hidden) {
			this.#options.post({ type: 'historyClosed' });
		}
		this.element.hidden = true;
		this.#renaming = false;
	}

	#close(): void {
		this.hide();
		this.#options.closed();
	}

	#draw(): void {
		const { strings } = this.#options;
		const words = this.#search.value.toLowerCase().split(/\s+/u);
		const found = this.#sessions.filter(({ title }) =>
			words.every(word => title.toLowerCase().includes(word)),
		);
		this.#none.hidden = found.length > 0;
		this.#none.textContent = this.#sessions.length > 0 ? strings.noneFound : strings.noHistory;
		const focused = document.activeElement?.closest('li')?.dataset['id'];
		this.#list.replaceChildren(...found.map(session => this.#item(session)));
		if (focused !== undefined) {
			const item = [...this.#list.children].find(
				child => child instanceof HTMLElement && child.dataset['id'] === focused,
			);
			const target = item?.querySelector('button') ?? this.#search;
			target.focus();
		}
	}

	#item(session: SessionView): HTMLElement {
		const { strings, post } = this.#options;
		const { id, title, used, pinned, streaming, open } = session;
		const name = title === '' ? strings.untitled : title;
		const when = new Date(used).toLocaleString(document.documentElement.lang, {
			dateStyle: 'medium',
			timeStyle: 'short',
		});
		const choose = element(
			'button',
			{ type: 'button', class: 'history-open', ...(open && { 'aria-current': 'true' }) },
			element('span', { class: 'history-title' }, name),
			element(
				'span',
				{ class: 'history-when' },
				streaming ? `${when} · ${strings.answering}` : when,
			),
		);
		choose.addEventListener('click', () => {
			this.#close();
			post({ type: 'openSession', sessionId: id });
		});
		const pin = iconButton(strings.pin, icon('pin'), () =>
			post({ type: 'pinSession', sessionId: id, pinned: !pinned }),
		);
		pin.setAttribute('aria-pressed', String(pinned));
		const item = element('li', { class: open ? 'open' : '' });
		item.dataset['id'] = id;
		const acts = element(
			'span',
			{ class: 'history-acts' },
			pin,
			iconButton(strings.rename, icon('edit'), () => this.#rename(item, session)),
			iconButton(strings.delete, icon('delete'), () => this.#delete(id, name)),
		);
		item.append(choose, acts);
		return item;
	}

	/** A field in place of the item. Enter keeps, Escape and leaving give the title back. */
	#rename(item: HTMLElement, { id, title }: SessionView): void {
		const { strings, post } = this.#options;
		const input = element('input', {
			type: 'text',
			'aria-label': strings.rename,
			maxlength: '200',
		});
		input.value = title;
		const done = (keep: boolean) => {
			if (this.#renaming) {
				this.#renaming = false;
				if (keep && input.value.trim() !== '') {
					post({ type: 'renameSession', sessionId: id, title: input.value.trim() });
				}
				this.#draw();
			}
		};
		input.addEventListener('keydown', event => {
			if (!event.isComposing && (event.key === 'Enter' || event.key === 'Escape')) {
				event.preventDefault();
				event.stopPropagation();
				done(event.key === 'Enter');
			}
		});
		input.addEventListener('blur', () => done(false));
		this.#renaming = true;
		item.replaceChildren(input);
		input.select();
		input.focus();
	}

	#delete(id: string, name: string): void {
		const { strings, post, say } = this.#options;
		const words = fill(strings.deleted, name);
		const undo = textButton(strings.undo, 'button secondary', () => {
			this.#undo.hidden = true;
			post({ type: 'restoreSession', sessionId: id });
			this.#search.focus();
		});
		this.#undo.replaceChildren(element('span', {}, words), undo);
		this.#undo.hidden = false;
		undo.focus();
		say(words);
		post({ type: 'deleteSession', sessionId: id });
	}
}
