import * as vscode from 'vscode';
import type { RowRange } from '../../core/edit/contract.ts';
import { RowMap } from '../../core/edit/rowMap.ts';
import { overlap, type WithoutCut } from '../../core/edit/unfinished.ts';
import { documentRows, type OpenEdit } from './fileEdits.ts';

/** What the model was shown, and the edit that is not in it. */
export interface SentRows extends WithoutCut {
	/** The block that `cut` names. */
	readonly edit: OpenEdit | undefined;
}

/** Finds rows that the model was shown in the document as it is. */
export class BlockPlaces implements vscode.Disposable {
	/** The rows that the model was asked about. */
	readonly rows: readonly string[];
	readonly #document: vscode.TextDocument;
	readonly #sent: SentRows;
	readonly #map: RowMap;
	readonly #watch: vscode.Disposable;
	#gaveBack = false;

	constructor(document: vscode.TextDocument, sent: SentRows) {
		this.rows = sent.rows.slice(sent.target.start, sent.target.end);
		this.#document = document;
		this.#sent = sent;
		this.#map = new RowMap(sent.rows);
		if (sent.cut && sent.edit) {
			const { start, end } = sent.cut;
			const range = { start: { line: start, character: 0 }, end: { line: end, character: 0 } };
			const text = sent.edit.session.snapshot.current.map(row => `${row}\n`).join('');
			this.#map.changed({ range, text });
		}
		this.#watch = vscode.workspace.onDidChangeTextDocument(event => {
			for (const change of event.document === document ? event.contentChanges : []) {
				this.#map.changed(change);
			}
		});
	}

	/** The block that was cut was given back, since another one takes its place. */
	get gaveBack(): boolean {
		return this.#gaveBack;
	}

	/**
	 * The place of rows among {@link rows}; `undefined` where they are not what they were. A block that
	 * was cut goes once rows are asked for that it stands in the place of.
	 */
	async find({ start, end }: RowRange): Promise<RowRange | undefined> {
		const { cut, target } = this.#sent;
		const rows = { start: target.start + start, end: target.start + end };
		if (cut && overlap(rows, cut) && !(await this.#giveBack(cut))) {
			return undefined;
		}
		return this.#map.find(documentRows(this.#document), rows);
	}

	dispose(): void {
		this.#watch.dispose();
	}

	/** @returns False where somebody wrote into the block: then it stays. */
	async #giveBack(cut: RowRange): Promise<boolean> {
		if (this.#gaveBack) {
			return true;
		}
		const { session, port } = this.#sent.edit ?? {};
		if (!session || !port || session.state !== 'review' || session.snapshot.joined === true) {
			return false;
		}
		this.#gaveBack = (await session.rejectAll(port)) === 'done';
		if (this.#gaveBack) {
			this.#map.restored(session.region.start, cut);
		}
		return this.#gaveBack;
	}
}
