import * as vscode from 'vscode';
import { isSecretFile } from '../../core/chat/secretFile.ts';
import type { Attachment } from '../../core/chat/turn.ts';
import { attachmentOf } from '../explain.ts';

/**
 * The selection, or the file, of the active editor, to be sent along with a question. Files that
 * may hold keys ask first.
 */
export async function chooseAttachment(
	what: 'selection' | 'file',
): Promise<Attachment | undefined> {
	const document = vscode.window.activeTextEditor?.document;
	const attachment = attachmentOf(what);
	if (!document || !attachment) {
		void vscode.window.showWarningMessage(
			vscode.l10n.t('Open a file first: there is no editor to attach from.'),
		);
		return undefined;
	}
	return isSecretFile(document.uri.path) && !(await wantsSecret(attachment.label))
		? undefined
		: attachment;
}

async function wantsSecret(label: string): Promise<boolean> {
	const anyway = vscode.l10n.t('Attach Anyway');
	const chosen = await vscode.window.showWarningMessage(
		vscode.l10n.t('Attach this file to the chat?'),
		{
			modal: true,
			detail: vscode.l10n.t(
				'{0} may hold keys or passwords. What is attached is sent to the gateway.',
				label,
			),
		},
		anyway,
	);
	return chosen === anyway;
}
