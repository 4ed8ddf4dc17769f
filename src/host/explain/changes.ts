import * as vscode from 'vscode';
import { unsent, type AskResult } from '../../core/chat/turn.ts';
import { isSecretFile } from '../../core/chat/secretFile.ts';
import { explainDiffPrompt } from '../../core/prompt/explainText.ts';
import { shownPath } from '../edit/sourceFile.ts';
import { repositoryOf, type Repository } from '../git.ts';
import { changeToCommit } from '../stagedDiff.ts';
import type { Explain } from './explain.ts';

/**
 * Has a change explained in the panel: that of the files that source control hands over, else what
 * is staged, else everything that changed. Never rejects.
 *
 * @param resources As menus of source control hand them over: one after the other.
 */
export async function explainChanges(
	explain: Explain,
	resources: readonly unknown[],
): Promise<AskResult> {
	const uris = resources.flat().flatMap(uriOf);
	const first = uris[0] ?? vscode.window.activeTextEditor?.document.uri;
	const repository = await repositoryOf(first);
	if (!repository) {
		return refuse(vscode.l10n.t('There is no Git repository in this window.'));
	}
	if (uris.some(({ path }) => isSecretFile(path))) {
		return refuse(vscode.l10n.t('This file may hold keys or passwords: its change is not sent.'));
	}
	const diff =
		uris.length > 0 ? await diffOf(repository, uris) : (await changeToCommit(repository)).diff;
	if (diff.trim() === '') {
		return refuse(
			vscode.l10n.t('Git shows no change of text here. New files have to be staged first.'),
		);
	}
	const shown =
		uris.length === 1 && uris[0]
			? vscode.l10n.t('Explain the change in {0}', shownPath(uris[0]))
			: vscode.l10n.t('Explain the changes');
	return explain.text(explainDiffPrompt({ ...explain.promptOptions, diff }), shown);
}

/** Where only a part of a file's change is staged, both: which of them was clicked is not told. */
async function diffOf(repository: Repository, uris: readonly vscode.Uri[]): Promise<string> {
	const parts: string[] = [];
	for (const { fsPath } of uris) {
		const staged = await repository.diffIndexWithHEAD(fsPath).catch(() => '');
		const whole = await repository.diffWithHEAD(fsPath).catch(() => '');
		parts.push(
			staged !== '' && whole !== '' && staged !== whole
				? `# Staged, against the last commit\n${staged}\n# With what is not staged, against the last commit\n${whole}`
				: staged || whole,
		);
	}
	return parts.join('\n');
}

function uriOf(resource: unknown): readonly vscode.Uri[] {
	const found =
		typeof resource === 'object' && resource !== null && 'resourceUri' in resource
			? resource.resourceUri
			: resource;
	return found instanceof vscode.Uri ? [found] : [];
}

function refuse(reason: string): AskResult {
	void vscode.window.showInformationMessage(reason);
	return unsent('refused');
}
