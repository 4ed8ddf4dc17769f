import * as vscode from 'vscode';
import type { EditTarget } from '../../core/edit/contract.ts';
import { resolveTarget } from '../../core/edit/target.ts';
import { editPrompt } from '../../core/prompt/edit.ts';
import { fixInstruction, fixTarget } from '../../core/prompt/fix.ts';
import { expandShortcut, type ShortcutName } from '../../core/prompt/shortcuts.ts';
import type { SymbolRows } from '../../core/prompt/symbols.ts';
import type { EditResult } from './editStream.ts';
import { documentRows } from './fileEdits.ts';
import { reportsAt, type ProblemPlace } from './reports.ts';
import { symbolsAt } from './scope.ts';
import type { EditStart } from './starting.ts';

export interface RewritesOptions {
	readonly start: EditStart;
	readonly problems: ProblemPlace;
}

/** Edits whose wish is always the same one. */
export class Rewrites {
	readonly #options: RewritesOptions;

	constructor(options: RewritesOptions) {
		this.#options = options;
	}

	/** Fixes what the tools report at the cursor, in the selection or in the block around. Never rejects. */
	async fixProblems(): Promise<EditResult> {
		const { problems, start } = this.#options;
		const { activeTextEditor } = vscode.window;
		const place = activeTextEditor && problems.rowsIn(activeTextEditor);
		const editor = await start.editor();
		if ('outcome' in editor) {
			return editor;
		}
		const { document, selection } = editor;
		const { version } = document;
		const reports = await reportsAt(document, place ?? { start: 0, end: 0 });
		const [first] = reports;
		if (first === undefined || document.version !== version) {
			return start.refuse(vscode.l10n.t('No tool reports a problem here.'));
		}
		const at = new vscode.Position(first.range.start.line, first.range.start.character);
		const symbols = await symbolsAt(document, at);
		const rows = documentRows(document);
		const target =
			selection.isEmpty || place?.start !== selection.start.line
				? fixTarget(rows, reports, symbols)
				: wholeRows(editor, symbols);
		const instruction = fixInstruction(reports);
		return this.#rewrite(editor, target, instruction);
	}

	/** Writes documentation, simplifies or adds types: the selection, else the block at the cursor. */
	async rewrite(how: Extract<ShortcutName, 'docs' | 'simplify' | 'types'>): Promise<EditResult> {
		const { start } = this.#options;
		const editor = await start.editor();
		if ('outcome' in editor) {
			return editor;
		}
		const { document, selection } = editor;
		const { version } = document;
		const symbols = selection.isEmpty ? await symbolsAt(document, selection.active) : [];
		const target = how === 'docs' ? documented(editor, symbols) : wholeRows(editor, symbols);
		if (target.mode === 'insert' || document.version !== version) {
			return start.refuse(vscode.l10n.t('Put the cursor in the code, or select it.'));
		}
		return this.#rewrite(editor, target, expandShortcut(`/${how}`));
	}

	#rewrite(editor: vscode.TextEditor, target: EditTarget, instruction: string) {
		const { start } = this.#options;
		return start.run({
			document: editor.document,
			target,
			instruction,
			prompt: editPrompt({ ...start.promptOptions(editor), target, instruction }),
		});
	}
}

/** What is selected or meant, in whole rows. */
function wholeRows(
	{ document, selection }: vscode.TextEditor,
	symbols: readonly SymbolRows[],
): EditTarget {
	const rows = documentRows(document);
	const target = resolveTarget(rows, selection, symbols);
	if (target.mode !== 'exact') {
		return target;
	}
	const { line } = selection.start;
	const start = { line, character: 0 };
	return { mode: 'lines', range: { start, end: { line, character: rows.lineAt(line).length } } };
}

/** For documentation of something large, only its head is rewritten: the rest is in view anyway. */
function documented(editor: vscode.TextEditor, symbols: readonly SymbolRows[]): EditTarget {
	const target = wholeRows(editor, symbols);
	const { range } = target;
	const [symbol] = symbols;
	const isCovered = symbol && range.start.line <= symbol.start && symbol.end <= range.end.line + 1;
	if (symbol === undefined || isCovered === true || target.mode === 'insert') {
		return target;
	}
	const { text } = editor.document.lineAt(symbol.start);
	const start = { line: symbol.start, character: 0 };
	return { mode: 'lines', range: { start, end: { line: symbol.start, character: text.length } } };
}
