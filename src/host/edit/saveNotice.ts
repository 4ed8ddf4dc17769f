import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable.ts';
import { isStreaming, type OpenEdits } from './openEdits.ts';
import { showStatus } from '../say.ts';

/** How long the word stands in the status bar, in milliseconds. */
const quietly = 5_000;

/** Saving with pending changes is allowed; a quiet word says that they were saved too. */
export function registerSaveNotice(edits: OpenEdits): Disposable {
	return vscode.workspace.onDidSaveTextDocument(document => {
		const hunks = edits.hunksOf(document).filter(({ edit }) => !isStreaming(edit)).length;
		if (hunks > 0) {
			showStatus(
				hunks === 1
					? vscode.l10n.t('1 proposed change was saved')
					: vscode.l10n.t('{0} proposed changes were saved', hunks),
				quietly,
			);
		}
	});
}
