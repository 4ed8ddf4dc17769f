import type * as vscode from 'vscode';
import { isSecretFile } from '../core/chat/secretFile.ts';
import type { GitChange, Repository } from './git.ts';

/** With more changed files than this, they are asked about one by one, and only the first ones. */
const mostAtOnce = 300;
export const mostFiles = 40;
/** Characters of one file's diff, and of all. */
const longestOfFile = 20_000;
const longest = 400_000;

/** What will be committed: what is staged, else everything that changed. */
export interface Change {
	readonly diff: string;
	/** `M src/a.ts`, relative to the repository. */
	readonly files: readonly string[];
	readonly fileCount: number;
	/** Only a part of the files is in `diff`. */
	readonly partial: boolean;
}

/** Reads what will be committed. Of files that may hold keys only the names are told. */
export function changeToCommit(repository: Repository): Promise<Change> {
	return repository.state.indexChanges.length > 0
		? stagedChange(repository)
		: unstagedChange(repository);
}

export function stagedChange(repository: Repository): Promise<Change> {
	return changeOf(repository, repository.state.indexChanges, true);
}

export function unstagedChange(repository: Repository): Promise<Change> {
	const { mergeChanges, workingTreeChanges, untrackedChanges = [] } = repository.state;
	const changes = [...mergeChanges, ...workingTreeChanges, ...untrackedChanges];
	return changeOf(repository, changes, false);
}

async function changeOf(
	repository: Repository,
	changes: readonly GitChange[],
	staged: boolean,
): Promise<Change> {
	const open = changes.filter(({ uri }) => !isSecretFile(uri.path));
	const partial = changes.length > mostAtOnce;
	const whole =
		!partial && open.length === changes.length ? await wholeDiff(repository, staged) : '';
	const diff =
		whole === '' || whole.length > longest
			? await diffOfEach(repository, open.slice(0, mostFiles), staged)
			: whole;
	return {
		diff,
		files: changes
			.slice(0, 500)
			.map(change => `${letterOf(change)} ${pathIn(repository.rootUri, change.uri)}`),
		fileCount: changes.length,
		partial: partial || (whole === '' && open.length > mostFiles),
	};
}

async function wholeDiff(repository: Repository, staged: boolean): Promise<string> {
	try {
		return await repository.diff(staged);
	} catch {
		return '';
	}
}

async function diffOfEach(
	repository: Repository,
	changes: readonly GitChange[],
	staged: boolean,
): Promise<string> {
	const parts: string[] = [];
	let length = 0;
	for (const { uri } of changes) {
		const part = await diffOfFile(repository, uri.fsPath, staged);
		parts.push(part.length > longestOfFile ? `${part.slice(0, longestOfFile)}\n…` : part);
		length += part.length;
		if (length > longest) {
			break;
		}
	}
	return parts.filter(part => part !== '').join('\n');
}

async function diffOfFile(repository: Repository, path: string, staged: boolean): Promise<string> {
	try {
		return await (staged ? repository.diffIndexWithHEAD(path) : repository.diffWithHEAD(path));
	} catch {
		// Without a commit there is no HEAD to compare with: the name alone tells.
		return '';
	}
}

/** The built-in extension's numbers: index modified, added, deleted, renamed, …, untracked. */
const letters = 'MADRCMDUIAATUUUUUUU';

function letterOf({ status }: GitChange): string {
	return letters.charAt(status) || 'M';
}

function pathIn(root: vscode.Uri, uri: vscode.Uri): string {
	return uri.path.startsWith(`${root.path}/`) ? uri.path.slice(root.path.length + 1) : uri.path;
}
