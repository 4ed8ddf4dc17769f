import * as vscode from 'vscode';

/** Why nothing can be edited here, as a sentence for the user. */
export interface Refusal {
	readonly reason: string;
}

/**
 * Whether an edit may start in the active editor. Refuses, with the reason, where there is no
 * editor, where the document cannot be saved or is not text, and where saving would already lose
 * characters, because VS Code could not decode them.
 */
export async function editableEditor(
	editor: vscode.TextEditor | undefined,
): Promise<vscode.TextEditor | Refusal> {
	const t = vscode.l10n.t;
	if (editor === undefined) {
		return { reason: t('Open a text file first: there is no editor to work in.') };
	}
	const { document } = editor;
	const { scheme } = document.uri;
	if (scheme === 'vscode-notebook-cell') {
		return { reason: t('Notebook cells cannot be edited by Doubao yet.') };
	}
	if (scheme !== 'untitled' && vscode.workspace.fs.isWritableFileSystem(scheme) !== true) {
		return { reason: t('This document is read-only.') };
	}
	if (scheme !== 'untitled' && (await isReadonlyFile(document.uri))) {
		return { reason: t('This file is read-only.') };
	}
	return (await textProblem(document)) ?? editor;
}

async function isReadonlyFile(uri: vscode.Uri): Promise<boolean> {
	try {
		const { permissions } = await vscode.workspace.fs.stat(uri);
		return permissions !== undefined && (permissions & vscode.FilePermission.Readonly) !== 0;
	} catch {
		// Deleted on disk while its editor is open: saving brings it back.
		return false;
	}
}

async function textProblem(document: vscode.TextDocument): Promise<Refusal | undefined> {
	const text = document.getText();
	if (text.includes('\0')) {
		return { reason: vscode.l10n.t('This is a binary file.') };
	}
	// VS Code puts U+FFFD where it could not decode; saving would write it over the original bytes.
	if (text.includes('\uFFFD') && (await isLossy(document))) {
		return {
			reason: vscode.l10n.t(
				'This file was opened in the wrong encoding ({0}): saving it would lose characters. Reopen it with its own encoding first.',
				document.encoding,
			),
		};
	}
	return undefined;
}

async function isLossy(document: vscode.TextDocument): Promise<boolean> {
	if (document.isUntitled) {
		return false;
	}
	try {
		const bytes = await vscode.workspace.fs.readFile(document.uri);
		const { encoding } = document;
		const decoded = await vscode.workspace.decode(bytes, { encoding });
		const again = await vscode.workspace.encode(decoded, { encoding });
		return bytes.length !== again.length || bytes.some((byte, i) => byte !== again[i]);
	} catch {
		return false;
	}
}
