import * as vscode from 'vscode';
import { resolveTarget } from '../core/edit/target.ts';
import type { AskResult } from '../core/chat/turn.ts';
import { unsent } from '../core/chat/turn.ts';
import type { RowRange } from '../core/edit/contract.ts';
import { explainPrompt } from '../core/prompt/explain.ts';
import type { ChatView } from './chat/chatView.ts';
import { selectedRows } from './context/editorContext.ts';
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

async function rowsToExplain(
	editor: vscode.TextEditor,
): Promise<{ readonly rows: RowRange; readonly symbol?: string }> {
	const { document, selection } = editor;
	if (!selection.isEmpty) {
		return { rows: selectedRows(selection) };
	}
	const [symbol] = await symbolsAt(document, selection.active);
	if (symbol) {
		return { rows: symbol, symbol: symbol.name };
	}
	const { range } = resolveTarget(documentRows(document), selection);
	return { rows: selectedRows(new vscode.Range(range.start.line, 0, range.end.line, 1)) };
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
