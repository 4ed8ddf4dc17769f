import * as vscode from 'vscode';
import type { EditTarget } from '../../core/edit/contract.ts';
import { resolveTarget } from '../../core/edit/target.ts';
import type { RegionContexts } from '../context/regionContext.ts';
import { plain } from '../plain.ts';
import { editableEditor } from './editable.ts';
import type { EditResult } from './editStream.ts';
import { documentRows, toRange } from './fileEdits.ts';
import type { InstructionInput } from './instruction.ts';
import type { InstructionHistory } from './instructionHistory.ts';
import { symbolsAt } from './scope.ts';
import type { EditStart } from './starting.ts';

export interface InlineEditOptions {
	readonly start: EditStart;
	readonly contexts: RegionContexts;
	readonly input: InstructionInput;
	readonly history: InstructionHistory;
}

/** Starts edits: finds what to act on, asks what should change, and streams the answer in. */
export class InlineEdit implements vscode.Disposable {
	readonly #options: InlineEditOptions;
	readonly #scope = vscode.window.createTextEditorDecorationType({
		isWholeLine: true,
		backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
		borderColor: new vscode.ThemeColor('editor.rangeHighlightBorder'),
	});
	/** An instruction that was typed and has not become an edit yet: offered again. */
	#draft = '';

	constructor(options: InlineEditOptions) {
		this.#options = options;
	}

	/**
	 * Rewrites what is selected, or what the cursor is in. Never rejects.
	 *
	 * @param given The instruction: then nothing is asked.
	 * @param confirm The answer to questions about a protected file and about schemas that are loaded.
	 */
	async editSelection(given?: string, confirm = false): Promise<EditResult> {
		const { contexts, start } = this.#options;
		const editor = await editableEditor(vscode.window.activeTextEditor);
		if ('reason' in editor) {
			return start.refuse(editor.reason, editor.helps);
		}
		const { version } = editor.document;
		const target = await targetOf(editor);
		// The language is asked while the user types.
		const gathered = contexts.begin(editor.document, toRange(target.range));
		const instruction = given ?? (await this.#ask(editor, target));
		if (instruction === undefined || instruction.trim() === '') {
			return { outcome: 'cancelled', hunks: 0 };
		}
		const context = await gathered();
		const permission = { mayAsk: given === undefined, confirmed: confirm };
		const hindrance = await start.hindrance(editor.document, permission);
		if (hindrance) {
			return hindrance;
		}
		if (editor.document.version !== version) {
			// What the input box said it would change may stand elsewhere by now. The words are kept.
			return start.refuse(
				vscode.l10n.t('The file was changed meanwhile. Start the edit again: your words are kept.'),
			);
		}
		const result = await start.change(editor, target, instruction, { permission, context });
		this.#draft = result.outcome === 'error' || result.outcome === 'refused' ? instruction : '';
		return result;
	}

	/** Forgets the words that were not sent. */
	forget(): void {
		this.#draft = '';
	}

	dispose(): void {
		this.#scope.dispose();
	}

	/** Asks for the instruction, the scope highlighted meanwhile. `undefined` after Esc. */
	async #ask(editor: vscode.TextEditor, target: EditTarget): Promise<string | undefined> {
		editor.setDecorations(this.#scope, [toRange(target.range)]);
		const { history, input } = this.#options;
		const { accepted, text } = await input.ask({
			title: vscode.l10n.t('Edit with Doubao'),
			scope: scopeSentence(editor.document, target),
			value: this.#draft,
			history: history.entries,
		});
		editor.setDecorations(this.#scope, []);
		this.#draft = text;
		if (accepted) {
			history.add(text);
		}
		return accepted ? text : undefined;
	}
}

async function targetOf({ document, selection }: vscode.TextEditor): Promise<EditTarget> {
	const symbols = selection.isEmpty ? await symbolsAt(document, selection.active) : [];
	return resolveTarget(documentRows(document), selection, symbols);
}

function scopeSentence(document: vscode.TextDocument, { mode, range }: EditTarget): string {
	const file = plain(document.uri.path.split('/').at(-1) ?? '');
	const first = range.start.line + 1;
	const ends = range.end.character === 0 && range.end.line > range.start.line;
	const last = range.end.line + (ends ? 0 : 1);
	switch (mode) {
		case 'insert':
			return vscode.l10n.t('Writes at line {0} of {1}', first, file);
		case 'exact':
			return vscode.l10n.t('Changes the selected part of line {0} of {1}', first, file);
		case 'lines':
			return first === last
				? vscode.l10n.t('Changes line {0} of {1}', first, file)
				: vscode.l10n.t('Changes lines {0}–{1} of {2}', first, last, file);
	}
}
