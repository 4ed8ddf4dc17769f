import * as vscode from 'vscode';
import type { Log } from '../../core/log.ts';
import { fields } from '../fields.ts';
import type { BaselineDocuments } from './baselineDocuments.ts';
import type { OpenEdit } from './fileEdits.ts';
import { acceptsHidden, hiddenIn, hiddenSentence } from './hiddenText.ts';
import type { Journals } from './journals.ts';
import { type FileHunk, type OpenEdits } from './openEdits.ts';

export interface ReviewOptions {
	readonly edits: OpenEdits;
	readonly baselines: BaselineDocuments;
	readonly journals: Journals;
	readonly log: Log;
}

/** What a review command resolves with. */
export interface ReviewLeft {
	/** Pending hunks left in the file. */
	readonly hunks: number;
	/** Why nothing was accepted, as a sentence for the user. */
	readonly reason?: string;
}

/** Accept and reject, and the way from one change to the next. */
export class Review {
	readonly #options: ReviewOptions;

	constructor(options: ReviewOptions) {
		this.#options = options;
	}

	/**
	 * Accepts the hunk at the cursor, or the one that `argument` names. No document edit. Hidden
	 * characters are asked about first, unless `argument` says `{confirm: true}`; with an index, which
	 * only automation gives, nothing is asked and they are not accepted.
	 */
	async acceptHunk(argument: unknown): Promise<ReviewLeft> {
		const document = documentOf(argument);
		const found = this.#find(document, argument);
		const refused = found && (await this.#refusal([found], argument));
		if (found && refused === undefined) {
			this.#accept(found.edit, found.hunk.id);
		}
		return this.#left([document], refused);
	}

	/** Gives the rows of the hunk at the cursor back, or of the one that `argument` names. */
	async rejectHunk(argument: unknown): Promise<ReviewLeft> {
		const document = documentOf(argument);
		const found = this.#find(document, argument);
		await found?.edit.session.reject(found.index, found.edit.port);
		return this.#left([document]);
	}

	/** Accepts every finished hunk of the file; see `acceptHunk` for what is asked. */
	acceptAll(argument?: unknown): Promise<ReviewLeft> {
		const document = vscode.window.activeTextEditor?.document;
		return this.#acceptAll(document ? [document] : [], argument);
	}

	/** The same in all files. */
	acceptEverything(argument: unknown): Promise<ReviewLeft> {
		return this.#acceptAll(this.#documents(), argument);
	}

	/** Stops what streams in the file and gives everything back that was not accepted. */
	async rejectAll(): Promise<ReviewLeft> {
		const document = vscode.window.activeTextEditor?.document;
		await this.#rejectAll(document);
		return this.#left([document]);
	}

	/** The same in all files. */
	async rejectEverything(): Promise<ReviewLeft> {
		const documents = this.#options.edits.files.map(({ document }) => document);
		for (const document of documents) {
			await this.#rejectAll(document);
		}
		return this.#left(documents);
	}

	/** Moves the cursor to the next change, or the previous one, across files. */
	async goTo(direction: 1 | -1): Promise<void> {
		const { edits } = this.#options;
		const editor = vscode.window.activeTextEditor;
		const row = editor?.selection.active.line ?? 0;
		const here = edits.hunksOf(editor?.document).map(({ hunk }) => hunk.start);
		const next =
			direction === 1 ? here.find(start => start > row) : here.findLast(start => start < row);
		if (editor && next !== undefined) {
			reveal(editor, next);
			return;
		}
		const documents = this.#documents();
		const found = documents.findIndex(document => document === editor?.document);
		// From a file without changes: to the first one, or back to the last one.
		const at = found < 0 && direction < 0 ? 0 : found;
		const other = documents.at((at + direction) % Math.max(documents.length, 1));
		const start = edits.hunksOf(other).at(direction === 1 ? 0 : -1)?.hunk.start;
		if (other && start !== undefined) {
			reveal(await vscode.window.showTextDocument(other), start);
		}
	}

	/** Opens VS Code's own diff; with changes in several files, all of them in one editor. */
	async showDiff(): Promise<void> {
		const { baselines } = this.#options;
		const [first, ...others] = this.#documents();
		if (first && others.length > 0) {
			await baselines.showChanges([first, ...others]);
		} else if (first) {
			await baselines.showDiff(first);
		}
	}

	async showRemoved(argument: unknown): Promise<void> {
		const document = documentOf(argument);
		const found = this.#find(document, argument);
		if (document && found) {
			await this.#options.baselines.showRemoved(document, found);
		}
	}

	async #acceptAll(
		documents: readonly vscode.TextDocument[],
		argument: unknown,
	): Promise<ReviewLeft> {
		const { edits } = this.#options;
		const asked = documents
			.flatMap(document => edits.hunksOf(document))
			.filter(({ hunk }) => hunk.finished);
		const refused = await this.#refusal(asked, argument);
		if (refused === undefined) {
			for (const { edit, hunk } of asked) {
				this.#accept(edit, hunk.id);
			}
		}
		return this.#left(documents, refused);
	}

	async #rejectAll(document: vscode.TextDocument | undefined): Promise<void> {
		const edits = this.#options.edits.editsOf(document);
		await Promise.all(edits.map(({ session }) => session.halt()));
		if (document && !(await this.#undoneByEditor(document))) {
			for (const { session, port } of edits) {
				await session.rejectAll(port);
			}
		}
	}

	/** Those with changes under review. */
	#documents(): readonly vscode.TextDocument[] {
		const { edits } = this.#options;
		return edits.files
			.map(({ document }) => document)
			.filter(document => edits.hunksOf(document).length > 0);
	}

	/**
	 * Takes all edits back by the editor's own undo, which also brings the “not modified” state back.
	 * Only in the active editor, and where nothing else is taken back with them.
	 */
	async #undoneByEditor(document: vscode.TextDocument): Promise<boolean> {
		const { edits, log } = this.#options;
		const isDone = () => edits.editsOf(document).every(({ session }) => session.state === 'closed');
		const steps = edits.editsOf(document)[0]?.undoReach.steps ?? 0;
		if (isDone() || steps === 0 || document !== vscode.window.activeTextEditor?.document) {
			return false;
		}
		// `undo` acts where the focus is, which may be the composer or the find box.
		await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
		for (let left = steps; left > 0 && !isDone(); left--) {
			await vscode.commands.executeCommand('undo');
		}
		if (!isDone()) {
			log.debug('reject all: undo did not take the edits back');
		}
		return isDone();
	}

	/** By lens or hover, by index from the top, or at the cursor. */
	#find(document: vscode.TextDocument | undefined, argument: unknown): FileHunk | undefined {
		const hunks = this.#options.edits.hunksOf(document);
		const { index, edit, hunk } = fields(argument);
		if (typeof edit === 'number' && typeof hunk === 'number') {
			return hunks.find(found => found.edit.number === edit && found.hunk.id === hunk);
		}
		if (index !== undefined) {
			return typeof index === 'number' ? hunks[index] : undefined;
		}
		const row = vscode.window.activeTextEditor?.selection.active.line;
		return row === undefined ? undefined : hunkAt(hunks, row);
	}

	/** By its id: while the user was asked, others may have been decided. */
	#accept({ session, undoReach }: OpenEdit, id: number): void {
		const index = session.hunks.findIndex(hunk => hunk.id === id);
		if (session.accept(index) === 'done') {
			undoReach.keep();
		}
	}

	/** @returns Why these hunks are not accepted; `undefined` when they are. */
	async #refusal(asked: readonly FileHunk[], argument: unknown): Promise<string | undefined> {
		const { confirm, index } = fields(argument);
		const hidden = asked.flatMap(({ hunk }) => hiddenIn(hunk));
		if (hidden.length === 0 || confirm === true) {
			return undefined;
		}
		const mayAsk = confirm === undefined && index === undefined;
		const accepted = mayAsk && (await acceptsHidden(asked.map(({ hunk }) => hunk)));
		return accepted ? undefined : hiddenSentence(hidden);
	}

	/** The window may close at the next moment: what was decided is on disk before this settles. */
	async #left(
		documents: readonly (vscode.TextDocument | undefined)[],
		reason?: string,
	): Promise<ReviewLeft> {
		const { edits, journals } = this.#options;
		await journals.flush();
		const hunks = documents.reduce((sum, document) => sum + edits.hunksOf(document).length, 0);
		return { hunks, ...(reason !== undefined && { reason }) };
	}
}

/** The hunk on `row`; rows that were only removed belong to the row that follows them. */
export function hunkAt(hunks: readonly FileHunk[], row: number): FileHunk | undefined {
	return hunks.find(({ hunk }) => hunk.start <= row && row < Math.max(hunk.end, hunk.start + 1));
}

/** Lens and hover name their document, since their editor need not be the active one. */
function documentOf(argument: unknown): vscode.TextDocument | undefined {
	const { uri } = fields(argument);
	return typeof uri === 'string'
		? vscode.workspace.textDocuments.find(document => document.uri.toString() === uri)
		: vscode.window.activeTextEditor?.document;
}

function reveal(editor: vscode.TextEditor, row: number): void {
	const at = new vscode.Position(Math.min(row, editor.document.lineCount - 1), 0);
	editor.selection = new vscode.Selection(at, at);
	editor.revealRange(
		new vscode.Range(at, at),
		vscode.TextEditorRevealType.InCenterIfOutsideViewport,
	);
}
