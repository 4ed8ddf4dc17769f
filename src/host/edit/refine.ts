import * as vscode from 'vscode';
import type { EditTarget } from '../../core/edit/contract.ts';
import { editPrompt } from '../../core/prompt/edit.ts';
import { continueInstruction, refineInstruction } from '../../core/prompt/refine.ts';
import { expandInstruction } from '../../core/prompt/promptFile.ts';
import type { Connection } from '../connection.ts';
import { fields } from '../fields.ts';
import { permissionOf } from '../context/permission.ts';
import type { Project } from '../context/project.ts';
import type { PromptSecrets } from '../context/promptSecrets.ts';
import type { Settings } from '../settings.ts';
import { refused, type EditResult, type EditStream } from './editStream.ts';
import { documentRows, toRange, type OpenEdit } from './fileEdits.ts';
import type { InstructionInput } from './instruction.ts';
import type { InstructionHistory } from './instructionHistory.ts';
import { changedMeanwhile, nothingToContinue, type EditMessages } from './messages.ts';
import { isPartial, type OpenEdits } from './openEdits.ts';
import { hunkAt } from './review.ts';
import { consentOf, type Consent } from './schemas.ts';
import { shownPath, sourceFile } from './sourceFile.ts';
import type { EditStart } from './starting.ts';

export interface RefineOptions {
	readonly connection: Connection;
	readonly settings: Settings;
	readonly project: Project;
	readonly secrets: PromptSecrets;
	readonly edits: OpenEdits;
	readonly messages: EditMessages;
	readonly input: InstructionInput;
	readonly history: InstructionHistory;
	readonly stream: EditStream;
	readonly start: EditStart;
}

/** A second request about an edit that is under review: what was accepted stays. */
export class Refine {
	readonly #options: RefineOptions;
	#draft = '';

	constructor(options: RefineOptions) {
		this.#options = options;
	}

	/** Asks for another proposal. Never rejects. @param given The wish; without one it is asked for. */
	async refineEdit(given?: string): Promise<EditResult> {
		const found = this.#find(undefined);
		if (!found) {
			return this.#options.stream.refuse(vscode.l10n.t('There is nothing to refine here.'));
		}
		const { edit, editor } = found;
		const wish = given ?? (await this.#ask());
		if (wish === undefined || wish.trim() === '') {
			return { outcome: 'cancelled', hunks: edit.session.hunks.length };
		}
		const { project } = this.#options;
		await project.files.ready();
		const { rejected } = edit.session;
		const before = edit.instruction;
		const instruction = refineInstruction({
			before,
			rejected,
			instruction: expandInstruction(wish, project.files.prompts),
		});
		const consent = given === undefined ? 'ask' : 'no';
		const result = await this.#run(edit, editor, instruction, consent);
		edit.instruction = `${before}\n${wish}`;
		this.#draft = result.outcome === 'error' || result.outcome === 'refused' ? wish : '';
		return result;
	}

	/**
	 * Has a partial answer finished. Never rejects.
	 *
	 * @param argument `{uri, edit}` names the edit; see `permissionOf` for what is asked then.
	 */
	async continueEdit(argument: unknown): Promise<EditResult> {
		const { start, stream } = this.#options;
		const found = this.#find(argument, isPartial);
		const permission = permissionOf(argument);
		if (found?.edit.unfinished) {
			return start.goOn(found.editor, found.edit.unfinished, permission);
		}
		if (!found?.edit.session.partial) {
			return stream.refuse(nothingToContinue());
		}
		const instruction = continueInstruction(found.edit.instruction);
		return this.#run(found.edit, found.editor, instruction, consentOf(permission));
	}

	/** Forgets the words that were not sent. */
	forget(): void {
		this.#draft = '';
	}

	async #ask(): Promise<string | undefined> {
		const { history, input } = this.#options;
		const { accepted, text } = await input.ask({
			title: vscode.l10n.t('Refine Edit'),
			scope: vscode.l10n.t('Asks for another proposal; accepted changes stay'),
			value: this.#draft,
			history: history.entries,
		});
		this.#draft = text;
		if (accepted) {
			history.add(text);
		}
		return accepted ? text : undefined;
	}

	async #run(
		edit: OpenEdit,
		editor: vscode.TextEditor,
		instruction: string,
		consent: Consent,
	): Promise<EditResult> {
		const { connection, messages, secrets, settings, stream } = this.#options;
		if (!(await connection.hasKey())) {
			messages.offerKey();
			return refused(messages.noKeySentence());
		}
		if (edit.session.state !== 'review') {
			return stream.refuse(vscode.l10n.t('There is nothing to refine here.'));
		}
		const { document } = editor;
		const target = targetOf(document, edit);
		const whole = editPrompt({
			file: sourceFile(editor),
			maxTokens: settings.contextTokens,
			instructions: settings.instructions,
			rows: documentRows(document),
			target,
			instruction,
		});
		const { version } = document;
		const permission = { mayAsk: consent === 'ask', confirmed: consent === 'yes' };
		const about = { label: shownPath(document.uri), own: document.getText(toRange(target.range)) };
		const prompt = await secrets.masked(whole, about, permission);
		if ('reason' in prompt) {
			return permission.mayAsk ? refused(prompt.reason) : stream.refuse(prompt.reason);
		}
		// The question stood open meanwhile.
		if (edit.session.state !== 'review' || document.version !== version) {
			return stream.refuse(changedMeanwhile());
		}
		edit.abort = new AbortController();
		const again = () => this.#run(edit, editor, instruction, consent);
		return stream.run({ document, edit, prompt, how: 'refine', again, consent });
	}

	/** The edit under review that is named, else that of the hunk at the cursor, else the first one. */
	#find(
		argument: unknown,
		isMeant: (edit: OpenEdit) => boolean = () => true,
	): { readonly edit: OpenEdit; readonly editor: vscode.TextEditor } | undefined {
		const { uri, edit: number } = fields(argument);
		const editor =
			typeof uri === 'string'
				? vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri)
				: vscode.window.activeTextEditor;
		const { edits } = this.#options;
		const open = edits
			.editsOf(editor?.document)
			.filter(one => one.session.state === 'review' && isMeant(one));
		const row = editor?.selection.active.line ?? -1;
		const here = hunkAt(edits.hunksOf(editor?.document), row)?.edit;
		const edit =
			open.find(one => one.number === number) ?? open.find(one => one === here) ?? open[0];
		return edit && editor && { edit, editor };
	}
}

/** All rows of the edit as they are now; where it only removed rows, the place where they were. */
function targetOf(document: vscode.TextDocument, { session }: OpenEdit): EditTarget {
	const { start, end } = session.region;
	if (start === end) {
		const at = { line: Math.max(start - 1, 0), character: 0 };
		return { mode: 'insert', range: { start: at, end: at } };
	}
	const last = { line: end - 1, character: document.lineAt(end - 1).text.length };
	const next = { line: end, character: 0 };
	// A range that ends at column 0 does not include that row.
	const isEmpty = last.character === 0 && end < document.lineCount && end - start > 1;
	return {
		mode: 'lines',
		range: { start: { line: start, character: 0 }, end: isEmpty ? next : last },
	};
}
