import * as vscode from 'vscode';
import type { Sink } from '../../core/chat/feed.ts';
import type { FromWebview, Handlers, ToWebview } from '../../core/chat/protocol.ts';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import type { Log } from '../../core/log.ts';
import { Panel } from './panel.ts';

const viewIds = ['doubao.chat', 'doubao.chatInActivityBar'] as const;

export interface PanelsOptions {
	readonly extensionUri: vscode.Uri;
	/** The view that is in use. */
	readonly view: () => (typeof viewIds)[number];
	/** What a panel may ask for. */
	readonly handlers: (panel: Panel) => Handlers<FromWebview>;
	readonly log: Log;
}

/** The webviews that show the chat. VS Code may destroy each and make it anew at any moment. */
export class Panels implements vscode.WebviewViewProvider, Sink, Disposable {
	readonly #options: PanelsOptions;
	readonly #alive = new Set<Panel>();
	#focusWhenReady = false;

	constructor(options: PanelsOptions) {
		this.#options = options;
	}

	/** Offers both views to VS Code. */
	register(): Disposable {
		const store = new DisposableStore();
		for (const id of viewIds) {
			store.add(vscode.window.registerWebviewViewProvider(id, this));
		}
		return store;
	}

	/** Whether there is a panel at all; it may not listen yet. */
	get any(): boolean {
		return this.#alive.size > 0;
	}

	/** Whether a panel listens. */
	get ready(): boolean {
		return [...this.#alive].some(({ ready }) => ready);
	}

	/** Shows the panel; with `focus`, the caret goes to the composer. Never rejects. */
	async open(focus: boolean): Promise<void> {
		const { view, log } = this.#options;
		if (!focus && [...this.#alive].some(panel => panel.isShownAs(view()))) {
			return;
		}
		this.#focusWhenReady ||= focus;
		try {
			await vscode.commands.executeCommand(`${view()}.focus`, { preserveFocus: !focus });
		} catch (error) {
			log.error(`chat: the view did not open: ${String(error)}`);
		}
		if (focus && this.ready) {
			this.#focusWhenReady = false;
			this.post({ type: 'focus' });
		}
	}

	/** Gives a panel that has been greeted the focus that it was opened for. */
	focusWhereAsked(panel: Panel): void {
		if (this.#focusWhenReady) {
			this.#focusWhenReady = false;
			panel.post({ type: 'focus' });
		}
	}

	resolveWebviewView(view: vscode.WebviewView): void {
		const { extensionUri, handlers, log } = this.#options;
		const panel = new Panel({ view, extensionUri, log, handlers });
		this.#alive.add(panel);
		view.onDidDispose(() => {
			this.#alive.delete(panel);
			panel.dispose();
		});
	}

	/** Posts to every panel that listens. */
	post(message: ToWebview): void {
		for (const panel of this.#alive) {
			panel.post(message);
		}
	}

	dispose(): void {
		for (const panel of this.#alive) {
			panel.dispose();
		}
		this.#alive.clear();
	}
}
