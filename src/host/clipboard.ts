import * as vscode from 'vscode';
import { splitRows } from '../core/text.ts';
import { hiddenCharacters, withoutHidden } from '../core/unicode.ts';
import { showStatus } from './say.ts';

/**
 * Puts text on the clipboard, at the user's wish. Control characters stay behind, since a terminal
 * would obey them; other hidden characters may be meant, so they are counted where one looks.
 */
export async function copy(text: string): Promise<void> {
	const rows = splitRows(text);
	const kinds = rows.flatMap(row => hiddenCharacters(row).map(({ kind }) => kind));
	const isControlled = kinds.includes('control');
	await vscode.env.clipboard.writeText(isControlled ? withoutControls(rows) : text);
	const left = kinds.filter(kind => kind !== 'control').length;
	if (left > 0) {
		showStatus(vscode.l10n.t('Doubao: copied, with {0} hidden characters', left), 5_000);
	}
}

/** Does something that needs the clipboard, which holds afterwards what it held before. */
export async function borrowClipboard(act: () => Thenable<unknown>): Promise<string> {
	const { clipboard } = vscode.env;
	const before = await clipboard.readText();
	try {
		await clipboard.writeText('');
		await act();
		return await clipboard.readText();
	} finally {
		await clipboard.writeText(before);
	}
}

function withoutControls(rows: readonly string[]): string {
	const isControl = (codePoint: number): boolean =>
		hiddenCharacters(String.fromCodePoint(codePoint))[0]?.kind === 'control';
	return rows
		.map(row =>
			withoutHidden(row, codePoint =>
				isControl(codePoint) ? '' : String.fromCodePoint(codePoint),
			),
		)
		.join('\n');
}
