import * as vscode from 'vscode';
import { plainLabel } from './plain.ts';

/** A file as Git sees it; `status` is the built-in extension's number. */
export interface GitChange {
	readonly uri: vscode.Uri;
	readonly status: number;
}

/** What of the built-in Git extension's API (version 1) is used. */
export interface Repository {
	readonly rootUri: vscode.Uri;
	readonly inputBox: { value: string };
	readonly state: {
		readonly indexChanges: readonly GitChange[];
		readonly workingTreeChanges: readonly GitChange[];
		readonly untrackedChanges?: readonly GitChange[];
		readonly mergeChanges: readonly GitChange[];
	};
	/** The unified diff of the index against HEAD, or of the files against the index. */
	diff(cached: boolean): Promise<string>;
	diffIndexWithHEAD(path: string): Promise<string>;
	diffWithHEAD(path: string): Promise<string>;
	/** Rejects in a repository without commits. */
	log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
}

interface GitApi {
	readonly repositories: readonly Repository[];
	getRepository(uri: vscode.Uri): Repository | null;
}

interface GitExtension {
	readonly enabled: boolean;
	getAPI(version: 1): GitApi;
}

/** Why there is no repository to act on; nothing is to be said where the user left the list. */
export interface NoRepository {
	readonly refused: string;
	readonly unsaid?: true;
}

/**
 * The repository of a file, else the only one of the window; of several the user picks one.
 *
 * @param mayAsk Whether the user may be asked.
 */
export async function repositoryOf(
	uri: vscode.Uri | undefined,
	mayAsk: boolean,
): Promise<Repository | NoRepository> {
	const t = vscode.l10n.t;
	const git = await gitApi();
	if (!git) {
		return { refused: t('Git is switched off or missing.') };
	}
	const [first, ...others] = git.repositories;
	const own = uri && git.getRepository(uri);
	if (own || !first) {
		return own ?? { refused: t('There is no Git repository in this window.') };
	}
	if (others.length === 0) {
		return first;
	}
	const unclear = t('This window has several Git repositories: name one.');
	const picked = mayAsk ? await pick(git.repositories) : undefined;
	return picked ?? { refused: unclear, ...(mayAsk && { unsaid: true }) };
}

/** The repositories that files belong to, each with its files; those that belong to none are left out. */
export async function byRepository(
	uris: readonly vscode.Uri[],
): Promise<ReadonlyMap<Repository, readonly vscode.Uri[]>> {
	const git = await gitApi();
	const groups = new Map<Repository, vscode.Uri[]>();
	for (const uri of uris) {
		const repository = git?.getRepository(uri);
		if (repository) {
			groups.set(repository, [...(groups.get(repository) ?? []), uri]);
		}
	}
	return groups;
}

async function pick(repositories: readonly Repository[]): Promise<Repository | undefined> {
	const items = repositories.map(repository => ({
		label: `$(repo) ${plainLabel(repository.rootUri.path.split('/').at(-1) ?? '')}`,
		description: plainLabel(repository.rootUri.fsPath),
		repository,
	}));
	const placeHolder = vscode.l10n.t('Choose a repository');
	return (await vscode.window.showQuickPick(items, { placeHolder }))?.repository;
}

async function gitApi(): Promise<GitApi | undefined> {
	try {
		const git = await vscode.extensions.getExtension<GitExtension>('vscode.git')?.activate();
		return git?.enabled === true ? git.getAPI(1) : undefined;
	} catch {
		return undefined;
	}
}
