import * as vscode from 'vscode';
import type { ApiKey } from './apiKey.ts';
import type { PromptSecrets } from './context/promptSecrets.ts';
import type { Permission } from './context/secretCheck.ts';
import { isStreaming, type OpenEdits } from './edit/openEdits.ts';
import type { Recording } from './recording.ts';
import { stop, type StopParts } from './stop.ts';
import { showStatus, showWarning } from './say.ts';

export interface ClearDataOptions extends StopParts {
	readonly apiKey: ApiKey;
	readonly secrets: PromptSecrets;
	readonly recording: Recording;
	readonly clearGateway: () => void;
}

/**
 * Ends everything, and deletes all that the extension keeps on disk and in memory: chats, journals of
 * edits, instructions, explanations, failed commands, recordings, keys.
 *
 * @param permission Whether the user may be asked, or has confirmed.
 * @returns Whether it was done.
 */
export async function clearAllData(
	parts: ClearDataOptions,
	{ mayAsk, confirmed = false }: Permission,
): Promise<boolean> {
	if (!confirmed && !(mayAsk && (await confirm()))) {
		return false;
	}
	const { chat, editing, explaining, apiKey } = parts;
	stop(parts, { all: true });
	explaining.inPlace.close();
	explaining.terminals.forgetAll();
	parts.secrets.forget();
	await parts.recording.discard();
	await ended(editing.edits);
	await editing.review.acceptEverything({ confirm: true });
	await editing.forgetAll();
	await chat.clear();
	parts.clearGateway();
	await apiKey.removeAll();
	showStatus(vscode.l10n.t('Doubao: all data was deleted'), 5_000);
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
	const chosen = await showWarning(
		vscode.l10n.t('Delete all chats, edit records and API keys of Doubao?'),
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
