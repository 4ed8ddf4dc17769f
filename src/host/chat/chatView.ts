import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import { Attachments } from '../../core/chat/attachments.ts';
import type { Archive } from '../../core/chat/archive.ts';
import { Feed, type Sink } from '../../core/chat/feed.ts';
import type { FromWebview, Handlers, ToWebview } from '../../core/chat/protocol.ts';
import { unsent } from '../../core/chat/turn.ts';
import type { AskResult, Attachment, Question } from '../../core/chat/turn.ts';
import { after, createArchive, sessionHandlers } from './chatArchive.ts';
import { chatStrings } from './chatStrings.ts';
import { codeHandlers } from './codeActs.ts';
import { connectionMessage, settingsMessage } from './chatConnection.ts';
import type { AskRequest, ChatViewOptions } from './chatViewOptions.ts';
import { FirstRunForm } from './firstRunForm.ts';
import { Panel } from './panel.ts';
import { turnHandlers } from './turnHandlers.ts';

const viewIds = ['doubao.chat', 'doubao.chatInActivityBar'] as const;

/**
 * The chat in the side bar. It owns the conversations; the panels are projections of them that VS
 * Code may destroy and make anew at any moment.
 */
export class ChatView implements vscode.WebviewViewProvider, vscode.Disposable {
	readonly #options: ChatViewOptions;
	readonly #store = new DisposableStore();
	readonly #archive: Archive;
	readonly #panels = new Set<Panel>();
	readonly #attachments = new Attachments();
	readonly #feed: Feed;
	readonly #firstRun: FirstRunForm;
	#focusWhenReady = false;
	#historyWhenReady = false;
	/** The list of sessions is open in a panel. */
	#listing = false;

	constructor(options: ChatViewOptions) {
		this.#options = options;
		const { connection, preferences, firstRun, log } = options;
		this.#firstRun = new FirstRunForm({ sink: this, connection, firstRun, log });
		this.#feed = this.#store.add(
			new Feed({
				sink: this,
				explain: options.explainFailure,
				opened: () => this.#archive.sessions.open,
				withdrawn: (sessionId, question) => this.#giveBack(question, sessionId),
				after,
			}),
		);
		const changed = () => void this.#list(false);
		this.#archive = this.#store.add(
			createArchive(options, { sink: this, feed: this.#feed, changed }),
		);
		this.#store.add(
			vscode.window.onDidChangeWindowState(({ focused }) => {
				void (focused && this.#panels.size > 0 && this.#archive.refresh());
			}),
		);
		this.#store.add(
			connection.onDidChange(() => {
				this.post(connectionMessage(connection));
				void this.#firstRun.update();
			}),
		);
		this.#store.add(preferences.onDidChange(() => this.post(settingsMessage(preferences))));
	}

	/** Offers both views to VS Code. */
	register(): Disposable {
		const store = new DisposableStore();
		for (const id of viewIds) {
			store.add(vscode.window.registerWebviewViewProvider(id, this));
		}
		return store;
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
		this.#focusWhenReady ||= focus;
		try {
			const view = this.#options.preferences.chatView;
			await vscode.commands.executeCommand(`${view}.focus`, { preserveFocus: !focus });
		} catch (error) {
			this.#options.log.error(`chat: the view did not open: ${String(error)}`);
		}
		if (focus && [...this.#panels].some(({ ready }) => ready)) {
			this.#focusWhenReady = false;
			this.post({ type: 'focus' });
		}
	}

	/**
	 * Shows the panel without taking the focus, and asks. Never rejects.
	 *
	 * @returns Resolves when that turn has settled; `refused` at once if there is no key (the panel
	 * then shows the first-run form and keeps the text) or if a question waits already.
	 */
	async ask(request: AskRequest): Promise<AskResult> {
		const { text, shown = text, context = [], task = 'chat' } = request;
		const question = { text, shown, context, task };
		await this.open(false);
		await this.#archive.ready();
		if (!(await this.#options.connection.hasKey())) {
			this.#firstRun.show();
			this.#giveBack(question);
			return unsent('refused');
		}
		if (request.newChat === true) {
			this.newChat();
		}
		return this.#send(question);
	}

	/** Opens an empty session. What streams in the one before goes on. */
	newChat(): void {
		const before = this.#archive.sessions.open.id;
		this.#attachments.move(before, this.#archive.startNew().id);
		this.#show();
	}

	/** Shows the panel, with something to send along with what is asked next. */
	async attach(attachment: Attachment): Promise<void> {
		await this.open(true);
		await this.#archive.ready();
		this.#attachments.add(this.#archive.sessions.open.id, [attachment]);
		this.#showAttachments();
	}

	/** Shows the list of all sessions in the panel. */
	async showHistory(): Promise<void> {
		this.#historyWhenReady = true;
		await this.open(true);
		await this.#list(this.#historyWhenReady);
	}

	/** Stops the answer in the open session. */
	stop(): boolean {
		return this.#archive.sessions.open.stop();
	}

	/** Stops the answers in all sessions. */
	stopAll(): boolean {
		return this.#archive.sessions.stopAll();
	}

	resolveWebviewView(view: vscode.WebviewView): void {
		const { extensionUri, log } = this.#options;
		const panel: Panel = new Panel({
			view,
			extensionUri,
			log,
			handlers: this.#handlers(() => panel),
		});
		this.#panels.add(panel);
		view.onDidDispose(() => {
			this.#panels.delete(panel);
			panel.dispose();
		});
	}

	dispose(): void {
		this.#store.dispose();
		for (const panel of this.#panels) {
			panel.dispose();
		}
		this.#panels.clear();
	}

	/** What a panel may ask for: exactly these, each checked by the protocol before. */
	#handlers(panel: () => Panel): Handlers<FromWebview> {
		const open = () => this.#archive.sessions.open;
		return {
			ready: () => this.#greet(panel()),
			ask: ({ text }) => void this.#askFromPanel(text),
			draft: ({ text }) => {
				this.#archive.draft = text;
			},
			...sessionHandlers(this.#archive, {
				show: () => this.#show(),
				failed: error => this.#options.log.error(`chat: ${String(error)}`),
			}),
			stop: () => open().stop(),
			newChat: () => this.newChat(),
			...turnHandlers({
				open,
				explainFailure: this.#options.explainFailure,
				again: ask => void this.#again(ask),
			}),
			...codeHandlers,
			detach: ({ label }) => {
				this.#attachments.remove(open().id, label);
				this.#showAttachments();
			},
			historyClosed: () => void (this.#listing = false),
			selectModel: () => void vscode.commands.executeCommand('doubao.selectModel'),
			saveKey: ({ gateway, key }) => void this.#firstRun.save(gateway, key),
			tryDemo: () => void this.#firstRun.tryDemo(),
		};
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
		if (this.#focusWhenReady) {
			this.#focusWhenReady = false;
			panel.post({ type: 'focus' });
		}
	}

	#show(to?: Panel): void {
		this.#feed.show(this.#archive.sessions.open, this.#archive.draft, to);
		this.#showAttachments(to);
	}

	async #bring(panel: Panel): Promise<void> {
		await this.#archive.ready();
		this.#show(panel);
		await this.#archive.refresh();
		await this.#list(this.#historyWhenReady);
	}

	#showAttachments(to: Sink = this): void {
		const attachments = this.#attachments.views(this.#archive.sessions.open.id);
		to.post({ type: 'attachments', attachments });
	}

	/** Brings the list of sessions up to date; with `reveal`, opens it. */
	async #list(reveal: boolean): Promise<void> {
		this.#listing ||= reveal;
		if (this.#listing && [...this.#panels].some(({ ready }) => ready)) {
			this.#historyWhenReady &&= !reveal;
			this.post({ type: 'history', sessions: await this.#archive.list(), reveal });
		}
	}

	async #askFromPanel(text: string): Promise<void> {
		await this.#archive.ready();
		this.#archive.draft = '';
		if (text.trim() === '') {
			return;
		}
		if (!(await this.#options.connection.hasKey())) {
			this.#firstRun.show();
			this.#giveBack({ shown: text, context: [] });
			return;
		}
		void this.#firstRun.update();
		const context = this.#attachments.take(this.#archive.sessions.open.id);
		this.#showAttachments();
		await this.#send({ text, shown: text, context, task: 'chat' });
	}

	async #send(question: Question): Promise<AskResult> {
		const result = await this.#archive.sessions.open.ask(question);
		if (result.outcome === 'refused') {
			this.#giveBack(question);
		}
		return result;
	}

	async #again(ask: () => Promise<AskResult> | undefined): Promise<void> {
		await ((await this.#options.connection.hasKey()) ? ask() : this.#firstRun.show());
	}

	/** Puts what was not sent back into the composer, and into the draft in case none is there. */
	#giveBack(
		{ shown, context }: Pick<Question, 'shown' | 'context'>,
		sessionId = this.#archive.sessions.open.id,
	): void {
		this.#archive.putBack(sessionId, shown);
		this.#attachments.add(sessionId, context);
		if (sessionId === this.#archive.sessions.open.id) {
			this.post({ type: 'compose', text: shown });
			this.#showAttachments();
		}
	}

	/** Posts to every panel that listens. */
	post(message: ToWebview): void {
		for (const panel of this.#panels) {
			panel.post(message);
		}
	}
}
