import type { ChatSettings } from '../core/chat/protocol.ts';
import { longestText } from '../core/chat/protocolShapes.ts';
import { fill, type ChatStrings } from '../core/chat/strings.ts';
import { modelName } from '../core/gateway/modelName.ts';
import { Completion, type CompletionSource } from './completion.ts';
import { element, iconButton } from './dom.ts';
import { count } from './footer.ts';
import { icon } from './icons.ts';
import { QueueRow } from './queueRow.ts';
import { Recall } from './recall.ts';

export interface ComposerOptions {
	readonly strings: ChatStrings;
	readonly send: (text: string) => void;
	readonly stop: () => void;
	readonly selectModel: () => void;
	/** Called with the text whenever it changes. */
	readonly changed: (text: string) => void;
	/** All questions of the chat, for the up arrow. */
	readonly questions: () => readonly string[];
	/** Takes the waiting question back. */
	readonly unqueue: () => void;
	/** Has the model think before it answers, or not. */
	readonly think: (on: boolean) => void;
	/** What opens a list when it is typed; the first is what the button for context opens. */
	readonly sources: readonly [CompletionSource, ...CompletionSource[]];
	/** Stands before the buttons that send. */
	readonly meter: HTMLElement;
	/** Speaks to screen readers. */
	readonly say: (text: string) => void;
}

/** Where the user writes. */
export class Composer {
	readonly element: HTMLElement;
	readonly #options: ComposerOptions;
	readonly #input: HTMLTextAreaElement;
	readonly #send: HTMLButtonElement;
	readonly #stop: HTMLButtonElement;
	readonly #model: HTMLButtonElement;
	readonly #modelName = element('span', { id: 'model-name' });
	/** Says that what is written cannot be sent. */
	readonly #notice = element('p', { class: 'notice', role: 'alert' });
	readonly #queue: QueueRow;
	readonly #recall: Recall;
	readonly #thinking: HTMLButtonElement;
	readonly #completion: Completion;
	#sendKey: ChatSettings['sendKey'] = 'enter';
	#streaming = false;

	constructor(options: ComposerOptions) {
		const { strings } = options;
		this.#options = options;
		this.#input = element('textarea', {
			rows: '1',
			'aria-label': strings.message,
			placeholder: strings.messagePlaceholder,
		});
		this.#queue = new QueueRow(strings, options.unqueue);
		this.#recall = new Recall(options.questions);
		this.#thinking = iconButton(strings.thinking, icon('thinking'), () =>
			options.think(this.#thinking.getAttribute('aria-pressed') !== 'true'),
		);
		this.#completion = new Completion({ ...options, input: this.#input });
		const attach = iconButton(strings.attachContext, icon('attach'), () => this.attach());
		this.#send = iconButton(strings.send, icon('send'), () => this.#submit());
		this.#send.classList.add('send');
		this.#stop = iconButton(strings.stop, icon('stop'), options.stop);
		this.#stop.classList.add('stop');
		// The button lies over the words, so that its name stays the same whatever they say.
		this.#model = element('button', {
			type: 'button',
			'aria-label': strings.gatewayAndModel,
			'aria-describedby': 'model-name',
		});
		this.#model.addEventListener('click', options.selectModel);
		this.#input.addEventListener('input', () => {
			options.changed(this.#input.value);
			this.#refresh();
		});
		this.#input.addEventListener('keydown', event => this.#keydown(event));
		this.element = element(
			'div',
			{ class: 'composer' },
			this.#queue.element,
			this.#notice,
			element(
				'div',
				{ class: 'composer-box' },
				this.#completion.element,
				this.#input,
				element(
					'div',
					{ class: 'composer-row' },
					attach,
					this.#thinking,
					element('div', { class: 'model' }, this.#modelName, this.#model),
					element('span', { class: 'composer-buttons' }, options.meter, this.#stop, this.#send),
				),
			),
		);
		this.#notice.hidden = true;
		// A click beside the text is meant for the text.
		this.element.querySelector('.composer-row')?.addEventListener('click', event => {
			if (event.target === event.currentTarget) {
				this.focus();
			}
		});
		this.#refresh();
	}

	/** Where the text is, for those who watch what comes into it. */
	get input(): HTMLTextAreaElement {
		return this.#input;
	}

	/** Opens the list of what can be attached. */
	attach(): void {
		this.#completion.begin(this.#options.sources[0].triggers.charAt(0));
	}

	get text(): string {
		return this.#input.value;
	}

	/** Writes as the user would: the change is reported. */
	set text(text: string) {
		this.restore(text);
		this.#options.changed(text);
	}

	/** Shows a text that the host knows already. */
	restore(text: string): void {
		this.#input.value = text;
		this.#refresh();
	}

	/** The caret goes to the end of the text. */
	focus(): void {
		this.#input.focus();
		this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
	}

	set sendKey(key: ChatSettings['sendKey']) {
		this.#sendKey = key;
	}

	set streaming(streaming: boolean) {
		const hadFocus = document.activeElement === this.#stop;
		this.#streaming = streaming;
		this.#refresh();
		if (hadFocus && !streaming) {
			this.focus();
		}
	}

	showModel(gatewayName: string, model: string): void {
		const words = gatewayName === '' ? model : `${gatewayName} · ${model}`;
		const gateway = gatewayName === '' ? '' : `${gatewayName} · `;
		// In a narrow panel, the style sheet leaves the gateway out.
		this.#modelName.replaceChildren(
			element('span', { class: 'gateway-name' }, gateway),
			modelName(model),
		);
		this.#model.title = `${this.#options.strings.gatewayAndModel}: ${words}`;
	}

	/** Shows the question that waits behind the running answer. */
	showQueue(question: string | null): void {
		this.#queue.show(question);
		this.#refresh();
	}

	/** Whether the model thinks before it answers. */
	set thinking(on: boolean) {
		const { strings } = this.#options;
		this.#thinking.setAttribute('aria-pressed', String(on));
		this.#thinking.title = on ? strings.thinkingOn : strings.thinkingOff;
	}

	#refresh(): void {
		const { strings } = this.#options;
		const isLong = this.text.length > longestText;
		if (this.#notice.hidden === isLong) {
			this.#notice.hidden = !isLong;
			this.#notice.textContent = isLong ? fill(strings.tooLong, count(longestText)) : '';
		}
		this.#stop.hidden = !this.#streaming;
		this.#send.disabled = this.text.trim() === '' || this.#queue.waiting;
		this.#send.title = this.#streaming ? strings.sendQueued : strings.send;
	}

	#submit(): void {
		if (!this.#send.disabled && this.text.length <= longestText) {
			const { text } = this;
			this.text = '';
			this.#options.send(text);
			this.focus();
		}
	}

	#keydown(event: KeyboardEvent): void {
		// While an input method composes, its keys choose words. 229: the key that ends composing,
		// which some browsers report after its end.
		if (event.isComposing || event.keyCode === 229) {
			return;
		}
		if (this.#completion.keydown(event)) {
			return;
		}
		if (event.key === 'Enter' && this.#sends(event)) {
			event.preventDefault();
			this.#submit();
		} else if (event.key === 'Escape' && this.#streaming) {
			event.preventDefault();
			this.#options.stop();
		} else if (!event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey) {
			const recalled = this.#recall.go(event.key, this.text);
			if (recalled !== undefined) {
				event.preventDefault();
				this.text = recalled;
				this.focus();
			}
		}
	}

	#sends(event: KeyboardEvent): boolean {
		return this.#sendKey === 'enter'
			? !event.shiftKey && !event.altKey
			: event.ctrlKey || event.metaKey;
	}
}
