import * as vscode from 'vscode';
import { DisposableStore } from '../../core/disposable.ts';
import { BlockRun, type BlockRunEnd } from '../../core/edit/blockRun.ts';
import type { EditDelta, EditOutcome, RowRange, UndoStep } from '../../core/edit/contract.ts';
import { systemClock } from '../../core/edit/flush.ts';
import { outcomeOfBlocks } from '../../core/edit/outcome.ts';
import { RowMap } from '../../core/edit/rowMap.ts';
import { EditSession } from '../../core/edit/session.ts';
import { rowsTarget } from '../../core/edit/target.ts';
import type { BlocksPrompt } from '../../core/prompt/blocks.ts';
import type { AnswerEnd } from '../../core/gateway/gateway.ts';
import { plain } from '../plain.ts';
import { CaretWatch } from './caret.ts';
import type { EditResult, EditStream } from './editStream.ts';
import { documentRows, type OpenEdit } from './fileEdits.ts';
import { newJournalId } from './journals.ts';
import type { EditMessages, Remedies } from './messages.ts';
import { inTheWayOf, type OpenEdits } from './openEdits.ts';
import type { Consent } from './schemas.ts';

export interface BlockEditsOptions {
	readonly edits: OpenEdits;
	readonly messages: EditMessages;
	readonly stream: EditStream;
}

/** A request whose answer is search/replace blocks. */
export interface BlockPlan {
	readonly document: vscode.TextDocument;
	/** The rows that may be changed. */
	readonly rows: RowRange;
	readonly instruction: string;
	readonly prompt: BlocksPrompt;
	readonly consent: Consent;
	/** Asks once more, where the answer brought nothing. */
	readonly again: Remedies['again'];
}

/** Edits of many rows: each block of the answer streams in as a region of its own. */
export class BlockEdits {
	readonly #options: BlockEditsOptions;

	constructor(options: BlockEditsOptions) {
		this.#options = options;
	}

	/** Never rejects. */
	async run(plan: BlockPlan): Promise<EditResult> {
		const { document, prompt } = plan;
		const caret = new CaretWatch(document);
		const lead = this.#lead(plan);
		const answer = this.#options.stream.ask(prompt, lead.edit.abort.signal, plan.consent);
		const places = new Places(plan);
		const blocks: OpenEdit[] = [];
		const step: UndoStep = { begins: true };
		const undos = new DisposableStore();
		const takenBack = () => {
			lead.edit.abort.abort();
			for (const { session } of blocks) {
				void session.halt();
			}
		};
		const run = new BlockRun({
			clock: systemClock,
			marks: prompt.marks,
			rows: places.rows,
			open: found => {
				const place = places.find(found);
				if (!place || inTheWayOf(this.#options.edits, document, place, lead.edit)) {
					return undefined;
				}
				const edit = this.#block(plan, place, step);
				blocks.push(edit);
				undos.add(edit.session.onDidUndo(takenBack));
				return deltas => streamed(edit, deltas, lead.edit);
			},
			signal: lead.edit.abort.signal,
		});
		const end = await run.read(answer.deltas);
		undos.dispose();
		places.dispose();
		await lead.end();
		const hunks = blocks.flatMap(({ session }) => session.hunks);
		caret.toFirst(hunks.toSorted((a, b) => a.start - b.start));
		caret.dispose();
		return this.#result(plan, end, { blocks, answer: answer.end() });
	}

	/** Stands for the whole request while it runs: what is seen to wait, and what Stop stops. */
	#lead({ document, rows, instruction }: BlockPlan) {
		const at = { line: rows.start, character: 0 };
		const session = new EditSession({
			document: documentRows(document),
			target: { mode: 'insert', range: { start: at, end: at } },
			languageId: document.languageId,
		});
		const edit = this.#options.edits.add(document, session, { id: newJournalId(), instruction });
		const { promise, resolve } = deferred();
		const nothing = async function* (): AsyncGenerator<EditDelta> {
			await promise;
			yield { finish: 'stop' };
		};
		// Whatever ends it early, a reject of everything for instance, ends the request too.
		const ended = session
			.stream(nothing(), edit.port, edit.abort.signal)
			.then(() => edit.abort.abort());
		return {
			edit,
			end: async () => {
				resolve();
				await ended;
			},
		};
	}

	#block({ document, instruction, consent }: BlockPlan, place: RowRange, step: UndoStep): OpenEdit {
		const session = new EditSession({
			document: documentRows(document),
			target: rowsTarget(documentRows(document), place),
			languageId: document.languageId,
			verbatim: true,
			step,
		});
		const edit = this.#options.edits.add(document, session, { id: newJournalId(), instruction });
		edit.consent = consent;
		return edit;
	}

	#result(
		{ document, again }: BlockPlan,
		end: BlockRunEnd,
		{
			blocks,
			answer,
		}: { readonly blocks: readonly OpenEdit[]; readonly answer: AnswerEnd | undefined },
	): EditResult {
		const { messages, stream } = this.#options;
		const outcome = outcomeOfBlocks(
			end,
			blocks.map(({ session }) => session),
		);
		const { begun, leftOut } = end;
		if (leftOut.length === 0 || outcome.finish !== 'stop') {
			return stream.ended(outcome, answer, { again, trims: false });
		}
		const name = plain(document.uri.path.split('/').at(-1) ?? '');
		if (begun === 0) {
			return stream.refuse(
				vscode.l10n.t(
					'What the model wants to change does not stand in {0} as it quotes it, or not only once. Nothing was changed: select the lines in question and ask again.',
					name,
				),
			);
		}
		const reason = vscode.l10n.t(
			'{0} of {1} changes were left out: their lines do not stand in {2} as the model quotes them, or not only once. The others are under review.',
			leftOut.length,
			leftOut.length + begun,
			name,
		);
		messages.refused(reason);
		return { outcome: 'partial', hunks: outcome.hunks, reason };
	}
}

/** Finds rows of the document as it was sent in the document as it is. */
class Places implements vscode.Disposable {
	/** The rows that the model was asked about. */
	readonly rows: readonly string[];
	readonly #document: vscode.TextDocument;
	readonly #first: number;
	readonly #map: RowMap;
	readonly #watch: vscode.Disposable;

	constructor({ document, rows: { start, end } }: BlockPlan) {
		const sent = Array.from({ length: document.lineCount }, (_, row) => document.lineAt(row).text);
		this.rows = sent.slice(start, end);
		this.#document = document;
		this.#first = start;
		this.#map = new RowMap(sent);
		this.#watch = vscode.workspace.onDidChangeTextDocument(event => {
			for (const change of event.document === document ? event.contentChanges : []) {
				this.#map.changed(change);
			}
		});
	}

	find({ start, end }: RowRange): RowRange | undefined {
		const rows = { start: this.#first + start, end: this.#first + end };
		return this.#map.find(documentRows(this.#document), rows);
	}

	dispose(): void {
		this.#watch.dispose();
	}
}

/** Undo, reject or Stop in one block ends the whole request. */
async function streamed(
	{ session, port, abort }: OpenEdit,
	deltas: AsyncIterable<EditDelta>,
	lead: OpenEdit,
): Promise<EditOutcome> {
	const outcome = await session.stream(deltas, port, abort.signal);
	if (outcome.finish === 'cancelled') {
		lead.abort.abort();
	}
	return outcome;
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
	let resolve = () => {};
	const promise = new Promise<void>(done => {
		resolve = done;
	});
	return { promise, resolve };
}
