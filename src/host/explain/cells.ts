import * as vscode from 'vscode';
import { explainPrompt } from '../../core/prompt/explain.ts';
import { fitting } from '../../core/prompt/explainText.ts';
import { rowsOf } from '../../core/prompt/rows.ts';
import { shownPath } from '../edit/sourceFile.ts';
import type { ExplainQuestion, Options } from './questions.ts';

/** Cells of a notebook that are selected as such, in their order. */
export interface SelectedCells {
	readonly notebook: vscode.NotebookDocument;
	readonly cells: readonly vscode.NotebookCell[];
}

/** Several selected cells, or one whose text has no cursor; `undefined` where an editor is meant. */
export function selectedCells(): SelectedCells | undefined {
	const { activeNotebookEditor, activeTextEditor } = vscode.window;
	if (!activeNotebookEditor) {
		return undefined;
	}
	const { notebook, selections } = activeNotebookEditor;
	const rows = selections.flatMap(range => notebook.getCells(range));
	const cells = [...new Set(rows)].toSorted((a, b) => a.index - b.index);
	const inText = activeTextEditor?.document.uri.scheme === 'vscode-notebook-cell';
	return cells.length > 1 || (cells.length === 1 && !inText) ? { notebook, cells } : undefined;
}

/** Asks about cells, one after the other, or as much of them as fits. */
export function cellsQuestion(
	{ notebook, cells }: SelectedCells,
	options: Options,
): ExplainQuestion | { readonly refused: string } {
	const rows = cells
		.map(({ document }) => document.getText())
		.join('\n\n')
		.split(/\r\n|\n|\r/);
	if (rows.every(row => row.trim() === '')) {
		return { refused: vscode.l10n.t('These cells are empty: there is nothing to explain.') };
	}
	const text = fitting(rows, options.maxTokens - 1_000, 'first');
	const file = {
		path: shownPath(notebook.uri),
		languageId: cells[0]?.document.languageId ?? '',
		indentUnit: 4,
	};
	const range = { start: 0, end: Math.max(text.length, 1) };
	const prompt = explainPrompt({ ...options, file, rows: rowsOf(text.join('\n')), range });
	const [first, last] = [(cells[0]?.index ?? 0) + 1, (cells.at(-1)?.index ?? 0) + 1];
	const shown = vscode.l10n.t('Explain cells {0}–{1} of {2}', first, last, file.path);
	return { prompt, shown, end: 0 };
}
