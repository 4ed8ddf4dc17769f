import * as vscode from 'vscode';
import { unsent, type AskResult } from '../../core/chat/turn.ts';
import { isSecretFile } from '../../core/chat/secretFile.ts';
import { explainDiffPrompt } from '../../core/prompt/explainText.ts';
import { shownPath } from '../edit/sourceFile.ts';
import { byRepository, repositoryOf, type NoRepository, type Repository } from '../git.ts';
import { changeToCommit, mostFiles } from '../stagedDiff.ts';
import type { Explain } from './explain.ts';
import { showInformation, showStatus } from '../say.ts';

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
	if (uris.some(({ path }) => isSecretFile(path))) {
		return refuse(
			vscode.l10n.t('This file may contain keys or passwords: its change is not sent.'),
		);
	}
	const diff = uris.length > 0 ? await diffOfFiles(uris) : await diffOfAll();
	if (typeof diff !== 'string') {
		return diff.unsaid ? unsent('refused') : refuse(diff.refused);
	}
	if (diff.trim() === '') {
		return refuse(
			vscode.l10n.t('Git shows no change of text here. New files have to be staged first.'),
		);
	}
	const shown =
		uris.length === 1 && uris[0]
			? vscode.l10n.t('Explain the change in {0}', shownPath(uris[0]))
			: vscode.l10n.t('Explain the changes');
	// Menus hand over what source control shows; a bare address is automation's, which is not asked.
	const mayAsk = !resources.some(resource => resource instanceof vscode.Uri);
	return explain.text(explainDiffPrompt({ ...explain.promptOptions, diff }), shown, mayAsk);
}

/** What is staged, else everything that changed, of the repository that is meant. */
async function diffOfAll(): Promise<string | NoRepository> {
	const repository = await repositoryOf(vscode.window.activeTextEditor?.document.uri, true);
	if ('refused' in repository) {
		return repository;
	}
	const { diff, fileCount, partial } = await changeToCommit(repository);
	if (partial) {
		tellPart(fileCount);
	}
	return diff;
}

/** The files may belong to several repositories: to submodules, for instance. */
async function diffOfFiles(uris: readonly vscode.Uri[]): Promise<string | NoRepository> {
	const first = uris.slice(0, mostFiles);
	const groups = await byRepository(first);
	if (groups.size === 0) {
		return { refused: vscode.l10n.t('There is no Git repository in this window.') };
	}
	if (first.length < uris.length) {
		tellPart(uris.length);
	}
	const parts: string[] = [];
	for (const [repository, own] of groups) {
		const title = groups.size > 1 ? `# Repository ${repository.rootUri.path}\n` : '';
		const diff = await diffOf(repository, own);
		parts.push(...(diff.trim() === '' ? [] : [`${title}${diff}`]));
	}
	return parts.join('\n');
}

function tellPart(count: number): void {
	showStatus(
		vscode.l10n.t('Doubao: {0} files changed, the first of them are explained', count),
		10_000,
	);
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
	void showInformation(reason);
	return unsent('refused');
}
