import * as vscode from 'vscode';
import { isSecretFile } from '../../core/chat/secretFile.ts';
import type { Attachment } from '../../core/chat/turn.ts';
import { shownPath } from '../edit/sourceFile.ts';
import { plain } from '../plain.ts';
import type { Permission } from './secretCheck.ts';
import { showWarning } from '../say.ts';

/** Whether it was taken from a file that probably holds keys or passwords, by its path. */
export function mayHoldKeys({ source }: Attachment): boolean {
	return source !== undefined && isSecretFile(vscode.Uri.parse(source).path);
}

/** Files that may hold keys are attached only if the user says so once more. */
export async function wantsAttached(
	attachment: Attachment,
	{ mayAsk, confirmed = false }: Permission = { mayAsk: true },
): Promise<boolean> {
	if (confirmed || !mayHoldKeys(attachment)) {
		return true;
	}
	if (!mayAsk) {
		void showWarning(secretFileSentence(attachment));
		return false;
	}
	const anyway = vscode.l10n.t('Attach Anyway');
	const chosen = await showWarning(
		vscode.l10n.t('Attach this file to the chat?'),
		{ modal: true, detail: secretFileSentence(attachment) },
		anyway,
	);
	return chosen === anyway;
}

/** Code of files that may hold keys is explained only if the user says so once more. */
export async function wantsSent(uri: vscode.Uri): Promise<boolean> {
	if (!isSecretFile(uri.path)) {
		return true;
	}
	const anyway = vscode.l10n.t('Send Anyway');
	const chosen = await showWarning(
		vscode.l10n.t('Send text of this file to the gateway?'),
		{
			modal: true,
			detail: vscode.l10n.t('{0} may contain keys or passwords.', plain(shownPath(uri))),
		},
		anyway,
	);
	return chosen === anyway;
}

/** A file outside of the window's folders is attached only if the user says so. */
export async function wantsFromOutside(uri: vscode.Uri): Promise<boolean> {
	const anyway = vscode.l10n.t('Attach Anyway');
	const chosen = await showWarning(
		vscode.l10n.t('Attach this file to the chat?'),
		{
			modal: true,
			detail: vscode.l10n.t(
				'{0} lies outside of the folders of this window. What is attached is sent to the gateway.',
				uri.scheme === 'file' ? uri.fsPath : uri.toString(true),
			),
		},
		anyway,
	);
	return chosen === anyway;
}

export function secretFileSentence({ label }: Attachment): string {
	return vscode.l10n.t(
		'{0} may contain keys or passwords. What is attached is sent to the gateway.',
		label,
	);
}
