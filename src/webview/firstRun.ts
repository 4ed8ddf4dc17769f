import type { GatewayChoice } from '../core/chat/protocol.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import type { Post } from './bridge.ts';
import type { Surroundings } from './codeBlock.ts';
import { element, textButton } from './dom.ts';

/** The form that asks for a gateway and its key, shown as long as there is no key. */
export class FirstRun {
	readonly element: HTMLElement;
	readonly #strings: ChatStrings;
	readonly #post: Post;
	readonly #say: (text: string) => void;
	readonly #gateway = element('select', { id: 'gateway' });
	readonly #key: HTMLInputElement;
	readonly #result = element('div', { class: 'first-run-result' });
	readonly #save: HTMLButtonElement;

	constructor({ strings, post, say }: Surroundings) {
		this.#strings = strings;
		this.#post = post;
		this.#say = say;
		// A password field has no role of its own; the role says what it is, the type hides the key.
		this.#key = element('input', {
			id: 'api-key',
			type: 'password',
			role: 'textbox',
			autocomplete: 'off',
			spellcheck: 'false',
			placeholder: strings.apiKeyHint,
		});
		this.#key.addEventListener('keydown', event => {
			if (event.key === 'Enter' && !event.isComposing) {
				this.#submit();
			}
		});
		this.#save = textButton(strings.saveAndTest, 'button', () => this.#submit());
		const demo = textButton(strings.tryTheDemo, 'button secondary', () =>
			post({ type: 'tryDemo' }),
		);
		this.element = element(
			'section',
			{ class: 'first-run', 'aria-label': strings.firstRunTitle },
			element('h2', {}, strings.firstRunTitle),
			element('p', {}, strings.firstRunText),
			element('label', { for: 'gateway' }, strings.gateway),
			this.#gateway,
			element('label', { for: 'api-key' }, strings.apiKey),
			this.#key,
			this.#result,
			element('div', { class: 'first-run-buttons' }, this.#save, demo),
			element('p', { class: 'hint' }, strings.demoHint),
		);
		this.element.hidden = true;
	}

	/** Shows the form; what is being typed stays, also when the choices arrive again. */
	show(gateways: readonly GatewayChoice[], selected: string): void {
		if (this.element.hidden) {
			this.#gateway.replaceChildren(
				...gateways.map(({ id, name }) => element('option', { value: id }, name)),
			);
			this.#gateway.value = gateways.some(({ id }) => id === selected)
				? selected
				: (gateways[0]?.id ?? '');
		}
		this.element.hidden = false;
	}

	/** The key is what one has ready. */
	focus(): void {
		this.#key.focus();
	}

	hide(): void {
		this.element.hidden = true;
		this.#key.value = '';
		this.#result.replaceChildren();
		this.#save.disabled = false;
	}

	/** Shows what the test of the key brought. */
	conclude(ok: boolean, message: string): void {
		this.#save.disabled = false;
		if (ok) {
			this.#key.value = '';
			this.#result.replaceChildren();
		} else {
			this.#complain(message);
			this.#key.focus();
		}
	}

	#submit(): void {
		const key = this.#key.value.trim();
		if (key === '') {
			this.#complain(this.#strings.keyMissing);
			this.#key.focus();
			return;
		}
		this.#save.disabled = true;
		this.#result.replaceChildren(element('p', {}, this.#strings.saving));
		this.#say(this.#strings.saving);
		this.#post({ type: 'saveKey', gateway: this.#gateway.value, key });
	}

	#complain(message: string): void {
		this.#result.replaceChildren(element('p', { class: 'alert', role: 'alert' }, message));
	}
}
