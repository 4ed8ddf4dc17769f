import * as vscode from 'vscode';
import { chosenPlace } from '../../core/edit/apply/chosenPlace.ts';
import type { RowRange } from '../../core/edit/contract.ts';
import type { PlacedEdits } from '../edit/placedEdits.ts';
import { shownPath } from '../edit/sourceFile.ts';
import { plain } from '../plain.ts';
import { openAsNewFile } from './codeActs.ts';

export interface WhereToApply {
	readonly placedEdits: PlacedEdits;
	readonly code: readonly string[];
	readonly language: string;
	/** The file that the answer names; it is none that could be found. */
	readonly path: string | undefined;
	/** The file that the block may belong into. */
	readonly document: vscode.TextDocument | undefined;
	readonly instruction: string;
}

interface Choice extends vscode.QuickPickItem {
	readonly act: () => Promise<unknown>;
}

/** Asks where a block goes whose place nobody can know. */
export async function askWhere(where: WhereToApply): Promise<void> {
	const chosen = await vscode.window.showQuickPick(choicesOf(where), {
		title: vscode.l10n.t('Apply to Editor'),
		placeHolder: vscode.l10n.t('It is not certain where this code belongs. Where should it go?'),
	});
	await chosen?.act();
}

function choicesOf(where: WhereToApply): readonly Choice[] {
	const { code, language, path, document } = where;
	const t = vscode.l10n.t;
	const editor =
		vscode.window.visibleTextEditors.find(one => one.document === document) ??
		vscode.window.activeTextEditor;
	const choices: Choice[] = [];
	if (editor) {
		const file = plain(shownPath(editor.document.uri));
		const { start, end, active, isEmpty } = editor.selection;
		const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
		if (!isEmpty) {
			choices.push({
				label: t('Replace the Selection'),
				description: t('lines {0}–{1} of {2}', start.line + 1, last, file),
				act: () => write(where, editor.document, { start: start.line, end: last }),
			});
		}
		choices.push(
			{
				label: t('At the Cursor'),
				description: t('below line {0} of {1}', active.line + 1, file),
				act: () => write(where, editor.document, { start: active.line + 1, end: active.line + 1 }),
			},
			{
				label: t('Replace the Whole File'),
				description: file,
				act: () => write(where, editor.document, { start: 0, end: Number.POSITIVE_INFINITY }),
			},
		);
	}
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	choices.push({
		label: t('In a New File'),
		...(path !== undefined && { description: plain(path) }),
		act: () =>
			openAsNewFile(
				code.join('\n'),
				language,
				path !== undefined && folder && !path.split(/[\\/]/).includes('..')
					? vscode.Uri.joinPath(folder, path)
					: undefined,
			),
	});
	return choices;
}

async function write(
	{ placedEdits, code, instruction }: WhereToApply,
	document: vscode.TextDocument,
	{ start, end }: RowRange,
): Promise<void> {
	await placedEdits.write(
		document,
		rows => {
			// The empty row after the final row end stays.
			const all = rows.at(-1) === '' && rows.length > 1 ? rows.length - 1 : rows.length;
			const place = { start: Math.min(start, rows.length), end: Math.min(end, all) };
			return chosenPlace({
				document: rows,
				code,
				place: { ...place, end: Math.max(place.start, place.end) },
			});
		},
		instruction,
	);
}
