import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/disposable.ts';
import { isStreaming, type OpenEdits } from './edit/openEdits.ts';

/**
 * One item in the status bar while an edit streams (a click stops it) or changes of the active file
 * wait for review (a click goes to the next one). Otherwise there is none.
 */
export class StatusItem implements Disposable {
	readonly #store = new DisposableStore();
	readonly #item = this.#store.add(
		vscode.window.createStatusBarItem('doubao.status', vscode.StatusBarAlignment.Left, 10),
	);
	readonly #edits: OpenEdits;

	constructor(edits: OpenEdits) {
		this.#edits = edits;
		this.#item.name = 'Doubao';
		this.#store.add(edits.onDidChange(() => this.#update()));
		this.#store.add(vscode.window.onDidChangeActiveTextEditor(() => this.#update()));
	}

	dispose(): void {
		this.#store.dispose();
	}

	#update(): void {
		const t = vscode.l10n.t;
		const document = vscode.window.activeTextEditor?.document;
		const streaming = this.#edits.files.flatMap(({ edits }) => edits).filter(isStreaming);
		const hunks = this.#edits.hunksOf(document).length;
		const partial = this.#edits
			.editsOf(document)
			.some(({ session }) => session.state !== 'closed' && session.partial);
		if (streaming.length > 0) {
			this.#item.text = `$(loading~spin) ${t('Doubao is editing')}`;
			this.#item.tooltip = t('Stop (Esc)');
			this.#item.command = { title: '', command: 'doubao.stop', arguments: [{ edits: true }] };
			this.#item.show();
		} else if (hunks > 0) {
			const count = hunks === 1 ? t('1 change to review') : t('{0} changes to review', hunks);
			this.#item.text = `$(diff) ${count}${partial ? ` (${t('partial')})` : ''}`;
			this.#item.tooltip = t('Go to the next change (Alt+F5)');
			this.#item.command = 'doubao.nextHunk';
			this.#item.show();
		} else {
			this.#item.hide();
		}
	}
}
