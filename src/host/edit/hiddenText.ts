import * as vscode from 'vscode';
import type { Hunk } from '../../core/edit/contract.ts';
import { splitRows } from '../../core/text.ts';
import { codePointName, newlyHidden, type HiddenInRow } from '../../core/unicode.ts';
import { showWarning } from '../say.ts';

/** More different characters than this are not named one by one. */
const mostNames = 6;

/** Characters that a hunk brings and nobody sees; rows are those of the document. */
export function hiddenIn({ removed, added, start }: Hunk): readonly HiddenInRow[] {
	return newlyHidden(removed, added).map(hidden => ({ ...hidden, row: start + hidden.row }));
}

/** `U+202E, U+200B`: each once. */
export function hiddenNames(hidden: readonly HiddenInRow[]): string {
	const names = [...new Set(hidden.map(({ codePoint }) => codePointName(codePoint)))];
	return names.length > mostNames ? `${names.slice(0, mostNames).join(', ')} …` : names.join(', ');
}

/**
 * Asks before hunks with hidden characters become part of the file.
 *
 * @returns True when there are none, or the user accepts them.
 */
export async function acceptsHidden(hunks: readonly Hunk[]): Promise<boolean> {
	return await accepts(hunks.flatMap(hiddenIn));
}

/** Asks the same before code that is no hunk goes into a document. */
export async function acceptsHiddenIn(code: string): Promise<boolean> {
	return await accepts(newlyHidden([], splitRows(code)));
}

async function accepts(hidden: readonly HiddenInRow[]): Promise<boolean> {
	if (hidden.length === 0) {
		return true;
	}
	const anyway = vscode.l10n.t('Accept Anyway');
	const chosen = await showWarning(
		vscode.l10n.t('The new code contains invisible characters.'),
		{ modal: true, detail: hiddenSentence(hidden) },
		anyway,
	);
	return chosen === anyway;
}

/** Says which and where. */
export function hiddenSentence(hidden: readonly HiddenInRow[]): string {
	const lines = [...new Set(hidden.map(({ row }) => row + 1))];
	const shown = lines.slice(0, mostNames).join(', ') + (lines.length > mostNames ? ' …' : '');
	return vscode.l10n.t(
		'Hidden or direction-changing characters: {0} (line {1}). They can make code do something else than it seems to.',
		hiddenNames(hidden),
		shown,
	);
}
