import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import type { Hunk, RowRange } from '../../core/edit/contract.ts';
import type { EditSession } from '../../core/edit/session.ts';
import { Emitter } from '../../core/event.ts';
import { FileEdits, type EditNames, type OpenEdit } from './fileEdits.ts';

/** A hunk and the session that it belongs to. */
export interface FileHunk {
	readonly edit: OpenEdit;
	readonly hunk: Hunk;
	/** 0-based in its session. */
	readonly index: number;
}

/** Hears of every edit in time to keep what could be lost. */
export interface EditRecorder {
	/** An edit begins. No row of it is written before the promise is there. It must not reject. */
	begin(document: vscode.TextDocument, edit: OpenEdit): Promise<void>;
	/** Its hunks, positions or state changed. */
	changed(document: vscode.TextDocument, edit: OpenEdit): void;
	/** Its document is closed; the edit is forgotten right afterwards. */
	closing(document: vscode.TextDocument, edit: OpenEdit): void;
}

/** Every edit that streams or waits for review, by document. Hears all changes of documents. */
export class OpenEdits implements Disposable {
	readonly #store = new DisposableStore();
	readonly #files = new Map<vscode.TextDocument, FileEdits>();
	readonly #changed = this.#store.add(new Emitter<vscode.TextDocument>());
	readonly #lost = this.#store.add(new Emitter<vscode.TextDocument>());
	readonly #recorder: EditRecorder;
	#count = 0;

	/** Hunks, positions or states of this document's edits changed. */
	readonly onDidChange = this.#changed.event;

	/** Somebody replaced all rows of an edit of this document. */
	readonly onDidLose = this.#lost.event;

	constructor(recorder: EditRecorder) {
		this.#recorder = recorder;
		this.#store.add(
			vscode.workspace.onDidChangeTextDocument(event => {
				this.#files.get(event.document)?.changed(event);
			}),
		);
		this.#store.add(
			vscode.workspace.onDidCloseTextDocument(document => {
				// A change of the language is told as closed and opened; the document stays what it is.
				if (!vscode.workspace.textDocuments.includes(document)) {
					this.#forget(document);
				}
			}),
		);
		this.#store.add(
			vscode.window.onDidChangeVisibleTextEditors(() => {
				for (const file of this.#files.values()) {
					file.visibilityChanged();
				}
			}),
		);
	}

	add(
		document: vscode.TextDocument,
		session: EditSession,
		names: Omit<EditNames, 'number'>,
	): OpenEdit {
		const file = this.#files.get(document) ?? new FileEdits(document);
		this.#files.set(document, file);
		const edit = file.add({ number: ++this.#count, ...names }, session, {
			begin: one => this.#recorder.begin(document, one),
			changed: one => {
				if (one.session.closedBecause === 'lost') {
					this.#lost.fire(document);
				}
				file.prune();
				this.#recorder.changed(document, one);
				this.#changed.fire(document);
			},
		});
		this.#changed.fire(document);
		return edit;
	}

	/** All files with edits, also closed ones that redo may reopen. */
	get files(): readonly FileEdits[] {
		return [...this.#files.values()];
	}

	editsOf(document: vscode.TextDocument | undefined): readonly OpenEdit[] {
		return (document && this.#files.get(document)?.edits) ?? [];
	}

	/** The pending hunks of all sessions of a document, from the top. */
	hunksOf(document: vscode.TextDocument | undefined): readonly FileHunk[] {
		return this.editsOf(document)
			.flatMap(edit => edit.session.hunks.map((hunk, index) => ({ edit, hunk, index })))
			.toSorted((a, b) => a.hunk.start - b.hunk.start);
	}

	/** Stops what streams, in one document or everywhere. @returns Whether anything streamed. */
	stop(document?: vscode.TextDocument): boolean {
		const streaming = this.files
			.filter(file => document === undefined || file.document === document)
			.flatMap(({ edits }) => edits)
			.filter(isStreaming);
		for (const { abort } of streaming) {
			abort.abort();
		}
		return streaming.length > 0;
	}

	#forget(document: vscode.TextDocument): void {
		const file = this.#files.get(document);
		if (!file) {
			return;
		}
		for (const edit of file.edits.filter(({ session }) => session.state !== 'closed')) {
			this.#recorder.closing(document, edit);
		}
		file.dispose();
		this.#files.delete(document);
		this.#changed.fire(document);
	}

	dispose(): void {
		for (const file of this.#files.values()) {
			file.dispose();
		}
		this.#files.clear();
		this.#store.dispose();
	}
}

export function isStreaming({ session }: OpenEdit): boolean {
	return session.state === 'waiting' || session.state === 'streaming';
}

/** What is under review is not all of the answer. */
export function isPartial({ session, unfinished }: OpenEdit): boolean {
	return session.partial || unfinished !== undefined;
}

/** Whether both came from one answer. */
export function isOneAnswer(a: OpenEdit, b: OpenEdit): boolean {
	return a === b || (a.unfinished !== undefined && a.unfinished === b.unfinished);
}

/** Rows stream already, or belong to a hunk under review. */
export type InTheWay = 'streaming' | 'review';

/** Why rows are not free. @param own An edit that does not count. */
export function inTheWayOf(
	edits: OpenEdits,
	document: vscode.TextDocument,
	rows: RowRange,
	own?: OpenEdit,
): InTheWay | undefined {
	const touches = (other: RowRange) =>
		other.start < rows.end && rows.start < Math.max(other.end, other.start + 1);
	const streaming = edits.editsOf(document).filter(edit => edit !== own && isStreaming(edit));
	if (streaming.some(edit => touches(edit.session.region))) {
		return 'streaming';
	}
	return edits.hunksOf(document).some(({ hunk }) => touches(hunk)) ? 'review' : undefined;
}
