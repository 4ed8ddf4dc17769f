import * as vscode from 'vscode';
import type { EditTarget } from '../../core/edit/contract.ts';
import { EditSession } from '../../core/edit/session.ts';
import { resolveTarget } from '../../core/edit/target.ts';
import { editPrompt } from '../../core/prompt/edit.ts';
import { generatePrompt, generateTarget } from '../../core/prompt/generate.ts';
import type { CodePrompt } from '../../core/prompt/prompt.ts';
import { expandShortcut } from '../../core/prompt/shortcuts.ts';
import type { Connection } from '../connection.ts';
import { plain } from '../plain.ts';
import type { Settings } from '../settings.ts';
import { commentAt } from './comments.ts';
import { editableEditor } from './editable.ts';
import { refused, type EditResult, type EditStream } from './editStream.ts';
import { documentRows, toRange } from './fileEdits.ts';
import type { InstructionInput } from './instruction.ts';
import type { InstructionHistory } from './instructionHistory.ts';
import { newJournalId } from './journals.ts';
import { isStreaming, type OpenEdits } from './openEdits.ts';
import type { LanguageComments } from './languages.ts';
import type { EditMessages } from './messages.ts';
import { protectedFile, wantsProtected } from './protectedFile.ts';
import { symbolsAt } from './scope.ts';
import { sourceFile } from './sourceFile.ts';

export interface InlineEditOptions {
	readonly connection: Connection;
	readonly settings: Settings;
	readonly edits: OpenEdits;
	readonly languages: LanguageComments;
	readonly messages: EditMessages;
	readonly input: InstructionInput;
	readonly history: InstructionHistory;
	readonly stream: EditStream;
}

/** One edit that is ready to be sent. */
interface Plan {
	readonly document: vscode.TextDocument;
	readonly target: EditTarget;
	readonly instruction: string;
	readonly prompt: CodePrompt;
	readonly baseIndent?: string;
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
	 * @param confirm The answer to the question about a protected file.
	 */
	async editSelection(given?: string, confirm = false): Promise<EditResult> {
		const editor = await editableEditor(vscode.window.activeTextEditor);
		if ('reason' in editor) {
			return this.#options.stream.refuse(editor.reason);
		}
		const { version } = editor.document;
		const target = await targetOf(editor);
		const instruction = given ?? (await this.#ask(editor, target));
		if (instruction === undefined || instruction.trim() === '') {
			return { outcome: 'cancelled', hunks: 0 };
		}
		if (editor.document.version !== version) {
			// What the input box said it would change may stand elsewhere by now. The words are kept.
			return this.#options.stream.refuse(
				vscode.l10n.t('The file was changed meanwhile. Start the edit again: your words are kept.'),
			);
		}
		const declined = confirm ? undefined : await declinedFile(editor.document, given === undefined);
		if (declined !== undefined) {
			return given === undefined ? refused(declined) : this.#options.stream.refuse(declined);
		}
		if (!(await this.#isConnected())) {
			return refused(this.#options.messages.noKeySentence());
		}
		const result = await this.#run({
			document: editor.document,
			target,
			instruction,
			prompt: editPrompt({
				...this.#promptOptions(editor),
				rows: documentRows(editor.document),
				target,
				instruction: expandShortcut(instruction),
			}),
		});
		this.#draft = result.outcome === 'error' || result.outcome === 'refused' ? instruction : '';
		return result;
	}

	/** Writes the code that the comment at the cursor asks for, below it. Never rejects. */
	async generateFromComment(): Promise<EditResult> {
		const editor = await editableEditor(vscode.window.activeTextEditor);
		if ('reason' in editor) {
			return this.#options.stream.refuse(editor.reason);
		}
		const { document, selection } = editor;
		const comment = await commentAt(document, selection.active, this.#options.languages);
		if (!comment) {
			return this.#options.stream.refuse(
				vscode.l10n.t('Put the cursor on a comment that says what to write.'),
			);
		}
		const declined = await declinedFile(document, true);
		if (declined !== undefined) {
			return refused(declined);
		}
		if (!(await this.#isConnected())) {
			return refused(this.#options.messages.noKeySentence());
		}
		return this.#run({
			document,
			target: generateTarget(comment),
			instruction: comment.instruction,
			prompt: generatePrompt({
				...this.#promptOptions(editor),
				rows: documentRows(document),
				comment,
			}),
			...(!comment.trailing && { baseIndent: comment.indentation }),
		});
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

	/** Without a key the button to set one is offered, and nothing waits for it. */
	async #isConnected(): Promise<boolean> {
		const { connection, messages } = this.#options;
		const connected = await connection.hasKey();
		if (!connected) {
			messages.offerKey();
		}
		return connected;
	}

	#promptOptions(editor: vscode.TextEditor) {
		const { settings } = this.#options;
		return {
			file: sourceFile(editor),
			maxTokens: settings.contextTokens,
			instructions: settings.instructions,
		};
	}

	async #run(plan: Plan): Promise<EditResult> {
		const { edits, stream } = this.#options;
		const { document, target, instruction, prompt, baseIndent } = plan;
		if (this.#overlaps(document, target)) {
			return this.#options.stream.refuse(
				vscode.l10n.t('There are changes under review here. Accept or reject them first.'),
			);
		}
		const session = new EditSession({
			document: documentRows(document),
			target,
			languageId: document.languageId,
			...(baseIndent !== undefined && { baseIndent }),
		});
		const edit = edits.add(document, session, { id: newJournalId(), instruction });
		return stream.run({ document, edit, prompt, how: 'stream' });
	}

	/** Whether rows of the target stream already or belong to a hunk under review. */
	#overlaps(document: vscode.TextDocument, { range }: EditTarget): boolean {
		const touches = (rows: { readonly start: number; readonly end: number }) =>
			rows.start <= range.end.line && range.start.line < Math.max(rows.end, rows.start + 1);
		const { edits } = this.#options;
		return (
			edits.editsOf(document).some(edit => isStreaming(edit) && touches(edit.session.region)) ||
			edits.hunksOf(document).some(({ hunk }) => touches(hunk))
		);
	}
}

/**
 * Asks about a protected file, if that may be.
 *
 * @returns Why it is not edited; `undefined` when it may be.
 */
async function declinedFile(
	document: vscode.TextDocument,
	mayAsk: boolean,
): Promise<string | undefined> {
	const found = await protectedFile(document);
	return found && !(mayAsk && (await wantsProtected(found))) ? found.sentence : undefined;
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
