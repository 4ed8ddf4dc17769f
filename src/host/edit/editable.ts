import * as vscode from 'vscode';
import { isLossy, reopenButtons } from './encoding.ts';
import type { Button } from './messages.ts';

/** Why nothing can be edited here, as a sentence for the user. */
export interface Refusal {
	readonly reason: string;
	/** What helps. */
	readonly helps?: readonly Button[];
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
	if (editor === undefined && vscode.window.activeNotebookEditor) {
		return { reason: noCells() };
	}
	if (editor === undefined) {
		// VS Code keeps files above 50 MB, and those that it takes for binary, from extensions.
		return vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputText
			? { reason: t('This file is too large for extensions, or is not text.') }
			: { reason: t('Open a text file first: there is no editor to work in.') };
	}
	const { document } = editor;
	const { scheme } = document.uri;
	if (scheme === 'vscode-notebook-cell') {
		return { reason: noCells() };
	}
	if (scheme !== 'untitled' && vscode.workspace.fs.isWritableFileSystem(scheme) !== true) {
		return { reason: t('This document is read-only.') };
	}
	if (scheme !== 'untitled' && (await isReadonlyFile(document.uri))) {
		return { reason: t('This file is read-only.') };
	}
	return (await textProblem(document)) ?? editor;
}

function noCells(): string {
	return vscode.l10n.t('Notebook cells cannot be edited by Doubao yet.');
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
	if (document.getText().includes('\0')) {
		return { reason: vscode.l10n.t('This is a binary file.') };
	}
	if (await isLossy(document)) {
		return {
			reason: vscode.l10n.t(
				'This file was opened in the wrong encoding ({0}): saving it would lose characters. Reopen it with its own encoding first.',
				document.encoding,
			),
			helps: await reopenButtons(document),
		};
	}
	return undefined;
}
