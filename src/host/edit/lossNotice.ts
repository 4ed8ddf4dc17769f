import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable.ts';
import { plain } from '../plain.ts';
import type { OpenEdits } from './openEdits.ts';
import { showStatus } from '../say.ts';

/** How long the word stands in the status bar, in milliseconds. */
const quietly = 10_000;

/** Says that a review ended because its rows are gone, as after the checkout of another branch. */
export function registerLossNotice(edits: OpenEdits): Disposable {
	return edits.onDidLose(({ uri }) => {
		showStatus(
			vscode.l10n.t(
				'Doubao: the proposed changes in {0} are gone, their lines were replaced',
				plain(uri.path.split('/').at(-1) ?? ''),
			),
			quietly,
		);
	});
}
