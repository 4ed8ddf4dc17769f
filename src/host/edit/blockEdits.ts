import * as vscode from 'vscode';
import { DisposableStore } from '../../core/disposable.ts';
import { BlockRun, type BlockRunEnd } from '../../core/edit/blockRun.ts';
import type { EditDelta, EditOutcome, RowRange, UndoStep } from '../../core/edit/contract.ts';
import { systemClock } from '../../core/edit/flush.ts';
import { outcomeOfBlocks } from '../../core/edit/outcome.ts';
import { EditSession } from '../../core/edit/session.ts';
import { rowsTarget } from '../../core/edit/target.ts';
import type { BlocksPrompt } from '../../core/prompt/blocks.ts';
import type { AnswerEnd } from '../../core/gateway/gateway.ts';
import { plain } from '../plain.ts';
import { BlockPlaces, type SentRows } from './blockPlaces.ts';
import { CaretWatch } from './caret.ts';
import type { EditResult, EditStream } from './editStream.ts';
import { documentRows, type OpenEdit, type Unfinished } from './fileEdits.ts';
import { newJournalId } from './journals.ts';
import type { EditMessages, Remedies } from './messages.ts';
import { inTheWayOf, type OpenEdits } from './openEdits.ts';
import { rowsOf } from './placedEdits.ts';
import type { Consent } from './schemas.ts';
import { UnfinishedAnswers, type BlocksSoFar } from './unfinishedAnswers.ts';

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
	/** Asks for the rest of an answer that is not whole. */
	readonly goOn: (unfinished: Unfinished) => unknown;
	/** What an earlier answer brought that this one goes on with. */
	readonly before?: BlocksSoFar;
}

/** What the blocks of one request became. */
interface Written {
	readonly edits: readonly OpenEdit[];
	readonly unfinished: Unfinished | undefined;
	readonly answer: AnswerEnd | undefined;
}

/** Edits of many rows: each block of the answer streams in as a region of its own. */
export class BlockEdits implements vscode.Disposable {
	readonly #options: BlockEditsOptions;
	readonly #unfinished = new UnfinishedAnswers();

	constructor(options: BlockEditsOptions) {
		this.#options = options;
	}

	dispose(): void {
		this.#unfinished.dispose();
	}

	/** What there is of an answer; `undefined` where it was gone on with already. */
	soFar(document: vscode.TextDocument, unfinished: Unfinished): BlocksSoFar | undefined {
		return this.#unfinished.soFar(document, unfinished);
	}

	/** Never rejects. */
	async run(plan: BlockPlan): Promise<EditResult> {
		const { before, document, prompt } = plan;
		const caret = new CaretWatch(document);
		const lead = this.#lead(plan);
		const sent = before?.sent ?? wholeText(plan);
		const places = new BlockPlaces(document, sent);
		const earlier = before?.unfinished.edits ?? [];
		const ending = this.#unfinished.begin(plan);
		const answer = this.#options.stream.ask(prompt, lead.edit.abort.signal, plan.consent);
		const edits: OpenEdit[] = [];
		const step: UndoStep = { begins: true };
		const undos = new DisposableStore();
		const takenBack = () => {
			lead.edit.abort.abort();
			for (const { session } of edits) {
				void session.halt();
			}
		};
		for (const { session } of earlier) {
			undos.add(session.onDidUndo(takenBack));
		}
		const run = new BlockRun({
			clock: systemClock,
			marks: prompt.marks,
			rows: places.rows,
			open: async found => {
				const place = await places.find(found);
				if (!place || inTheWayOf(this.#options.edits, document, place, lead.edit)) {
					return undefined;
				}
				const edit = this.#block(plan, place, step);
				edits.push(edit);
				undos.add(edit.session.onDidUndo(takenBack));
				return deltas => streamed(edit, deltas, lead.edit);
			},
			signal: lead.edit.abort.signal,
		});
		const end = await run.read(answer.deltas);
		undos.dispose();
		places.dispose();
		const gone = places.gaveBack ? sent.edit : undefined;
		const unfinished = ending({ ...end, edits, gone });
		await lead.end();
		const hunks = edits.flatMap(({ session }) => session.hunks);
		caret.toFirst(hunks.toSorted((a, b) => a.start - b.start));
		caret.dispose();
		const all = [...earlier, ...edits];
		return this.#result(plan, end, { edits: all, unfinished, answer: answer.end() });
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

	#result(plan: BlockPlan, end: BlockRunEnd, { edits, unfinished, answer }: Written): EditResult {
		const { messages, stream } = this.#options;
		const { again, document, goOn } = plan;
		const outcome = outcomeOfBlocks(
			end,
			edits.map(({ session }) => session),
		);
		const { leftOut, made } = end;
		const press = unfinished && (() => goOn(unfinished));
		if (leftOut.length === 0 || outcome.finish !== 'stop') {
			const can = { again, trims: false, ...(press && { goOn: press }) };
			return stream.ended(outcome, answer, can);
		}
		const name = plain(document.uri.path.split('/').at(-1) ?? '');
		if (made.length === 0) {
			return stream.refuse(
				vscode.l10n.t(
					'The model quotes lines that are not in {0}, or are there more than once. Nothing was changed: select the lines and ask again.',
					name,
				),
			);
		}
		const reason = vscode.l10n.t(
			'{0} of {1} changes were left out: the model quotes lines that are not in {2}, or are there more than once. The others are under review.',
			leftOut.length,
			leftOut.length + made.length,
			name,
		);
		messages.refused(reason, press ? [{ title: vscode.l10n.t('Continue'), press }] : []);
		return { outcome: 'partial', hunks: outcome.hunks, reason };
	}
}

/** All rows of the document. */
function wholeText({ document, rows }: BlockPlan): SentRows {
	return { rows: rowsOf(document), cut: undefined, target: rows, edit: undefined };
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
