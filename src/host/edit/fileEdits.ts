import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable.ts';
import type { EditPort, RowRange, UndoStops } from '../../core/edit/contract.ts';
import {
	toTextChanges,
	type DocumentRows,
	type RowEdit,
	type TextChange,
	type TextRange,
} from '../../core/edit/rows.ts';
import type { EditSession } from '../../core/edit/session.ts';
import type { MadeBlock } from '../../core/edit/unfinished.ts';
import { UndoReach } from '../../core/edit/undoReach.ts';
import { isSame, reasonOf } from './changeEvents.ts';
import { schemaGate, type Consent } from './schemas.ts';

/** A session with what the host keeps beside it. */
export interface OpenEdit {
	/** Counts up over all files: names the session in lens and hover arguments. */
	readonly number: number;
	/** Names its journal. */
	readonly id: string;
	/** What was asked, refinements too. */
	instruction: string;
	readonly session: EditSession;
	readonly port: EditPort;
	/** Whether what the answer brings may be asked about. */
	consent: Consent;
	/** The answer of blocks that it is one of, where that is not whole. */
	unfinished?: Unfinished | undefined;
	/** Of all edits of its document. */
	readonly undoReach: UndoReach;
	/** Stops the answer that streams now. */
	abort: AbortController;
	readonly subscription: Disposable;
}

/** An answer of blocks that is not whole: it was cut, or some of its blocks were left out. */
export interface Unfinished {
	readonly instruction: string;
	/** The rows that may be changed, in the document as it is now. */
	rows: RowRange;
	/** The edits that its blocks became, and the blocks, in the same order. */
	readonly edits: readonly OpenEdit[];
	readonly blocks: readonly MadeBlock[];
	/** Some blocks quoted rows that are not there, or not only once. */
	readonly leftOut: boolean;
}

/** What an edit is known by, beside its session. */
export interface EditNames {
	readonly number: number;
	readonly id: string;
	readonly instruction: string;
}

export interface EditHooks {
	/** Called once; no row is written before the promise is there. It must not reject. */
	readonly begin: (edit: OpenEdit) => Promise<void>;
	readonly changed: (edit: OpenEdit) => void;
}

/** Our own edit on its way through VS Code. */
interface Flight {
	readonly changes: readonly TextChange[];
	readonly sender: EditSession;
	readonly landed: () => void;
	readonly done: Promise<unknown>;
}

/** Undo steps whose sessions are kept after their end, the latest ones: redo may reopen them. */
const mostReopened = 10;

/** How often an edit may be refused although the document did not move, before we call it read-only. */
const refusalsUntilGone = 5;

/**
 * All edits of one document. Sends their row edits through VS Code one at a time, and tells each
 * session of every change: its own as landed, everybody else's as foreign.
 */
export class FileEdits implements Disposable {
	readonly document: vscode.TextDocument;
	readonly #undoReach = new UndoReach();
	#edits: readonly OpenEdit[] = [];
	#flight: Flight | undefined;
	#refusals = 0;

	constructor(document: vscode.TextDocument) {
		this.document = document;
	}

	/** Sessions that stream or wait for review, and closed ones that redo may reopen. */
	get edits(): readonly OpenEdit[] {
		return this.#edits;
	}

	/** Takes ownership of the session. */
	add(names: EditNames, session: EditSession, { begin, changed }: EditHooks): OpenEdit {
		if (this.#edits.every(edit => edit.session.state === 'closed')) {
			this.#undoReach.begin();
		}
		if (session.state === 'review') {
			// A review of an earlier time: what undo would do to its rows is not known.
			this.#undoReach.keep();
		}
		let begun = false;
		const port: EditPort = {
			apply: async (change, stops, landed) => {
				if (!begun) {
					// The document may move on while the journal is written: the session plans anew.
					await beginning;
					begun = true;
					return false;
				}
				return await this.#apply(session, change, stops, landed);
			},
			canStream: () => this.#editor() !== undefined,
			writable: schemaGate(this.document, () => edit),
		};
		const edit: OpenEdit = {
			...names,
			session,
			port,
			consent: 'ask',
			undoReach: this.#undoReach,
			abort: new AbortController(),
			subscription: session.onDidChange(() => changed(edit)),
		};
		this.#edits = [...this.#edits, edit];
		const beginning = begin(edit);
		return edit;
	}

	/** Forgets sessions that nothing can bring back, or only an undo that goes back very far. */
	prune(): void {
		const latest = this.#latestClosed();
		const isOver = (edit: OpenEdit) => edit.session.state === 'closed' && !latest.has(edit);
		for (const { subscription } of this.#edits.filter(isOver)) {
			subscription.dispose();
		}
		this.#edits = this.#edits.filter(edit => !isOver(edit));
	}

	#latestClosed(): ReadonlySet<OpenEdit> {
		const latest = new Set<OpenEdit>();
		let steps = 0;
		let later: EditSession | undefined;
		for (const edit of this.#edits.filter(({ session }) => session.reopenable).toReversed()) {
			steps += later?.isOneStepWith(edit.session) === true ? 0 : 1;
			later = edit.session;
			if (steps <= mostReopened) {
				latest.add(edit);
			}
		}
		return latest;
	}

	/** Call for every change event of the document, in order. */
	changed(event: vscode.TextDocumentChangeEvent): void {
		if (event.contentChanges.length === 0) {
			return;
		}
		const flight = this.#flight;
		const own = flight !== undefined && isSame(flight.changes, event.contentChanges);
		if (own) {
			this.#flight = undefined;
			flight.landed();
		} else if (event.reason === undefined) {
			this.#undoReach.keep();
		}
		for (const { session } of this.#edits) {
			if (!own || session !== flight.sender) {
				const ours = own && (session.isOneStepWith(flight.sender) ? 'sibling' : 'ours');
				session.foreign(event.contentChanges, ours || reasonOf(event));
			}
		}
	}

	/** Call when editors were shown or hidden: hidden documents hold their rows back. */
	visibilityChanged(): void {
		if (this.#editor() !== undefined) {
			for (const { session } of this.#edits) {
				session.resume();
			}
		}
	}

	/** Stops what streams and forgets all. The document is left as it is. */
	dispose(): void {
		for (const { abort, session, subscription } of this.#edits) {
			subscription.dispose();
			abort.abort();
			session.dispose();
		}
		this.#edits = [];
	}

	async #apply(
		sender: EditSession,
		edit: RowEdit,
		stops: UndoStops,
		landed: () => void,
	): Promise<boolean | 'gone'> {
		if (this.#flight) {
			// One at a time; afterwards the rows may stand elsewhere, so the session plans anew.
			await this.#flight.done;
			return false;
		}
		if (this.document.isClosed) {
			return 'gone';
		}
		const { version } = this.document;
		const changes = toTextChanges(edit, documentRows(this.document));
		let hasLanded = false;
		const done = this.#send(changes, stops);
		const flight: Flight = {
			changes,
			sender,
			done,
			landed: () => {
				hasLanded = true;
				this.#undoReach.landed(stops.before);
				landed();
			},
		};
		this.#flight = flight;
		const applied = await done;
		if (this.#flight === flight) {
			this.#flight = undefined;
		}
		if (applied && !hasLanded) {
			// VS Code says yes without a change event in two cases: the text is what it was, or the editor
			// is read-only for this session, which the API does not tell beforehand.
			return this.#holds(changes) ? true : 'gone';
		}
		const stuck = !applied && !hasLanded && this.document.version === version;
		this.#refusals = stuck ? this.#refusals + 1 : 0;
		return this.#refusals >= refusalsUntilGone ? 'gone' : applied || hasLanded;
	}

	#holds(changes: readonly TextChange[]): boolean {
		return changes.every(
			({ range, text }) => this.document.getText(toRange(range)).replaceAll('\r\n', '\n') === text,
		);
	}

	async #send(changes: readonly TextChange[], stops: UndoStops): Promise<boolean> {
		const editor = this.#editor();
		try {
			if (editor) {
				return await editor.edit(
					builder => {
						for (const { range, text } of changes) {
							builder.replace(toRange(range), text);
						}
					},
					{ undoStopBefore: stops.before, undoStopAfter: stops.after },
				);
			}
			const whole = new vscode.WorkspaceEdit();
			for (const { range, text } of changes) {
				whole.replace(this.document.uri, toRange(range), text);
			}
			return await vscode.workspace.applyEdit(whole);
		} catch {
			// The editor was closed between our look and the edit: the next try finds another way.
			return false;
		}
	}

	#editor(): vscode.TextEditor | undefined {
		return vscode.window.visibleTextEditors.find(editor => editor.document === this.document);
	}
}

/** A document as the engine reads it. */
export function documentRows(document: vscode.TextDocument): DocumentRows {
	return {
		get lineCount() {
			return document.lineCount;
		},
		lineAt: row => document.lineAt(row).text,
	};
}

export function toRange({ start, end }: TextRange): vscode.Range {
	return new vscode.Range(start.line, start.character, end.line, end.character);
}
