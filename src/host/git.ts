import * as vscode from 'vscode';

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

/** What changed since the last commit, in one repository, as unified diffs. */
export interface GitChanges {
	readonly staged: string;
	readonly unstaged: string;
}

/** The repository of a file, else the first one; `undefined` if the window has none, or no Git. */
export async function repositoryOf(uri: vscode.Uri | undefined): Promise<Repository | undefined> {
	const git = await gitApi();
	return (uri && git?.getRepository(uri)) ?? git?.repositories[0];
}

/** Whether the built-in Git extension is there and switched on. */
export async function hasGit(): Promise<boolean> {
	return (await gitApi()) !== undefined;
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
