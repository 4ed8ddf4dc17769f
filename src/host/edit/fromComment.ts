import * as vscode from 'vscode';
import { generatePlan, generatePrompt, isTooLong } from '../../core/prompt/generate.ts';
import { permissionOf } from '../context/permission.ts';
import { fields } from '../fields.ts';
import type { Settings } from '../settings.ts';
import { commentAt } from './comments.ts';
import type { EditResult } from './editStream.ts';
import type { LanguageComments } from './languages.ts';
import { changedMeanwhile } from './messages.ts';
import type { EditStart } from './starting.ts';

export interface FromCommentOptions {
	readonly settings: Settings;
	readonly languages: LanguageComments;
	readonly start: EditStart;
}

/** Turns comments into code. */
export class FromComment {
	readonly #options: FromCommentOptions;

	constructor(options: FromCommentOptions) {
		this.#options = options;
	}

	/**
	 * Writes the code that the comment at the cursor asks for, below it or in place of what answers it
	 * already. Never rejects.
	 *
	 * @param argument `{row}`: a comment in that row, 0-based, instead of the one at the cursor. Nothing
	 * is asked then: `{confirm: true}` answers. Only a click on a lens says `{mayAsk: true}`.
	 */
	async generate(argument: unknown): Promise<EditResult> {
		const { languages, settings, start } = this.#options;
		const permission = permissionOf(argument);
		const editor = await start.editor(permission);
		if ('outcome' in editor) {
			return editor;
		}
		const { document } = editor;
		const { version } = document;
		const comment = await commentAt(document, placeOf(editor, argument), languages);
		if (!comment) {
			return start.refuse(vscode.l10n.t('Put the cursor on a comment that says what to write.'));
		}
		if (isTooLong(comment)) {
			return start.refuse(
				vscode.l10n.t('This comment is too long to say what to write: at most 300 lines are read.'),
			);
		}
		if (document.version !== version) {
			return start.refuse(changedMeanwhile());
		}
		const options = start.promptOptions(editor);
		const plan = generatePlan(options.rows, comment, settings.intoDocComment);
		const ready = {
			document,
			target: plan.target,
			instruction: comment.instruction,
			prompt: (maxTokens: number) => generatePrompt({ ...options, maxTokens, comment, plan }),
			...(plan.baseIndent !== undefined && { baseIndent: plan.baseIndent }),
		};
		return start.run(ready, permission);
	}
}

function placeOf({ selection }: vscode.TextEditor, argument: unknown): vscode.Position {
	const { row } = fields(argument);
	return typeof row === 'number' && Number.isInteger(row) && row >= 0
		? new vscode.Position(row, Number.MAX_SAFE_INTEGER)
		: selection.active;
}
