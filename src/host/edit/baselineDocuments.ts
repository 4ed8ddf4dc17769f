import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import { Emitter } from '../../core/event.ts';
import { documentRows } from './fileEdits.ts';
import type { FileHunk, OpenEdits } from './openEdits.ts';

const scheme = 'doubao-baseline';

/**
 * The text as it would be if every pending change was rejected, as a read-only document of its own:
 * one side of the diff, and what “Show Removed Code” peeks into.
 */
export class BaselineDocuments implements Disposable {
	readonly #store = new DisposableStore();
	readonly #edits: OpenEdits;
	/** Originals that journals kept, by URI. */
	readonly #kept = new Map<string, string>();

	constructor(edits: OpenEdits) {
		this.#edits = edits;
		const changed = this.#store.add(new Emitter<vscode.Uri>());
		this.#store.add(edits.onDidChange(({ uri }) => changed.fire(baselineUri(uri))));
		this.#store.add(
			vscode.workspace.registerTextDocumentContentProvider(scheme, {
				onDidChange: changed.event,
				provideTextDocumentContent: uri => this.#text(uri),
			}),
		);
	}

	/** Opens VS Code's own diff between the baseline and the live document. */
	async showDiff(document: vscode.TextDocument): Promise<void> {
		const name = document.uri.path.split('/').at(-1) ?? '';
		await vscode.commands.executeCommand(
			'vscode.diff',
			baselineUri(document.uri),
			document.uri,
			vscode.l10n.t('{0}: original ↔ proposed', name),
		);
	}

	/** Opens all changes of several documents in one editor. */
	async showChanges(documents: readonly vscode.TextDocument[]): Promise<void> {
		await vscode.commands.executeCommand(
			'vscode.changes',
			vscode.l10n.t('Proposed changes'),
			documents.map(({ uri }) => [uri, baselineUri(uri), uri]),
		);
	}

	/** Opens VS Code's own diff between a text that a journal kept and the live document. */
	async compare(document: vscode.TextDocument, original: string): Promise<void> {
		const uri = baselineUri(document.uri).with({ fragment: String(this.#kept.size) });
		this.#kept.set(uri.toString(), original);
		const name = document.uri.path.split('/').at(-1) ?? '';
		const title = vscode.l10n.t('{0}: original ↔ now', name);
		await vscode.commands.executeCommand('vscode.diff', uri, document.uri, title);
	}

	/** Shows a hunk's removed rows in a peek below it. */
	async showRemoved(document: vscode.TextDocument, { hunk }: FileHunk): Promise<void> {
		const start = baselineRow(this.#edits.hunksOf(document), hunk.start);
		const end = start + Math.max(hunk.removed.length - 1, 0);
		await vscode.commands.executeCommand(
			'editor.action.peekLocations',
			document.uri,
			new vscode.Position(Math.min(hunk.start, document.lineCount - 1), 0),
			[
				new vscode.Location(
					baselineUri(document.uri),
					new vscode.Range(start, 0, end, (hunk.removed.at(-1) ?? '').length),
				),
			],
			'peek',
		);
	}

	dispose(): void {
		this.#store.dispose();
	}

	#text(uri: vscode.Uri): string {
		const original = this.#kept.get(uri.toString());
		if (original !== undefined) {
			return original;
		}
		const file = this.#edits.files.find(
			({ document }) => baselineUri(document.uri).toString() === uri.toString(),
		);
		if (!file) {
			return '';
		}
		const rows = documentRows(file.document);
		const kept: string[] = [];
		let row = 0;
		for (const { hunk } of this.#edits.hunksOf(file.document)) {
			for (; row < hunk.start; row++) {
				kept.push(rows.lineAt(row));
			}
			for (const removed of hunk.removed) {
				kept.push(removed);
			}
			row = hunk.end;
		}
		for (; row < rows.lineCount; row++) {
			kept.push(rows.lineAt(row));
		}
		return kept.join(file.document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
	}
}

/** The row of the baseline that corresponds to a row of the document. */
function baselineRow(hunks: readonly FileHunk[], row: number): number {
	return hunks
		.filter(({ hunk }) => hunk.end <= row && hunk.start < row)
		.reduce((at, { hunk }) => at + hunk.removed.length - (hunk.end - hunk.start), row);
}

/** Keeps the path, so that VS Code picks the language by the file's name. */
function baselineUri(uri: vscode.Uri): vscode.Uri {
	return uri.with({ scheme, query: uri.scheme === 'untitled' ? 'untitled' : uri.toString() });
}
