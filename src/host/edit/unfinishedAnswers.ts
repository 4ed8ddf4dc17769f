import * as vscode from 'vscode';
import { DisposableStore } from '../../core/disposable.ts';
import type { BlockRunEnd } from '../../core/edit/blockRun.ts';
import type { RowRange } from '../../core/edit/contract.ts';
import { rowsAfter } from '../../core/edit/place.ts';
import { withoutCut } from '../../core/edit/unfinished.ts';
import type { SoFar } from '../../core/prompt/refine.ts';
import type { SentRows } from './blockPlaces.ts';
import type { OpenEdit, Unfinished } from './fileEdits.ts';
import { rowsOf } from './placedEdits.ts';

/** What there is of an answer that is not whole. */
export interface BlocksSoFar {
	readonly unfinished: Unfinished;
	readonly sent: SentRows;
	readonly soFar: SoFar;
}

/** A request for blocks. */
export interface BlocksRequest {
	readonly document: vscode.TextDocument;
	/** The rows that may be changed. */
	readonly rows: RowRange;
	readonly instruction: string;
	readonly before?: BlocksSoFar;
}

/** How it ended, and the edits that its blocks became. */
export interface BlocksEnd extends Pick<BlockRunEnd, 'finish' | 'leftOut' | 'made'> {
	readonly edits: readonly OpenEdit[];
	/** A block of the answer before, in whose place another one came. */
	readonly gone: OpenEdit | undefined;
}

/** Answers of blocks that are not whole: what they brought, and where their rows are now. */
export class UnfinishedAnswers implements vscode.Disposable {
	readonly #known = new Map<vscode.TextDocument, Set<Unfinished>>();
	readonly #store = new DisposableStore();

	constructor() {
		this.#store.add(
			vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
				for (const unfinished of this.#known.get(document) ?? []) {
					unfinished.rows = contentChanges.reduce(rowsAfter, unfinished.rows);
				}
			}),
		);
		this.#store.add(
			vscode.workspace.onDidCloseTextDocument(document => {
				// A change of the language is told as closed and opened.
				if (!vscode.workspace.textDocuments.includes(document)) {
					this.#known.delete(document);
				}
			}),
		);
	}

	dispose(): void {
		this.#store.dispose();
	}

	/** What there is of an answer; `undefined` where it was gone on with already. */
	soFar(document: vscode.TextDocument, unfinished: Unfinished): BlocksSoFar | undefined {
		if (this.#known.get(document)?.has(unfinished) !== true) {
			return undefined;
		}
		const { edits, blocks, leftOut, rows } = unfinished;
		const edit = edits.find(({ session }) => session.state === 'review' && session.partial);
		const isThere = ({ session }: OpenEdit) =>
			session.closedBecause === undefined || session.closedBecause === 'reviewed';
		const soFar = {
			made: blocks.filter((block, at) => block.whole && edits.slice(at, at + 1).some(isThere)),
			rejected: edits.flatMap(({ session }) => session.rejected),
			leftOut,
		};
		return {
			unfinished,
			sent: { ...withoutCut(rowsOf(document), edit?.session.snapshot, rows), edit },
			soFar,
		};
	}

	/**
	 * Follows the rows of a request while it runs.
	 *
	 * @returns Call when it has ended: marks its edits as parts of an unfinished answer, where it is one.
	 */
	begin({ before, document, instruction, rows }: BlocksRequest) {
		const all = this.#known.get(document) ?? new Set();
		this.#known.set(document, all);
		const earlier = before?.unfinished;
		const running: Unfinished = { instruction, rows, edits: [], blocks: [], leftOut: false };
		all.add(running);
		if (earlier) {
			all.delete(earlier);
			mark(earlier.edits, undefined);
		}
		return (end: BlocksEnd): Unfinished | undefined => {
			all.delete(running);
			const isWhole = end.finish === 'stop' && end.leftOut.length === 0;
			if (isWhole || (end.made.length === 0 && !earlier)) {
				return undefined;
			}
			const edits = [...(earlier?.edits ?? []), ...end.edits];
			const blocks = [...(earlier?.blocks ?? []), ...end.made];
			const isKept = (_: unknown, at: number) => edits[at] !== end.gone;
			const unfinished = {
				...running,
				edits: edits.filter(isKept),
				blocks: blocks.filter(isKept),
				leftOut: end.leftOut.length > 0,
			};
			all.add(unfinished);
			mark(unfinished.edits, unfinished);
			return unfinished;
		};
	}
}

function mark(edits: readonly OpenEdit[], unfinished: Unfinished | undefined): void {
	for (const edit of edits) {
		edit.unfinished = unfinished;
	}
}
