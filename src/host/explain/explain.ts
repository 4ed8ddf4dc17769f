import * as vscode from 'vscode';
import { unsent, type AskResult } from '../../core/chat/turn.ts';
import type { Prompt } from '../../core/prompt/prompt.ts';
import type { ChatView } from '../chat/chatView.ts';
import type { Connection } from '../connection.ts';
import { wantsSent } from '../context/secretFiles.ts';
import type { ProblemPlace } from '../edit/reports.ts';
import type { EditMessages } from '../edit/messages.ts';
import type { Settings } from '../settings.ts';
import { cellsQuestion, selectedCells } from './cells.ts';
import { InPlace } from './inPlace.ts';
import { codeQuestion, fileQuestion, problemQuestion, type ExplainQuestion } from './questions.ts';
import { showWarning } from '../say.ts';

export interface ExplainOptions {
	readonly chat: ChatView;
	readonly settings: Settings;
	readonly connection: Connection;
	readonly messages: EditMessages;
	readonly problems: ProblemPlace;
	readonly inPlace: InPlace;
}

/** Has things explained, in the chat panel or beside the code. Nothing of it ever rejects. */
export class Explain {
	readonly #options: ExplainOptions;

	constructor(options: ExplainOptions) {
		this.#options = options;
	}

	/** The selection, else the symbol at the cursor, where the user wants explanations. */
	selection(): Promise<AskResult> {
		const { settings } = this.#options;
		return this.#selected(settings.explainLocation === 'inPlace');
	}

	/** The same beside the code. */
	here(): Promise<AskResult> {
		return this.#selected(true);
	}

	/** The whole file, in the panel. */
	file(): Promise<AskResult> {
		return this.#about(fileQuestion, false);
	}

	/** What a tool reports at the cursor, or where the lightbulb menu was opened. */
	problem(): Promise<AskResult> {
		const { problems, settings } = this.#options;
		const { activeTextEditor } = vscode.window;
		const rows = activeTextEditor ? problems.rowsIn(activeTextEditor) : { start: 0, end: 0 };
		return this.#about(
			(editor, options) => problemQuestion(editor, rows, options),
			settings.explainLocation === 'inPlace',
		);
	}

	/** Something that is in no editor, in the panel. @param mayAsk Whether the user may be asked. */
	text(prompt: Prompt, shown: string, mayAsk = true): Promise<AskResult> {
		return this.#inPanel({ prompt, shown }, mayAsk);
	}

	/** What every prompt takes. */
	get promptOptions() {
		const { settings } = this.#options;
		return {
			instructions: settings.instructions,
			maxTokens: settings.contextTokens,
			replyLanguage: settings.replyLanguage,
			locale: vscode.env.language,
			depth: settings.explainDepth,
		};
	}

	/** Goes on in the panel with the explanation that is open beside the code. */
	async continueInChat(): Promise<boolean> {
		const { chat, inPlace } = this.#options;
		const explained = inPlace.take();
		if (explained) {
			await chat.adopt(explained);
		}
		return explained !== undefined;
	}

	/** Several cells of a notebook have no place beside them: they are explained in the panel. */
	async #selected(beside: boolean): Promise<AskResult> {
		const selected = selectedCells();
		if (!selected) {
			return this.#about(codeQuestion, beside);
		}
		const question = cellsQuestion(selected, this.promptOptions);
		if ('refused' in question) {
			return refuse(question.refused);
		}
		return (await wantsSent(selected.notebook.uri)) ? this.#inPanel(question) : unsent('refused');
	}

	async #about(
		write: (
			editor: vscode.TextEditor,
			options: Explain['promptOptions'],
		) => Promise<ExplainQuestion | { readonly refused: string }>,
		beside: boolean,
	): Promise<AskResult> {
		const editor = vscode.window.activeTextEditor;
		if (!editor) {
			return refuse(
				vscode.l10n.t('Open a file and select code first: there is no editor to explain from.'),
			);
		}
		const question = await write(editor, this.promptOptions);
		if ('refused' in question) {
			return refuse(question.refused);
		}
		if (!(await wantsSent(editor.document.uri))) {
			return unsent('refused');
		}
		return beside && fitsBeside(editor) ? this.#beside(editor, question) : this.#inPanel(question);
	}

	async #beside(editor: vscode.TextEditor, question: ExplainQuestion): Promise<AskResult> {
		const { connection, inPlace, messages } = this.#options;
		if (!(await connection.hasKey())) {
			messages.offerKey();
			return unsent('refused');
		}
		const { messages: asked, maxOutputTokens } = question.prompt;
		return inPlace.ask({
			document: editor.document,
			row: rowBelow(editor, question.end),
			messages: asked,
			shown: question.shown,
			...(maxOutputTokens !== undefined && { maxOutputTokens }),
		});
	}

	#inPanel(
		{ prompt, shown }: Pick<ExplainQuestion, 'prompt' | 'shown'>,
		mayAsk = true,
	): Promise<AskResult> {
		const text = prompt.messages
			.filter(({ role }) => role === 'user')
			.map(({ content }) => content)
			.join('\n\n');
		return this.#options.chat.ask({ text, shown, task: 'explain', mayAsk });
	}
}

/** Where the zone opens: under what it is about, if its end is in view, else under the cursor. */
function rowBelow({ document, selection, visibleRanges }: vscode.TextEditor, end: number): number {
	const last = Math.min(Math.max(end - 1, 0), document.lineCount - 1);
	return visibleRanges.some(range => range.start.line <= last && last < range.end.line)
		? last
		: selection.active.line;
}

/** The user may have switched zones off, and an output has none. */
function fitsBeside({ document }: vscode.TextEditor): boolean {
	return InPlace.isPossible && document.uri.scheme !== 'output';
}

function refuse(reason: string): AskResult {
	void showWarning(reason);
	return unsent('refused');
}
