import * as vscode from 'vscode';
import type { Placed } from '../../core/edit/apply/placeCode.ts';
import { placedEdit } from '../../core/edit/apply/placedEdit.ts';
import type { EditDelta } from '../../core/edit/contract.ts';
import { EditSession } from '../../core/edit/session.ts';
import { rowsOfTarget } from '../../core/edit/target.ts';
import { editableEditor } from './editable.ts';
import type { EditResult, EditStream } from './editStream.ts';
import { documentRows } from './fileEdits.ts';
import { newJournalId } from './journals.ts';
import { inTheWaySentence, type EditMessages } from './messages.ts';
import { inTheWayOf, type OpenEdits } from './openEdits.ts';
import { protectedFile, wantsProtected } from './protectedFile.ts';

export interface PlacedEditsOptions {
	readonly edits: OpenEdits;
	readonly messages: EditMessages;
	readonly stream: EditStream;
}

/** Makes code whose place is known an edit under review, as if a model had streamed it there. */
export class PlacedEdits {
	readonly #options: PlacedEditsOptions;

	constructor(options: PlacedEditsOptions) {
		this.#options = options;
	}

	/**
	 * Shows the document and writes into it. Never rejects.
	 *
	 * @param place Finds the place in the rows as they are once everything has been asked; `undefined`
	 * where it is not known any more.
	 * @param instruction What a journal and a refinement say that was asked.
	 */
	async write(
		document: vscode.TextDocument,
		place: (rows: readonly string[]) => Placed,
		instruction: string,
	): Promise<EditResult> {
		const { edits, messages, stream } = this.#options;
		const shown = await vscode.window.showTextDocument(document);
		const editor = await editableEditor(shown);
		if ('reason' in editor) {
			return stream.refuse(editor.reason);
		}
		const found = await protectedFile(document);
		if (found && !(await wantsProtected(found))) {
			return { outcome: 'refused', hunks: 0, reason: found.sentence };
		}
		const rows = rowsOf(document);
		const placed = place(rows);
		if (placed.kind !== 'placed') {
			return placed.kind === 'present'
				? { outcome: 'unchanged', hunks: 0 }
				: stream.refuse(vscode.l10n.t('The file was changed meanwhile. Try again.'));
		}
		const { target, answer } = placedEdit(rows, placed);
		const inTheWay = inTheWayOf(edits, document, rowsOfTarget(target));
		if (inTheWay) {
			return stream.refuse(inTheWaySentence(inTheWay));
		}
		const session = new EditSession({
			document: documentRows(document),
			target,
			languageId: document.languageId,
			reindent: 'off',
			fenceRequired: true,
		});
		const edit = edits.add(document, session, { id: newJournalId(), instruction });
		const outcome = await session.stream(inTurn(answer), edit.port, edit.abort.signal);
		const first = session.hunks[0]?.start;
		if (first !== undefined) {
			const at = new vscode.Position(Math.min(first, document.lineCount - 1), 0);
			shown.selection = new vscode.Selection(at, at);
			shown.revealRange(
				new vscode.Range(at, at),
				vscode.TextEditorRevealType.InCenterIfOutsideViewport,
			);
		}
		messages.ended(outcome, undefined);
		return { outcome: outcome.outcome, hunks: outcome.hunks };
	}
}

export function rowsOf(document: vscode.TextDocument): readonly string[] {
	return Array.from({ length: document.lineCount }, (_, row) => document.lineAt(row).text);
}

async function* inTurn(deltas: readonly EditDelta[]): AsyncGenerator<EditDelta> {
	yield* deltas;
}
