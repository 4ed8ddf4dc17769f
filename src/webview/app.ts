import type { Handlers, ToWebview } from '../core/chat/protocol.ts';
import { fill } from '../core/chat/strings.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import type { Bridge } from './bridge.ts';
import type { Surroundings } from './codeBlock.ts';
import { Chips } from './chips.ts';
import { Composer } from './composer.ts';
import { ContextMeter } from './contextMeter.ts';
import { Incoming } from './incoming.ts';
import { ContextSource } from './contextSource.ts';
import { element } from './dom.ts';
import { emptyState } from './emptyState.ts';
import { FirstRun } from './firstRun.ts';
import { HistoryView } from './historyView.ts';
import { Scroller } from './scroller.ts';
import { SlashSource } from './slashSource.ts';
import { StatusRegion } from './statusRegion.ts';
import { followTheme } from './tokenColors.ts';
import { Transcript } from './transcript.ts';

/** Milliseconds of quiet after which the host gets a copy of the draft. */
const draftPause = 300;

/** The whole panel: what the host says becomes visible, what the user does is said to the host. */
export class App {
	readonly handlers: Handlers<Exclude<ToWebview, { type: 'init' }>>;
	readonly #strings: ChatStrings;
	readonly #bridge: Bridge;
	readonly #status = new StatusRegion();
	readonly #transcript: Transcript;
	readonly #firstRun: FirstRun;
	readonly #composer: Composer;
	readonly #scroller: Scroller;
	readonly #empty: HTMLElement;
	readonly #history: HistoryView;
	readonly #chips: Chips;
	readonly #context: ContextSource;
	readonly #meter: ContextMeter;
	readonly #slash: SlashSource;
	readonly #incoming: Incoming;
	readonly #notice = element('p', { class: 'notice', role: 'alert' });
	#sessionId = '';
	#draftTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(strings: ChatStrings, bridge: Bridge) {
		this.#strings = strings;
		this.#bridge = bridge;
		const { post } = bridge;
		const around: Surroundings = { strings, post, say: text => this.#status.say(text) };
		this.#transcript = new Transcript(around, () => this.#scroller.hold());
		this.#firstRun = new FirstRun(around);
		this.#context = new ContextSource(around);
		this.#slash = new SlashSource(strings, () => post({ type: 'newChat' }));
		this.#meter = new ContextMeter({
			...around,
			// What will be sent is what stands in the composer now.
			post: message => {
				this.#flushDraft();
				post(message);
			},
		});
		this.#composer = new Composer({
			strings,
			sources: [this.#context, this.#slash],
			meter: this.#meter.element,
			say: around.say,
			send: text => this.#send(text),
			stop: () => post({ type: 'stop' }),
			selectModel: () => post({ type: 'selectModel' }),
			changed: text => this.#keepDraft(text),
			questions: () => this.#transcript.questions,
			unqueue: () => post({ type: 'unqueue' }),
			think: on => post({ type: 'think', on }),
		});
		// Whoever leaves the field may do what ends this page: move the view, say.
		this.#composer.input.addEventListener('blur', () => this.#flushDraft());
		this.#incoming = new Incoming(around, this.#composer.input, document.documentElement);
		this.#empty = emptyState(strings, text => {
			this.#composer.text = text;
			this.#composer.focus();
		});
		this.#scroller = new Scroller(
			strings,
			this.#empty,
			this.#transcript.earlier,
			this.#transcript.element,
			this.#firstRun.element,
		);
		this.#chips = new Chips(around, () => this.#composer.focus());
		this.#history = new HistoryView({
			strings,
			post: message => {
				if (message.type === 'openSession') {
					this.#flushDraft();
				}
				post(message);
			},
			say: around.say,
			closed: () => this.#composer.focus(),
		});
		this.#notice.hidden = true;
		followTheme();
		this.handlers = this.#makeHandlers();
		document.body.replaceChildren(
			element(
				'main',
				{},
				this.#history.element,
				this.#scroller.element,
				this.#notice,
				this.#chips.element,
				this.#meter.notes,
				this.#composer.element,
			),
			this.#incoming.element,
			this.#status.element,
		);
	}

	#makeHandlers(): App['handlers'] {
		const transcript = this.#transcript;
		const composer = this.#composer;
		return {
			settings: ({ settings }) => {
				composer.sendKey = settings.sendKey;
				composer.thinking = settings.thinking;
				transcript.showUsage = settings.showUsage;
			},
			show: ({ sessionId, draft }) => this.#show(sessionId, draft),
			turn: ({ turn, first }) => {
				transcript.put(turn, first === true);
				if (first !== true && this.#scroller.following) {
					transcript.trim();
				}
				this.#refresh();
				if (!turn.settled) {
					// An answer that was asked for from the editor would arrive behind the list.
					this.#history.hide();
					this.#status.say(this.#strings.statusAnswering);
				}
			},
			length: ({ length }) => {
				transcript.length = length;
			},
			append: ({ turnId, text, reasoning }) => transcript.append(turnId, text, reasoning),
			waiting: ({ turnId, reason, delay }) => transcript.wait(turnId, reason, delay),
			settle: ({ turnId, settled }) => {
				const lines = transcript.settle(turnId, settled);
				this.#refresh();
				if (settled.outcome === 'aborted') {
					this.#status.say(this.#strings.statusStopped);
				} else if (lines !== undefined && !settled.alert) {
					this.#status.say(fill(this.#strings.statusComplete, lines));
				}
			},
			remove: ({ turnId }) => {
				transcript.remove(turnId);
				this.#refresh();
			},
			queue: ({ question }) => composer.showQueue(question),
			compose: ({ text }) => {
				composer.text = composer.text === '' ? text : `${text}\n${composer.text}`;
			},
			history: ({ sessions, reveal }) => this.#history.show(sessions, reveal),
			notice: ({ text }) => {
				this.#notice.hidden = text === '';
				this.#notice.textContent = text;
			},
			scalePicture: ({ id, name, bytes, last }) => this.#incoming.piece(id, name, bytes, last),
			pastedFrom: ({ label }) => this.#incoming.pastedFrom(label),
			beginContext: () => composer.attach(),
			forgetDraft: () => {
				composer.restore('');
				this.#endDraft();
			},
			contextUse: ({ use }) => this.#meter.show(use),
			prompts: ({ prompts }) => {
				this.#slash.prompts = prompts;
			},
			contextFound: ({ search, choices }) => this.#context.found(search, choices),
			attachments: ({ attachments }) => this.#chips.show(attachments),
			focus: () => {
				this.#history.hide();
				if (this.#firstRun.element.hidden) {
					composer.focus();
				} else {
					this.#firstRun.focus();
				}
			},
			connection: ({ gatewayName, model }) => composer.showModel(gatewayName, model),
			firstRun: ({ gateways, selected }) => {
				if (gateways) {
					this.#firstRun.show(gateways, selected);
				} else {
					this.#firstRun.hide();
				}
				this.#refresh();
			},
			firstRunResult: ({ ok, message }) => this.#firstRun.conclude(ok, message),
		};
	}

	/** A text that the host has not seen is newer than the host's: it stays, in a new page too. */
	#show(sessionId: string, draft: string): void {
		const kept = this.#bridge.kept();
		const isOurs = kept?.sessionId === sessionId;
		this.#sessionId = sessionId;
		this.#transcript.clear();
		if (this.#draftTimer !== undefined) {
			this.#keepDraft(this.#composer.text);
		} else if (kept?.unseen === true) {
			this.#composer.text = isOurs || draft === '' ? kept.draft : `${draft}\n${kept.draft}`;
		} else {
			this.#composer.restore(draft === '' && isOurs ? kept.draft : draft);
		}
		this.#refresh();
		this.#scroller.follow();
	}

	#refresh(): void {
		this.#empty.hidden = !this.#transcript.empty || !this.#firstRun.element.hidden;
		this.#composer.streaming = this.#transcript.streaming;
	}

	#send(text: string): void {
		this.#endDraft();
		this.#bridge.post({ type: 'ask', text });
		this.#status.say(this.#strings.statusSent);
		this.#scroller.follow();
	}

	/** Tells the host at once what is written: it belongs to the session that is left. */
	#flushDraft(): void {
		if (this.#draftTimer !== undefined) {
			this.#endDraft();
			this.#bridge.post({ type: 'draft', text: this.#composer.text });
		}
	}

	#keepDraft(draft: string): void {
		this.#bridge.keep({ sessionId: this.#sessionId, draft, unseen: true });
		clearTimeout(this.#draftTimer);
		this.#draftTimer = setTimeout(() => this.#flushDraft(), draftPause);
	}

	/** What is in the text is the host's to keep from now on. */
	#endDraft(): void {
		clearTimeout(this.#draftTimer);
		this.#draftTimer = undefined;
		this.#bridge.keep({ sessionId: this.#sessionId, draft: this.#composer.text });
	}
}
