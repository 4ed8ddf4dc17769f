import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import { isStreaming, type OpenEdits } from './openEdits.ts';
import { hunkAt } from './review.ts';

type Key =
	| 'pending'
	| 'pendingAnywhere'
	| 'inHunk'
	| 'inPendingRegion'
	| 'streamingHere'
	| 'onComment';

export interface ContextKeysOptions {
	readonly edits: OpenEdits;
	/** Whether the place belongs to a comment. */
	onComment(document: vscode.TextDocument, position: vscode.Position): Promise<boolean>;
}

/** Keeps the context keys that menus and keybindings ask for true to the active editor. */
export class ContextKeys implements Disposable {
	readonly #options: ContextKeysOptions;
	readonly #store = new DisposableStore();
	readonly #known = new Map<Key, boolean>();
	#asked = 0;

	constructor(options: ContextKeysOptions) {
		this.#options = options;
		this.#store.add(options.edits.onDidChange(() => this.update()));
		this.#store.add(vscode.window.onDidChangeActiveTextEditor(() => this.update()));
		this.#store.add(
			vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
				if (textEditor === vscode.window.activeTextEditor) {
					this.update();
				}
			}),
		);
		this.update();
	}

	/** Looks at the active editor again. */
	update(): void {
		const editor = vscode.window.activeTextEditor;
		const { edits } = this.#options;
		const hunks = edits.hunksOf(editor?.document);
		const row = editor?.selection.active.line ?? -1;
		const open = edits
			.editsOf(editor?.document)
			.filter(({ session }) => session.state !== 'closed');
		this.#set('pending', hunks.length > 0);
		this.#set(
			'pendingAnywhere',
			edits.files.some(({ document }) => edits.hunksOf(document).length > 0),
		);
		this.#set('inHunk', hunkAt(hunks, row) !== undefined);
		this.#set(
			'inPendingRegion',
			hunks.length > 0 &&
				open.some(({ session: { region } }) => region.start <= row && row < region.end),
		);
		this.#set('streamingHere', open.some(isStreaming));
		void this.#updateComment(editor);
	}

	dispose(): void {
		this.#store.dispose();
	}

	/** The first answer about a language takes a moment; the cursor may have left by then. */
	async #updateComment(editor: vscode.TextEditor | undefined): Promise<void> {
		const asked = ++this.#asked;
		const onComment =
			editor !== undefined &&
			(await this.#options.onComment(editor.document, editor.selection.active));
		if (asked === this.#asked) {
			this.#set('onComment', onComment);
		}
	}

	#set(key: Key, value: boolean): void {
		if (this.#known.get(key) !== value) {
			this.#known.set(key, value);
			void vscode.commands.executeCommand('setContext', `doubao.${key}`, value);
		}
	}
}
