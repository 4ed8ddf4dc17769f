import * as vscode from 'vscode';
import { parcelsOf, Unpacker } from '../../core/chat/parcels.ts';
import { receiveInHost } from '../../core/chat/protocol.ts';
import type { FromWebview, Handlers, ToWebview } from '../../core/chat/protocol.ts';
import { DisposableStore } from '../../core/disposable.ts';
import type { Log } from '../../core/log.ts';
import { newNonce, panelHtml } from './panelHtml.ts';

export interface PanelOptions {
	readonly view: vscode.WebviewView;
	readonly extensionUri: vscode.Uri;
	readonly log: Log;
	readonly handlers: (panel: Panel) => Handlers<FromWebview>;
}

/**
 * One webview that shows the chat. VS Code drops its page when the view is hidden and loads it anew
 * when it is shown; the page says `ready` each time.
 */
export class Panel implements vscode.Disposable {
	/** Whether the page listens. What is posted before is not kept: `ready` brings the whole state. */
	ready = false;
	readonly #view: vscode.WebviewView;
	readonly #webview: vscode.Webview;
	readonly #store = new DisposableStore();

	constructor({ view, extensionUri, log, handlers }: PanelOptions) {
		this.#view = view;
		this.#webview = view.webview;
		const media = vscode.Uri.joinPath(extensionUri, 'media');
		const scripts = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
		view.webview.options = {
			enableScripts: true,
			enableForms: false,
			enableCommandUris: false,
			localResourceRoots: [media, scripts],
		};
		const unpacker = new Unpacker();
		const receive = receiveInHost(handlers(this));
		this.#store.add(
			view.webview.onDidReceiveMessage((message: unknown) => {
				const whole = unpacker.take(message);
				if (whole !== undefined && !receive(whole)) {
					log.warn('chat: the panel sent a message that is not in the protocol');
				}
			}),
		);
		this.#store.add(
			view.onDidChangeVisibility(() => {
				this.ready &&= view.visible;
			}),
		);
		view.webview.html = panelHtml({
			nonce: newNonce(),
			cspSource: view.webview.cspSource,
			scriptUri: view.webview.asWebviewUri(vscode.Uri.joinPath(scripts, 'main.js')).toString(),
			styleUri: view.webview.asWebviewUri(vscode.Uri.joinPath(media, 'chat.css')).toString(),
			language: vscode.env.language,
		});
	}

	/** Whether it is on the screen, as the view of this id. */
	isShownAs(id: string): boolean {
		return this.#view.visible && this.#view.viewType === id;
	}

	post(message: ToWebview): void {
		if (this.ready) {
			for (const part of parcelsOf(message)) {
				// oxlint-disable-next-line require-post-message-target-origin -- VS Code's, not a window's
				void this.#webview.postMessage(part);
			}
		}
	}

	dispose(): void {
		this.ready = false;
		this.#store.dispose();
	}
}
