import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import type { Archive } from '../../core/chat/archive.ts';
import { Feed } from '../../core/chat/feed.ts';
import type { FromWebview, Handlers } from '../../core/chat/protocol.ts';
import type { AnsweredQuestion, AskResult } from '../../core/chat/turn.ts';
import { after, createArchive, sessionHandlers } from './chatArchive.ts';
import type { ChatContext } from './chatContext.ts';
import { createChatContext } from './createChatContext.ts';
import { exportChat, importChat, type ChatFileResult } from './chatFiles.ts';
import { chatStrings } from './chatStrings.ts';
import { codeHandlers } from './codeActs.ts';
import { connectionMessage, settingsMessage } from './chatConnection.ts';
import type { AskRequest, ChatViewOptions } from './chatViewOptions.ts';
import type { AttachResult, Gathered } from '../context/gather.ts';
import type { Permission } from '../context/secretCheck.ts';
import { FirstRunForm } from './firstRunForm.ts';
import { historyFiles } from './historyFiles.ts';
import { Outbox } from './outbox.ts';
import { Preparing } from './preparing.ts';
import type { Panel } from './panel.ts';
import { Panels } from './panels.ts';
import { shortcutSubject } from './shortcutSubject.ts';
import { turnHandlers } from './turnHandlers.ts';

/** The chat in the side bar. It owns the conversations; the panels are projections of them. */
export class ChatView implements vscode.Disposable {
	readonly #options: ChatViewOptions;
	readonly #store = new DisposableStore();
	readonly #panels: Panels;
	readonly #archive: Archive;
	readonly #outbox: Outbox;
	readonly #preparing: Preparing;
	readonly #context: ChatContext;
	readonly #feed: Feed;
	readonly #firstRun: FirstRunForm;
	#historyWhenReady = false;
	/** The list of sessions is open in a panel. */
	#listing = false;

	constructor(options: ChatViewOptions) {
		this.#options = options;
		const { connection, preferences, firstRun, extensionUri, log } = options;
		const sink = new Panels({
			extensionUri,
			view: () => preferences.chatView,
			handlers: panel => this.#handlers(panel),
			log,
		});
		this.#panels = this.#store.add(sink);
		this.#firstRun = new FirstRunForm({ sink, connection, firstRun, log });
		this.#feed = this.#store.add(
			new Feed({
				sink,
				explain: options.explainFailure,
				opened: () => this.#archive.sessions.open,
				withdrawn: (sessionId, question) => this.#outbox.giveBack(question, sessionId),
				after,
			}),
		);
		const changed = () => {
			this.#context.measure();
			void this.#list(false);
		};
		this.#archive = this.#store.add(createArchive(options, { sink, feed: this.#feed, changed }));
		this.#context = this.#store.add(createChatContext(options, sink, () => this.#archive));
		this.#preparing = new Preparing({
			ready: () => options.project.files.ready(),
			prompts: () => options.project.files.prompts,
			turns: () => this.#archive.sessions.open.turns,
			use: options.prompts.use,
		});
		this.#outbox = new Outbox({
			sink,
			archive: this.#archive,
			hasKey: () => connection.hasKey(),
			firstRun: this.#firstRun,
			attachments: this.#context.attachments,
			changed: () => this.#context.show(),
			prepare: (...asked) => this.#preparing.prepare(...asked),
		});
		this.#store.add(
			vscode.window.onDidChangeWindowState(({ focused }) => {
				void (focused && sink.any && this.#archive.refresh().then(() => this.#list(false)));
			}),
		);
		this.#store.add(
			connection.onDidChange(() => {
				sink.post(connectionMessage(connection));
				void this.#firstRun.update();
			}),
		);
		this.#store.add(preferences.onDidChange(() => sink.post(settingsMessage(preferences))));
	}

	/** Offers the chat to VS Code. */
	register(): Disposable {
		return this.#panels.register();
	}

	/** True while an answer arrives in any session. */
	get streaming(): boolean {
		return this.#archive.sessions.streaming;
	}

	/** Counts of all sessions that hold a turn, for automation. */
	state(): { readonly sessions: number; readonly turns: number } {
		return this.#archive.sessions.counts;
	}

	/** Shows the panel; with `focus`, the caret goes to the composer. */
	async open(focus: boolean): Promise<void> {
		await this.#panels.open(focus);
	}

	/**
	 * Shows the panel without taking the focus, and asks. Never rejects.
	 *
	 * @returns Resolves when that turn has settled; `refused` at once if there is no key (the panel
	 * then shows the first-run form and keeps the text) or if a question waits already.
	 */
	async ask(request: AskRequest): Promise<AskResult> {
		const { text, shown = text, context = [], task = 'chat' } = request;
		// The question does not wait for the window.
		const opening = this.open(false);
		const begin = request.newChat === true ? () => this.newChat() : undefined;
		const { mayAsk = true, confirmed = false } = request;
		const question = { text, shown, context, task };
		const result = await this.#outbox.send(question, { mayAsk, confirmed }, begin);
		await opening;
		return result;
	}

	/** Shows the panel with something that was answered elsewhere, to go on from. */
	async adopt(answered: AnsweredQuestion): Promise<void> {
		await this.open(true);
		await this.#archive.ready();
		if (!this.#archive.sessions.open.adopt(answered)) {
			this.newChat();
			this.#archive.sessions.open.adopt(answered);
		}
	}

	/** Opens an empty session. What streams in the one before goes on. */
	newChat(): void {
		const before = this.#archive.sessions.open.id;
		this.#context.attachments.move(before, this.#archive.startNew().id);
		this.#show();
	}

	/** Shows the panel, with something to send along with what is asked next. */
	async attach(gathered: Gathered, permission?: Permission): Promise<AttachResult> {
		const result = await this.#context.add(gathered, permission);
		if (result.outcome === 'attached') {
			await this.open(true);
		}
		return result;
	}

	/** Shows the panel with the list of what can be attached. */
	async chooseContext(): Promise<void> {
		await this.open(true);
		this.#context.choose();
	}

	/** Opens the request that sending would make now. */
	async showRequest(): Promise<void> {
		await this.#archive.ready();
		await this.#context.showRequest();
	}

	/** Shows the list of all sessions in the panel. */
	async showHistory(): Promise<void> {
		this.#historyWhenReady = true;
		await this.open(true);
		await this.#list(this.#historyWhenReady);
	}

	/** Writes the open session into a file. Never rejects. */
	exportTo(argument: unknown): Promise<ChatFileResult> {
		return exportChat(this.#archive, argument);
	}

	/** Opens a session out of a file, and shows it. Never rejects. */
	async importFrom(argument: unknown): Promise<ChatFileResult> {
		const result = await importChat(this.#archive, argument);
		if (result.ok) {
			this.#show();
			await this.open(false);
		}
		return result;
	}

	/** Stops the answer in the open session. */
	stop(): boolean {
		return this.#archive.sessions.open.stop();
	}

	/** Deletes all chats for good. */
	async clear(): Promise<void> {
		this.#context.clear();
		this.#panels.post({ type: 'forgetDraft' });
		this.#preparing.forget();
		await this.#archive.removeAll();
		await historyFiles(this.#options.storage).remove('');
		this.newChat();
	}

	/** Stops the answers in all sessions. */
	stopAll(): boolean {
		return this.#archive.sessions.stopAll();
	}

	dispose(): void {
		this.#store.dispose();
	}

	/** What a panel may ask for: exactly these, each checked by the protocol before. */
	#handlers(panel: Panel): Handlers<FromWebview> {
		const open = () => this.#archive.sessions.open;
		const { preferences } = this.#options;
		return {
			ready: () => this.#greet(panel),
			ask: ({ text }) => void this.#ask(text),
			draft: ({ text }) => {
				this.#archive.draft = text;
				this.#context.measure();
			},
			...sessionHandlers(this.#archive, {
				show: () => this.#show(),
				failed: error => this.#options.log.error(`chat: ${String(error)}`),
			}),
			stop: () => open().stop(),
			unqueue: () => open().withdraw(),
			think: ({ on }) => void preferences.chooseThinking(on),
			newChat: () => this.newChat(),
			earlier: ({ turnId }) => this.#feed.earlier(open(), turnId, panel),
			...turnHandlers({
				open,
				explainFailure: this.#options.explainFailure,
				placed: this.#options.placed,
				trimmed: this.#options.prompts.trimmed,
				again: ask => void this.#outbox.again(ask),
				edit: (turnId, text) => void this.#outbox.edit(turnId, text),
				whole: () => this.#archive.whole(),
			}),
			...codeHandlers(this.#options.terminalPrompts),
			...this.#context.handlers(panel),
			historyClosed: () => void (this.#listing = false),
			selectModel: () => void vscode.commands.executeCommand('doubao.selectModel'),
			saveKey: ({ gateway, key }) => void this.#firstRun.save(gateway, key),
			tryDemo: () => void this.#firstRun.tryDemo(),
		};
	}

	/** A shortcut without anything attached is about what the editor shows. */
	async #ask(text: string): Promise<void> {
		const attached = this.#context.attachments.get(this.#archive.sessions.open.id);
		const about = attached.length === 0 ? shortcutSubject(text) : undefined;
		if (about) {
			await this.#context.add({ attachment: about });
		}
		await this.#outbox.sendTyped(text);
	}

	/** Sends a panel that has just been made everything that it shows. */
	#greet(panel: Panel): void {
		const { connection, preferences } = this.#options;
		panel.ready = true;
		panel.post({ type: 'init', strings: chatStrings() });
		panel.post(settingsMessage(preferences));
		panel.post(connectionMessage(connection));
		void this.#bring(panel);
		void this.#firstRun.update();
		this.#panels.focusWhereAsked(panel);
	}

	#show(to?: Panel): void {
		this.#feed.show(this.#archive.sessions.open, this.#archive.draft, to);
		this.#context.show(to);
	}

	async #bring(panel: Panel): Promise<void> {
		await this.#archive.ready();
		this.#show(panel);
		void this.#context.greet(panel);
		await this.#archive.refresh();
		await this.#list(this.#historyWhenReady);
	}

	/** Brings the list of sessions up to date; with `reveal`, opens it. */
	async #list(reveal: boolean): Promise<void> {
		this.#listing ||= reveal;
		if (this.#listing && this.#panels.ready) {
			this.#historyWhenReady &&= !reveal;
			this.#panels.post({ type: 'history', sessions: await this.#archive.list(), reveal });
		}
	}
}
