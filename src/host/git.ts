import * as vscode from 'vscode';

/** What of the built-in Git extension's API (version 1) is used. */
interface Repository {
	readonly rootUri: vscode.Uri;
	/** The unified diff of the index against HEAD, or of the files against the index. */
	diff(cached: boolean): Promise<string>;
}

interface GitApi {
	readonly repositories: readonly Repository[];
	getRepository(uri: vscode.Uri): Repository | null;
}

interface GitExtension {
	readonly enabled: boolean;
	getAPI(version: 1): GitApi;
}

/** What changed since the last commit, in one repository, as unified diffs. */
export interface GitChanges {
	readonly staged: string;
	readonly unstaged: string;
}

/** The repository of a file, else the first one; `undefined` if the window has none, or no Git. */
async function repositoryOf(uri: vscode.Uri | undefined): Promise<Repository | undefined> {
	const git = await gitApi();
	return (uri && git?.getRepository(uri)) ?? git?.repositories[0];
}

async function gitApi(): Promise<GitApi | undefined> {
	try {
		const git = await vscode.extensions.getExtension<GitExtension>('vscode.git')?.activate();
		return git?.enabled === true ? git.getAPI(1) : undefined;
	} catch {
		return undefined;
	}
}

/** What changed in the repository of a file; `undefined` if there is none. */
export async function gitChanges(uri: vscode.Uri | undefined): Promise<GitChanges | undefined> {
	const repository = await repositoryOf(uri);
	if (!repository) {
		return undefined;
	}
	const [staged, unstaged] = await Promise.all([repository.diff(true), repository.diff(false)]);
	return { staged, unstaged };
}
