import * as vscode from 'vscode';
import type { Hunk } from '../../core/edit/contract.ts';

/**
 * Remembers whether the user moved the caret since. At the end of an edit of a selection the caret
 * goes to the first change, so that the next key can accept it and the selection does not cover the
 * new rows; but only if the user has not moved, and nothing is scrolled.
 */
export class CaretWatch implements vscode.Disposable {
	readonly #editor: vscode.TextEditor | undefined;
	readonly #subscription: vscode.Disposable;
	#moved = false;

	/** @param document The one that is edited; the caret of another is never touched. */
	constructor(document: vscode.TextDocument) {
		const active = vscode.window.activeTextEditor;
		this.#editor = active?.document === document ? active : undefined;
		this.#subscription = vscode.window.onDidChangeTextEditorSelection(event => {
			// What our own edits and commands of the API move has no kind.
			this.#moved ||= event.textEditor === this.#editor && event.kind !== undefined;
		});
	}

	toFirst(hunks: readonly Hunk[]): void {
		const editor = this.#editor;
		const first = hunks[0]?.start;
		if (first === undefined || editor === undefined || this.#moved) {
			return;
		}
		if (editor === vscode.window.activeTextEditor && !editor.selection.isEmpty) {
			const at = new vscode.Position(Math.min(first, editor.document.lineCount - 1), 0);
			editor.selection = new vscode.Selection(at, at);
		}
	}

	dispose(): void {
		this.#subscription.dispose();
	}
}
