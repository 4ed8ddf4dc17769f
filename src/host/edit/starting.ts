import * as vscode from 'vscode';
import type { EditTarget } from '../../core/edit/contract.ts';
import { EditSession } from '../../core/edit/session.ts';
import { rowsOfTarget, rowsTarget } from '../../core/edit/target.ts';
import { blocksPrompt, mostRewrittenRows } from '../../core/prompt/blocks.ts';
import { editPrompt } from '../../core/prompt/edit.ts';
import type { CodePrompt, Prompt } from '../../core/prompt/prompt.ts';
import { expandInstruction } from '../../core/prompt/promptFile.ts';
import { halved } from '../../core/prompt/halved.ts';
import { rowsOf } from '../../core/prompt/rows.ts';
import type { RegionContext } from '../../core/prompt/related.ts';
import type { Connection } from '../connection.ts';
import type { Project } from '../context/project.ts';
import type { PromptSecrets } from '../context/promptSecrets.ts';
import type { Permission } from '../context/secretCheck.ts';
import type { Settings } from '../settings.ts';
import type { BlockEdits } from './blockEdits.ts';
import { editableEditor } from './editable.ts';
import { refused, type EditResult, type EditStream } from './editStream.ts';
import { documentRows, toRange, type Unfinished } from './fileEdits.ts';
import { newJournalId } from './journals.ts';
import {
	changedMeanwhile,
	inTheWaySentence,
	nothingToContinue,
	type Button,
	type EditMessages,
	type Remedies,
} from './messages.ts';
import { inTheWayOf, type InTheWay, type OpenEdits } from './openEdits.ts';
import { protectedFile, wantsProtected } from './protectedFile.ts';
import { consentOf } from './schemas.ts';
import { shownPath, sourceFile } from './sourceFile.ts';

export interface EditStartOptions {
	readonly connection: Connection;
	readonly settings: Settings;
	readonly project: Project;
	readonly edits: OpenEdits;
	readonly messages: EditMessages;
	readonly secrets: PromptSecrets;
	readonly stream: EditStream;
	readonly blocks: BlockEdits;
}

/** One edit that is ready to be sent. */
interface Plan {
	readonly document: vscode.TextDocument;
	readonly target: EditTarget;
	readonly instruction: string;
	/** Made anew within fewer tokens where the model refuses it as too long, if it is a function. */
	readonly prompt: CodePrompt | ((maxTokens: number) => CodePrompt);
	readonly baseIndent?: string;
}

interface ChangeOptions {
	readonly permission: Permission;
	readonly context: RegionContext | undefined;
}

/** A prompt that is about to be sent. */
interface Sending {
	readonly document: vscode.TextDocument;
	readonly target: EditTarget;
	readonly permission: Permission;
	/** Who writes there, or waits for review. */
	readonly whoIsThere: () => InTheWay | undefined;
}

/** What every edit has to pass before it is sent, and the sending. */
export class EditStart {
	readonly #options: EditStartOptions;

	constructor(options: EditStartOptions) {
		this.#options = options;
	}

	/**
	 * The active editor, if an edit may start in it: it can be written, and is no protected file or
	 * one that the user wants changed nevertheless, and there is a key. Says itself what is in the way.
	 */
	async editor(permission?: Permission): Promise<vscode.TextEditor | EditResult> {
		const editor = await editableEditor(vscode.window.activeTextEditor);
		if ('reason' in editor) {
			return this.refuse(editor.reason, editor.helps);
		}
		return (await this.hindrance(editor.document, permission)) ?? editor;
	}

	/**
	 * What forbids an edit of a document.
	 *
	 * @param permission Whether the question about a protected file may be asked, or is answered.
	 */
	async hindrance(
		document: vscode.TextDocument,
		{ confirmed = false, mayAsk }: Permission = { mayAsk: true },
	): Promise<EditResult | undefined> {
		await this.#options.project.files.ready();
		const found = confirmed ? undefined : await protectedFile(document);
		if (found && !mayAsk) {
			return this.refuse(found.sentence);
		}
		if (found && !(await wantsProtected(found))) {
			return refused(found.sentence);
		}
		return this.#noKey();
	}

	async #noKey(): Promise<EditResult | undefined> {
		const { connection, messages } = this.#options;
		if (await connection.hasKey()) {
			return undefined;
		}
		// The button to set a key is offered; nothing waits for it.
		messages.offerKey();
		return refused(messages.noKeySentence());
	}

	/** What every prompt about the file of an editor takes. */
	promptOptions(editor: vscode.TextEditor) {
		const { settings } = this.#options;
		return {
			file: sourceFile(editor),
			rows: documentRows(editor.document),
			maxTokens: settings.contextTokens,
			instructions: settings.instructions,
			commentLanguage: settings.commentLanguage,
		};
	}

	/**
	 * Has rows changed as an instruction asks: few of them are rewritten as a whole, many are changed
	 * in search/replace blocks. Never rejects.
	 */
	async change(
		editor: vscode.TextEditor,
		target: EditTarget,
		instruction: string,
		{ permission, context }: ChangeOptions,
	): Promise<EditResult> {
		const { document } = editor;
		const { prompts } = this.#options.project.files;
		const rows = rowsOfTarget(target);
		const options = {
			...this.promptOptions(editor),
			...(context && { context }),
			instruction: expandInstruction(instruction, prompts),
		};
		if (target.mode !== 'lines' || rows.end - rows.start <= mostRewrittenRows) {
			const prompt = (maxTokens: number) => editPrompt({ ...options, maxTokens, target });
			return this.run({ document, target, instruction, prompt }, permission);
		}
		const inTheWay = inTheWayOf(this.#options.edits, document, rows);
		if (inTheWay) {
			return this.refuse(inTheWaySentence(inTheWay));
		}
		const whole = blocksPrompt({ ...options, target: rows });
		const whoIsThere = () => inTheWayOf(this.#options.edits, document, rows);
		const prompt = await this.#masked(whole, { document, target, permission, whoIsThere });
		if ('reason' in prompt) {
			return this.#declined(prompt, permission);
		}
		const again = this.#unchanged(document, () =>
			this.change(editor, target, instruction, { permission, context }),
		);
		const goOn = (unfinished: Unfinished) => this.goOn(editor, unfinished);
		const consent = consentOf(permission);
		return this.#options.blocks.run({ document, rows, instruction, prompt, again, goOn, consent });
	}

	/** Has the rest of an answer of blocks written; what it brought stays. Never rejects. */
	async goOn(
		{ document }: vscode.TextEditor,
		unfinished: Unfinished,
		permission: Permission = { mayAsk: true },
	): Promise<EditResult> {
		const { blocks, edits, project } = this.#options;
		const before = document.isClosed ? undefined : blocks.soFar(document, unfinished);
		if (!before) {
			return this.refuse(nothingToContinue());
		}
		const hindrance = await this.#noKey();
		if (hindrance) {
			return hindrance;
		}
		const editor =
			vscode.window.visibleTextEditors.find(one => one.document === document) ??
			(await vscode.window.showTextDocument(document));
		const { instruction, rows } = unfinished;
		const whoIsThere = () =>
			inTheWayOf(edits, document, rows) === 'streaming' ? 'streaming' : undefined;
		const inTheWay = whoIsThere();
		if (inTheWay) {
			return this.refuse(inTheWaySentence(inTheWay));
		}
		const whole = blocksPrompt({
			...this.promptOptions(editor),
			rows: rowsOf(before.sent.rows.join('\n')),
			target: before.sent.target,
			instruction: expandInstruction(instruction, project.files.prompts),
			soFar: before.soFar,
		});
		const target = rowsTarget(documentRows(document), rows);
		const prompt = await this.#masked(whole, { document, target, permission, whoIsThere });
		if ('reason' in prompt) {
			return this.#declined(prompt, permission);
		}
		const goOn = (rest: Unfinished) => this.goOn(editor, rest);
		const again = () => this.goOn(editor, unfinished, permission);
		const consent = consentOf(permission);
		return blocks.run({ document, rows, instruction, prompt, again, goOn, consent, before });
	}

	/** Sends it and streams the answer in. Never rejects. */
	run(plan: Plan, permission: Permission = { mayAsk: true }): Promise<EditResult> {
		return this.#send(plan, 0, permission);
	}

	/**
	 * The prompt with secrets masked where the user wants it, or why it is not sent: while a question
	 * stood open the rows may have changed that the prompt was made of, or others began to write there.
	 */
	async #masked<P extends Prompt>(
		prompt: P,
		{ document, whoIsThere, permission, target }: Sending,
	): Promise<P | { readonly reason: string; readonly unheard?: true }> {
		const { version } = document;
		const about = { label: shownPath(document.uri), own: document.getText(toRange(target.range)) };
		const masked = await this.#options.secrets.masked(prompt, about, permission);
		if ('reason' in masked) {
			return masked;
		}
		if (document.version !== version) {
			return { reason: changedMeanwhile(), unheard: true };
		}
		const inTheWay = whoIsThere();
		return inTheWay ? { reason: inTheWaySentence(inTheWay), unheard: true } : masked;
	}

	/** Who was asked knows why nothing is sent; everybody else is told. */
	#declined(
		{ reason, unheard }: { readonly reason: string; readonly unheard?: true },
		{ mayAsk }: Permission,
	): EditResult {
		return mayAsk && unheard !== true ? refused(reason) : this.refuse(reason);
	}

	/** Says why nothing is sent. @param helps Buttons. */
	refuse(reason: string, helps: readonly Button[] = []): EditResult {
		return this.#options.stream.refuse(reason, helps);
	}

	/** @param times How often the context is halved. */
	async #send(plan: Plan, times: number, permission: Permission): Promise<EditResult> {
		const { edits, settings, stream } = this.#options;
		const { document, target, instruction, baseIndent, prompt: asked } = plan;
		const whoIsThere = () => inTheWayOf(edits, document, rowsOfTarget(target));
		const inTheWay = whoIsThere();
		if (inTheWay) {
			return this.refuse(inTheWaySentence(inTheWay));
		}
		const trims = typeof asked === 'function';
		const build = trims ? asked : () => asked;
		const whole = halved(times, settings.contextTokens, build);
		const prompt = await this.#masked(whole, { document, target, permission, whoIsThere });
		if ('reason' in prompt) {
			return this.#declined(prompt, permission);
		}
		const session = new EditSession({
			document: documentRows(document),
			target,
			languageId: document.languageId,
			...(baseIndent !== undefined && { baseIndent }),
		});
		const edit = edits.add(document, session, { id: newJournalId(), instruction });
		return stream.run({
			document,
			edit,
			prompt,
			how: 'stream',
			consent: consentOf(permission),
			again: this.#unchanged(document, trimmed =>
				this.#send(plan, times + (trimmed ? 1 : 0), permission),
			),
			trims,
		});
	}

	/** Asks again only while what the target means still stands. */
	#unchanged(
		document: vscode.TextDocument,
		again: (trimmed: boolean) => Promise<EditResult>,
	): Remedies['again'] {
		const { version } = document;
		return async trimmed =>
			document.version === version ? again(trimmed) : this.refuse(changedMeanwhile());
	}
}
