import * as vscode from 'vscode';
import { resolveTarget } from '../core/edit/target.ts';
import type { Attachment, AskResult } from '../core/chat/turn.ts';
import { unsent } from '../core/chat/turn.ts';
import type { RowRange } from '../core/edit/contract.ts';
import { explainPrompt } from '../core/prompt/explain.ts';
import type { ChatView } from './chat/chatView.ts';
import { documentRows } from './edit/fileEdits.ts';
import { symbolsAt } from './edit/scope.ts';
import { shownPath, sourceFile } from './edit/sourceFile.ts';
import type { Settings } from './settings.ts';

export interface ExplainOptions {
	readonly chat: ChatView;
	readonly settings: Settings;
}

/** Has code explained in the chat panel: the selection, else the symbol at the cursor. */
export class Explain {
	readonly #options: ExplainOptions;

	constructor(options: ExplainOptions) {
		this.#options = options;
	}

	async selection(): Promise<AskResult> {
		const editor = vscode.window.activeTextEditor;
		if (!editor) {
			void vscode.window.showWarningMessage(
				vscode.l10n.t('Open a file and select code first: there is no editor to explain from.'),
			);
			return unsent('refused');
		}
		const { rows, symbol } = await rowsToExplain(editor);
		const { settings, chat } = this.#options;
		const { messages } = explainPrompt({
			file: sourceFile(editor),
			rows: documentRows(editor.document),
			range: rows,
			...(symbol !== undefined && { symbol }),
			instructions: settings.instructions,
			maxTokens: settings.contextTokens,
			replyLanguage: settings.replyLanguage,
			locale: vscode.env.language,
		});
		const text = messages
			.filter(({ role }) => role === 'user')
			.map(({ content }) => content)
			.join('\n\n');
		return chat.ask({ text, shown: shownQuestion(editor.document, rows, symbol), task: 'explain' });
	}
}

/** The selection or the whole file, as something to send along with a question. */
export function attachmentOf(what: 'selection' | 'file'): Attachment | undefined {
	const editor = vscode.window.activeTextEditor;
	if (!editor) {
		return undefined;
	}
	const { document, selection } = editor;
	if (what === 'file' || selection.isEmpty) {
		return { label: shownPath(document.uri), text: document.getText() };
	}
	const { start, end } = rowsOf(selection);
	return {
		label: `${shownPath(document.uri)}:${start + 1}-${end}`,
		text: document.getText(new vscode.Range(start, 0, end, 0)),
	};
}

async function rowsToExplain(
	editor: vscode.TextEditor,
): Promise<{ readonly rows: RowRange; readonly symbol?: string }> {
	const { document, selection } = editor;
	if (!selection.isEmpty) {
		return { rows: rowsOf(selection) };
	}
	const [symbol] = await symbolsAt(document, selection.active);
	if (symbol) {
		return { rows: symbol, symbol: symbol.name };
	}
	const { range } = resolveTarget(documentRows(document), selection);
	return { rows: rowsOf(new vscode.Range(range.start.line, 0, range.end.line, 1)) };
}

/** The rows that a range touches; one that ends at column 0 does not include that row. */
function rowsOf({ start, end }: vscode.Range): RowRange {
	const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
	return { start: start.line, end: last };
}

function shownQuestion(
	document: vscode.TextDocument,
	{ start, end }: RowRange,
	symbol: string | undefined,
): string {
	const place = `${shownPath(document.uri)}:${start + 1}–${end}`;
	return symbol === undefined
		? vscode.l10n.t('Explain {0}', place)
		: vscode.l10n.t('Explain `{0}` ({1})', symbol, place);
}
