import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import { contextOf, matchJournal, type EditJournal } from '../../core/edit/journal.ts';
import { EditSession } from '../../core/edit/session.ts';
import type { BaselineDocuments } from './baselineDocuments.ts';
import { documentRows, type OpenEdit } from './fileEdits.ts';
import type { JournalStore } from './journalStore.ts';
import { isStreaming, type EditRecorder, type OpenEdits } from './openEdits.ts';
import { plain } from '../plain.ts';
import { showWarning } from '../say.ts';

/** A journal without its edit in a document as it was: it may still be under review elsewhere. */
const surelyOver = 60 * 60 * 1000;
const forgottenAfter = 90 * 24 * surelyOver;

/**
 * Keeps a journal of every edit until its last change is reviewed, and takes edits up again whose
 * window, extension host or editor was closed: lazily, when their document is there.
 */
export class Journals implements EditRecorder, Disposable {
	readonly #journals: JournalStore;
	readonly #store = new DisposableStore();
	/** Journals without an open edit, by id. */
	readonly #dormant = new Map<string, EditJournal>();
	/** Those of them that were closed in this window. */
	readonly #ours = new Set<string>();
	/** New names of files whose old name may still be open: VS Code closes it when it likes. */
	readonly #renamed = new Map<string, string>();
	#restoreAll: () => void = () => {};

	constructor(journals: JournalStore) {
		this.#journals = this.#store.add(journals);
	}

	begin(document: vscode.TextDocument, edit: OpenEdit): Promise<void> {
		return this.#journals.first(this.#journalOf(document, edit));
	}

	changed(document: vscode.TextDocument, edit: OpenEdit): void {
		this.#journals.soon(edit.id, () =>
			edit.session.state === 'closed' ? undefined : this.#journalOf(document, edit),
		);
	}

	/** Settles when what was decided so far would survive a crash. */
	flush(): Promise<void> {
		return this.#journals.flush();
	}

	closing(document: vscode.TextDocument, edit: OpenEdit): void {
		if (document.isUntitled || edit.session.hunks.length === 0) {
			void this.#journals.remove(edit.id);
			return;
		}
		const journal = this.#journalOf(document, edit);
		const uri = this.#renamed.get(journal.uri) ?? journal.uri;
		this.#ours.add(journal.id);
		this.#keep({ ...journal, streaming: false, uri });
		if (uri !== journal.uri) {
			// The file is open under its new name already; this edit is still being closed.
			queueMicrotask(() => this.#restoreAll());
		}
	}

	/** Takes edits up again in documents that are open or get opened. Reads the disk a moment later. */
	restoreInto(edits: OpenEdits, baselines: BaselineDocuments): void {
		const restore = (document: vscode.TextDocument) => {
			for (const journal of this.#dormant.values()) {
				if (journal.uri === document.uri.toString()) {
					this.#restore(journal, { document, edits, baselines });
				}
			}
		};
		const restoreAll = () => void vscode.workspace.textDocuments.map(restore);
		this.#restoreAll = restoreAll;
		this.#store.add(
			vscode.workspace.onDidOpenTextDocument(document => {
				this.#renamed.delete(document.uri.toString());
				restore(document);
			}),
		);
		this.#store.add(
			vscode.workspace.onDidRenameFiles(({ files }) => {
				this.#rename(files);
				restoreAll();
			}),
		);
		this.#store.add(vscode.workspace.onDidDeleteFiles(({ files }) => this.#delete(files)));
		// Behind the activation: no start of the editor waits for our disk.
		const timer = setTimeout(() => void this.#load().then(restoreAll), 0);
		this.#store.add({ dispose: () => clearTimeout(timer) });
	}

	/** Deletes every journal; one of an edit that is still open is written anew when that changes. */
	async forgetAll(): Promise<void> {
		this.#dormant.clear();
		const all = await this.#journals.all();
		await Promise.all(all.map(({ id }) => this.#journals.remove(id)));
	}

	dispose(): void {
		this.#store.dispose();
	}

	async #load(): Promise<void> {
		const workspace = thisWorkspace();
		for (const journal of await this.#journals.all()) {
			if (Date.now() - journal.savedAt > forgottenAfter) {
				void this.#journals.remove(journal.id);
			} else if (journal.workspace === workspace) {
				this.#dormant.set(journal.id, journal);
			}
		}
	}

	#restore(journal: EditJournal, place: Place): void {
		const { document, edits } = place;
		this.#dormant.delete(journal.id);
		const match = matchJournal(journal, documentRows(document));
		switch (match.kind) {
			case 'review': {
				const session = new EditSession({
					document: documentRows(document),
					target: match.snapshot,
					languageId: document.languageId,
				});
				const { id, instruction } = journal;
				edits.add(document, session, { id, instruction });
				return;
			}
			case 'original':
				// Another window may have it under review, without having saved.
				if (this.#ours.has(journal.id) || Date.now() - journal.savedAt > surelyOver) {
					void this.#journals.remove(journal.id);
				}
				return;
			case 'differs':
				void this.#offer(journal, match.region, place);
		}
	}

	async #offer(
		journal: EditJournal,
		region: { readonly start: number; readonly end: number } | undefined,
		{ document, baselines }: Place,
	): Promise<void> {
		const compare = vscode.l10n.t('Compare with Original');
		const forget = vscode.l10n.t('Discard Original');
		const chosen = await showWarning(
			vscode.l10n.t(
				'{0} had changes under review and was changed since. The original code is kept.',
				plain(document.uri.path.split('/').at(-1) ?? ''),
			),
			compare,
			forget,
		);
		if (chosen === forget) {
			await this.#journals.remove(journal.id);
		} else if (chosen === compare) {
			const rows = documentRows(document);
			const { start, end } = region ?? { start: 0, end: rows.lineCount };
			const all = Array.from({ length: rows.lineCount }, (_, row) => rows.lineAt(row));
			const { baseline } = journal.snapshot;
			const original = all.slice(0, start).concat(baseline, all.slice(end));
			await baselines.compare(document, original.join('\n'));
		}
	}

	#keep(journal: EditJournal): void {
		this.#dormant.set(journal.id, journal);
		void this.#journals.now(journal);
	}

	#rename(files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): void {
		for (const { oldUri, newUri } of files) {
			this.#renamed.set(oldUri.toString(), newUri.toString());
			for (const journal of this.#dormant.values()) {
				const uri = moved(journal.uri, oldUri.toString(), newUri.toString());
				if (uri !== undefined) {
					this.#keep({ ...journal, uri });
				}
			}
		}
	}

	#delete(files: readonly vscode.Uri[]): void {
		for (const uri of files) {
			for (const journal of this.#dormant.values()) {
				if (moved(journal.uri, uri.toString(), '') !== undefined) {
					this.#dormant.delete(journal.id);
					void this.#journals.remove(journal.id);
				}
			}
		}
	}

	#journalOf(document: vscode.TextDocument, edit: OpenEdit): EditJournal {
		const { id, instruction, session } = edit;
		return {
			id,
			uri: document.uri.toString(),
			workspace: thisWorkspace(),
			instruction,
			savedAt: Date.now(),
			streaming: isStreaming(edit),
			...contextOf(documentRows(document), session.region),
			snapshot: session.snapshot,
		};
	}
}

interface Place {
	readonly document: vscode.TextDocument;
	readonly edits: OpenEdits;
	readonly baselines: BaselineDocuments;
}

/** A name for a journal that no other has. */
export function newJournalId(): string {
	const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
	const random = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(random, byte => letters[byte % letters.length]).join('');
}

/** What became of a URI when `from`, a file or a folder around it, became `to`. */
function moved(uri: string, from: string, to: string): string | undefined {
	return uri === from || uri.startsWith(`${from}/`) ? to + uri.slice(from.length) : undefined;
}

function thisWorkspace(): string {
	const { workspaceFile, workspaceFolders } = vscode.workspace;
	return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? '';
}
