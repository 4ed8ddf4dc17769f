import * as vscode from 'vscode';
import { resolveTarget } from '../../core/edit/target.ts';
import { isSecretFile } from '../../core/chat/secretFile.ts';
import type { RowRange } from '../../core/edit/contract.ts';
import { explainPrompt, type ExplainSystemOptions } from '../../core/prompt/explain.ts';
import { explainProblemPrompt, fitting } from '../../core/prompt/explainText.ts';
import type { Prompt } from '../../core/prompt/prompt.ts';
import { slice } from '../../core/prompt/rows.ts';
import type { RegionContext } from '../../core/prompt/related.ts';
import { selectedRows } from '../context/editorContext.ts';
import { RegionContexts } from '../context/regionContext.ts';
import { documentRows } from '../edit/fileEdits.ts';
import { reportsAt } from '../edit/reports.ts';
import { symbolsAt } from '../edit/scope.ts';
import { shownPath, sourceFile } from '../edit/sourceFile.ts';

/** What is sent, what the transcript shows of it, and the row behind what it is about. */
export interface ExplainQuestion {
	readonly prompt: Prompt;
	readonly shown: string;
	readonly end: number;
}

export type Options = ExplainSystemOptions & {
	readonly maxTokens: number;
	readonly context?: RegionContext;
};

/** Remembers whether the language hung the last time. */
const contexts = new RegionContexts({ isSecret: uri => isSecretFile(uri.path) });

/** Asks about the selection, else about the symbol at the cursor. */
export async function codeQuestion(
	editor: vscode.TextEditor,
	options: Options,
): Promise<ExplainQuestion> {
	const { rows, symbol } = await rowsToExplain(editor);
	const { document } = editor;
	const { version } = document;
	const range = new vscode.Range(rows.start, 0, rows.end - 1, Number.MAX_SAFE_INTEGER);
	const context = await contexts.begin(document, document.validateRange(range))();
	// Where the user typed meanwhile, the rows stand elsewhere: the selection has moved along.
	return document.version === version
		? ofRows(editor, rows, { ...options, context }, symbol)
		: codeQuestion(editor, options);
}

/** Asks about the whole file, or as much of it as fits. */
export function fileQuestion(
	editor: vscode.TextEditor,
	options: Options,
): Promise<ExplainQuestion | { readonly refused: string }> {
	const rows = documentRows(editor.document);
	if (editor.document.getText().trim() === '') {
		return Promise.resolve({
			refused: vscode.l10n.t('This file is empty: there is nothing to explain.'),
		});
	}
	const all = slice(rows, 0, rows.lineCount);
	const count = fitting(all, options.maxTokens - 1_000, 'first').length;
	return Promise.resolve(ofRows(editor, { start: 0, end: Math.max(count, 1) }, options));
}

/** Asks about what a tool reports in some rows. */
export async function problemQuestion(
	editor: vscode.TextEditor,
	place: RowRange,
	options: Options,
): Promise<ExplainQuestion | { readonly refused: string }> {
	const { document } = editor;
	const { version } = document;
	const problems = await reportsAt(document, place);
	const [first] = problems;
	if (first === undefined || document.version !== version) {
		return { refused: vscode.l10n.t('No tool reports a problem here.') };
	}
	const at = new vscode.Position(first.range.start.line, 0);
	const [symbol] = await symbolsAt(document, at);
	const rows = documentRows(document);
	const fallback = { start: at.line, end: Math.min(first.range.end.line + 1, rows.lineCount) };
	const range = symbol && symbol.end - symbol.start <= 60 ? symbol : fallback;
	const prompt = explainProblemPrompt({
		...options,
		file: sourceFile(editor),
		rows,
		problems,
		range,
	});
	const shown = `${shownPath(document.uri)}:${at.line + 1}`;
	return {
		prompt,
		shown: vscode.l10n.t('Explain the problem in {0}: {1}', shown, first.message.slice(0, 200)),
		end: first.range.end.line + 1,
	};
}

function ofRows(
	editor: vscode.TextEditor,
	range: RowRange,
	options: Options,
	symbol?: string,
): ExplainQuestion {
	const { document } = editor;
	const prompt = explainPrompt({
		...options,
		file: sourceFile(editor),
		rows: documentRows(document),
		range,
		...(symbol !== undefined && { symbol }),
	});
	const place = `${shownPath(document.uri)}:${range.start + 1}–${range.end}`;
	return {
		prompt,
		shown:
			symbol === undefined
				? vscode.l10n.t('Explain {0}', place)
				: vscode.l10n.t('Explain `{0}` ({1})', symbol, place),
		end: range.end,
	};
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
