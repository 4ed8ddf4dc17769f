import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/disposable.ts';
import type { Activity } from './activity.ts';
import type { Connection } from './connection.ts';

export interface GettingStartedOptions {
	readonly extensionUri: vscode.Uri;
	readonly activity: Activity;
	readonly connection: Connection;
}

/** The walkthrough: its sample, and the context keys by which two of its steps complete themselves. */
export class GettingStarted implements Disposable {
	readonly #options: GettingStartedOptions;
	readonly #store = new DisposableStore();

	constructor(options: GettingStartedOptions) {
		this.#options = options;
		const { activity, connection } = options;
		this.#store.add(connection.onDidChange(() => void this.#update()));
		this.#store.add(activity.onDidChange(() => this.#noteAnswer()));
		// Behind the activation: a secret is read here.
		const timer = setTimeout(() => void this.#update(), 0);
		this.#store.add({ dispose: () => clearTimeout(timer) });
	}

	async open(): Promise<void> {
		await vscode.commands.executeCommand(
			'workbench.action.openWalkthrough',
			'doubao-assistant.doubao-assistant#doubao.start',
			false,
		);
	}

	/**
	 * Opens code to try things on, as a new untitled file, with the place for a step selected.
	 *
	 * @param step `edit`, `comment` or `explain`.
	 */
	async openSample(step: unknown): Promise<void> {
		const { extensionUri } = this.#options;
		const uri = vscode.Uri.joinPath(extensionUri, 'media', 'walkthrough', 'users.ts');
		const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
		const open = vscode.workspace.textDocuments.find(
			one => one.isUntitled && one.getText() === content,
		);
		const document =
			open ?? (await vscode.workspace.openTextDocument({ language: 'typescript', content }));
		const editor = await vscode.window.showTextDocument(document);
		editor.selection = placeOf(document, step);
		editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	}

	dispose(): void {
		this.#store.dispose();
	}

	async #update(): Promise<void> {
		const connected = await this.#options.connection.hasKey();
		await vscode.commands.executeCommand('setContext', 'doubao.connected', connected);
	}

	/** A question in the chat was answered: the walkthrough remembers that by itself. */
	#noteAnswer(): void {
		if (this.#options.activity.chatAnswered) {
			void vscode.commands.executeCommand('setContext', 'doubao.chatAnswered', true);
		}
	}
}

function placeOf(document: vscode.TextDocument, step: unknown): vscode.Selection {
	const text = document.getText();
	const row = (word: string) => document.positionAt(Math.max(0, text.indexOf(word))).line;
	if (step === 'comment') {
		const end = document.lineAt(row('TODO')).range.end;
		return new vscode.Selection(end, end);
	}
	const start = row('export async function loadUsers');
	const end = text.indexOf('\n}\n', document.offsetAt(new vscode.Position(start, 0)));
	return new vscode.Selection(new vscode.Position(start, 0), document.positionAt(end + 2));
}
