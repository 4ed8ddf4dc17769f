import * as vscode from 'vscode';
import { protectionOf, type Protection } from '../../core/edit/protected.ts';
import { plain } from '../plain.ts';
import { realPath } from './realPath.ts';
import { showWarning } from '../say.ts';

/** A file whose edit is asked about a second time. */
export interface ProtectedFile {
	/** With its links resolved. */
	readonly path: string;
	/** Path and reason, as a sentence for the user. */
	readonly sentence: string;
}

/** Whether `document` is such a file. Untitled documents and windows without a folder have none. */
export async function protectedFile(
	document: vscode.TextDocument,
): Promise<ProtectedFile | undefined> {
	const folders = vscode.workspace.workspaceFolders ?? [];
	if (document.isUntitled || folders.length === 0) {
		return undefined;
	}
	const path = await realPath(document.uri);
	const real = await Promise.all(folders.map(({ uri }) => realPath(uri)));
	const protection =
		protectionOf({ path, folders: real }) ??
		// The name that the user sees may be protected too, whatever it links to.
		protectionOf({ path: document.uri.fsPath, folders: folders.map(({ uri }) => uri.fsPath) });
	return (
		protection && { path, sentence: vscode.l10n.t('{0}: {1}', plain(path), whyOf(protection)) }
	);
}

/** @returns Whether the user wants the edit nevertheless. */
export async function wantsProtected({ sentence }: ProtectedFile): Promise<boolean> {
	const anyway = vscode.l10n.t('Edit Anyway');
	const chosen = await showWarning(
		vscode.l10n.t('Let Doubao edit this file?'),
		{ modal: true, detail: sentence },
		anyway,
	);
	return chosen === anyway;
}

function whyOf(protection: Protection): string {
	const t = vscode.l10n.t;
	switch (protection) {
		case 'outside':
			return t('it lies outside of the folders of this window.');
		case 'git':
			return t('it belongs to Git, which can run programs from there.');
		case 'editor':
			return t('it configures the editor, which can run programs from there.');
		case 'container':
			return t('it configures the development container.');
		case 'workflow':
			return t('it decides what runs on the build servers.');
		case 'hook':
			return t('it runs at every commit or push.');
		case 'shell':
			return t('it runs whenever a shell starts.');
		case 'scripts':
			return t('its scripts run on this computer.');
		case 'agent':
			return t('it instructs AI tools.');
		case 'secret':
			return t('it may contain keys or passwords.');
	}
}
