import * as vscode from 'vscode';
import type { ApiKey } from './apiKey.ts';
import type { ChatView } from './chat/chatView.ts';
import type { Editing } from './edit/editing.ts';
import { isStreaming, type OpenEdits } from './edit/openEdits.ts';

export interface ClearDataOptions {
	readonly chat: ChatView;
	readonly editing: Editing;
	readonly apiKey: ApiKey;
}

/**
 * Deletes everything that the extension keeps: chats, journals of edits, instructions, keys.
 *
 * @param confirmed The answer to the question, for automation; otherwise the user is asked once.
 * @returns Whether it was done.
 */
export async function clearAllData(
	{ chat, editing, apiKey }: ClearDataOptions,
	confirmed: boolean,
): Promise<boolean> {
	if (!confirmed && !(await confirm())) {
		return false;
	}
	editing.edits.stop();
	chat.stopAll();
	await ended(editing.edits);
	await editing.review.acceptEverything({ confirm: true });
	await editing.forgetAll();
	await chat.clear();
	await apiKey.removeAll();
	vscode.window.setStatusBarMessage(vscode.l10n.t('Doubao: all of its data was deleted'), 5_000);
	return true;
}

/** Edits that were stopped end a moment later; until then they hold rows that nobody can accept. */
function ended(edits: OpenEdits): Promise<void> {
	const over = () => !edits.files.flatMap(file => file.edits).some(isStreaming);
	return new Promise(resolve => {
		if (over()) {
			resolve();
			return;
		}
		const waiting = edits.onDidChange(() => {
			if (over()) {
				waiting.dispose();
				resolve();
			}
		});
	});
}

async function confirm(): Promise<boolean> {
	const remove = vscode.l10n.t('Delete Everything');
	const chosen = await vscode.window.showWarningMessage(
		vscode.l10n.t('Delete all chats, journals of edits and API keys of Doubao?'),
		{
			modal: true,
			detail: vscode.l10n.t(
				'This cannot be undone. Your files stay as they are: changes under review count as accepted. Settings are kept.',
			),
		},
		remove,
	);
	return chosen === remove;
}
