import * as vscode from 'vscode';
import type { Hunk } from '../../core/edit/contract.ts';
import type { Button } from './messages.ts';
import { showWarning } from '../say.ts';

/** Encodings to try by the language that VS Code speaks, the likeliest first; VS Code's names. */
const likely: Readonly<Record<string, readonly string[]>> = {
	ja: ['shiftjis', 'eucjp', 'gb18030'],
	ko: ['euckr', 'gb18030'],
	'zh-tw': ['big5hkscs', 'gb18030'],
};
const likelyElsewhere = ['gb18030', 'big5hkscs', 'shiftjis', 'euckr'];

const shownNames: Readonly<Record<string, string>> = {
	gb18030: 'GB18030',
	big5hkscs: 'Big5',
	shiftjis: 'Shift JIS',
	eucjp: 'EUC-JP',
	euckr: 'EUC-KR',
};

/** More different characters than this are not named one by one. */
const mostNamed = 8;

/** Saving would write replacement characters over bytes that VS Code could not decode. */
export async function isLossy(document: vscode.TextDocument): Promise<boolean> {
	// VS Code puts U+FFFD where it could not decode. A file may hold one of its own.
	if (document.isUntitled || !document.getText().includes('\uFFFD')) {
		return false;
	}
	try {
		const bytes = await vscode.workspace.fs.readFile(document.uri);
		return !(await survives(bytes, document.encoding));
	} catch {
		// Not on disk any more: nothing is left that saving could spoil.
		return false;
	}
}

/** Ways to have the file decoded as it was written: by the encoding that fits, or by one to choose. */
export async function reopenButtons(document: vscode.TextDocument): Promise<readonly Button[]> {
	const other: Button = {
		title: vscode.l10n.t('Choose Encoding'),
		press: () => vscode.commands.executeCommand('workbench.action.editor.changeEncoding'),
	};
	const encoding = document.isDirty ? undefined : await fittingEncoding(document.uri);
	if (encoding === undefined) {
		return [other];
	}
	const again: Button = {
		title: vscode.l10n.t('Reopen with {0}', shownNames[encoding] ?? encoding),
		press: () => reopen(document.uri, encoding),
	};
	return [again, other];
}

async function reopen(uri: vscode.Uri, encoding: string): Promise<void> {
	try {
		await vscode.workspace.openTextDocument(uri, { encoding });
	} catch {
		// VS Code refuses when the document was changed since.
		void showWarning(
			vscode.l10n.t('The file has unsaved changes. Undo or revert them, then reopen it.'),
		);
	}
}

/** VS Code knows one kind of row ends in a document: it loads mixed ones, and saves them as that kind. */
export async function hasMixedEnds(document: vscode.TextDocument): Promise<boolean> {
	if (document.isUntitled) {
		return false;
	}
	try {
		const bytes = await vscode.workspace.fs.readFile(document.uri);
		const text = await vscode.workspace.decode(bytes, { encoding: document.encoding });
		return /\r\n/.test(text) && /(?<!\r)\n/.test(text);
	} catch {
		return false;
	}
}

/** Characters of new rows that the file's encoding has none for: saving writes others for them. */
export async function unencodable(
	{ encoding }: vscode.TextDocument,
	hunks: readonly Hunk[],
): Promise<readonly string[]> {
	if (encoding.startsWith('utf')) {
		return [];
	}
	const characters = new Set(hunks.flatMap(({ added }) => added).join(''));
	// oxlint-disable-next-line no-control-regex -- ASCII, which every encoding here has
	const unusual = [...characters].filter(character => !/[\x00-\x7f]/.test(character));
	const found: string[] = [];
	for (const character of unusual) {
		const bytes = await vscode.workspace.encode(character, { encoding });
		const again = await vscode.workspace.decode(bytes, { encoding });
		if (again !== character) {
			found.push(character);
		}
		if (found.length === mostNamed) {
			break;
		}
	}
	return found;
}

async function fittingEncoding(uri: vscode.Uri): Promise<string | undefined> {
	const bytes = await vscode.workspace.fs.readFile(uri);
	const language = vscode.env.language.toLowerCase();
	for (const encoding of likely[language] ?? likelyElsewhere) {
		if (await survives(bytes, encoding)) {
			return encoding;
		}
	}
	return undefined;
}

/** Whether decoding and encoding gives the same bytes, with no replacement on the way. */
async function survives(bytes: Uint8Array, encoding: string): Promise<boolean> {
	const text = await vscode.workspace.decode(bytes, { encoding });
	const again = await vscode.workspace.encode(text, { encoding });
	return bytes.length === again.length && bytes.every((byte, i) => byte === again[i]);
}
