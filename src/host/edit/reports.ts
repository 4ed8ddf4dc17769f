import * as vscode from 'vscode';
import type { RowRange } from '../../core/edit/contract.ts';
import { reportsIn, type Report } from '../../core/prompt/fix.ts';
import { selectedRows } from '../context/editorContext.ts';
import { documentRows } from './fileEdits.ts';
import { symbolsAt } from './scope.ts';
import { shownPath } from './sourceFile.ts';

/**
 * Remembers where the lightbulb menu was asked for: from a hover it opens away from the cursor, and
 * its commands can carry no arguments.
 */
export class ProblemPlace implements vscode.Disposable {
	#asked: { readonly document: vscode.TextDocument; readonly range: vscode.Range } | undefined;
	readonly #subscriptions: vscode.Disposable;

	constructor() {
		const forget = (): void => void (this.#asked = undefined);
		this.#subscriptions = vscode.Disposable.from(
			vscode.window.onDidChangeTextEditorSelection(forget),
			vscode.window.onDidChangeActiveTextEditor(forget),
			vscode.workspace.onDidChangeTextDocument(({ document }) => {
				if (document === this.#asked?.document) {
					forget();
				}
			}),
		);
	}

	asked(document: vscode.TextDocument, range: vscode.Range): void {
		this.#asked = { document, range };
	}

	/** The rows that are meant in an editor. */
	rowsIn({ document, selection }: vscode.TextEditor): RowRange {
		return selectedRows(this.#asked?.document === document ? this.#asked.range : selection);
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}
}

/** The problems of a document in some rows, else in the block around them; empty where there are none. */
export async function reportsAt(
	document: vscode.TextDocument,
	rows: RowRange,
): Promise<readonly Report[]> {
	const all = vscode.languages
		.getDiagnostics(document.uri)
		.filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint)
		.map(reportOf);
	const text = documentRows(document);
	const here = reportsIn(text, all, rows);
	if (here.length > 0) {
		return here;
	}
	const [block] = await symbolsAt(document, new vscode.Position(rows.start, 0));
	return block ? reportsIn(text, all, block) : [];
}

const severities = ['error', 'warning', 'information'] as const;

function reportOf(diagnostic: vscode.Diagnostic): Report {
	const { code, message, range, relatedInformation = [], severity, source } = diagnostic;
	const id = typeof code === 'object' ? code.value : code;
	return {
		range,
		message,
		severity: severities.at(severity) ?? 'information',
		...(id !== undefined && { code: String(id) }),
		...(source !== undefined && { source }),
		related: relatedInformation.map(({ location, message: told }) => ({
			path: shownPath(location.uri),
			row: location.range.start.line,
			message: told,
			...textAt(location),
		})),
	};
}

/** That row, if the file is open: nothing is read from disk for it. */
function textAt({ uri, range }: vscode.Location): { readonly text?: string } {
	const open = vscode.workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
	const row = range.start.line;
	return open && row < open.lineCount ? { text: open.lineAt(row).text } : {};
}
