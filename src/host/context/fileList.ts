import * as vscode from 'vscode';
import type { FileSearch } from '../../core/chat/fileSearch.ts';
import { anyOf, ignoreGlobs } from '../../core/chat/ignoreGlobs.ts';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';

/** Files that are listed while the whole list is being made. */
const firstLook = 500;
/** Files of a list; more would cost memory that no search is worth. */
const mostFiles = 300_000;
const mostIgnoreFiles = 200;
/** Bytes of a `.gitignore` that are worth reading. */
const longestIgnoreFile = 256 * 1024;

/** What was found: a file, or a folder, whose path ends with `/`. */
export interface FoundPath {
	readonly uri: vscode.Uri;
	/** Relative; with several folders it begins with the name of one. */
	readonly path: string;
}

/**
 * The files of the window's folders and the folders that hold them, for searches while one types.
 * The list is made at the first search, without what `.gitignore` and `files.exclude` leave out, and
 * made anew when files come or go.
 */
export class FileList implements Disposable {
	readonly #store = new DisposableStore();
	/** One at a time: a build that writes thousands of files must not start thousands of searches. */
	#making: Promise<FileSearch> | undefined;
	#ready: FileSearch | undefined;
	#outdated = true;
	#watching = false;

	/**
	 * Finds paths. Tells at once what a first look gives while the whole list is being made, then all.
	 *
	 * @param tell Called once or twice.
	 */
	async find(
		query: string,
		limit: number,
		tell: (found: readonly FoundPath[]) => void,
	): Promise<void> {
		const making = this.#list();
		// The list of before is good until the new one is there.
		const before = this.#ready;
		if (before) {
			tell(found(before, query, limit));
		} else {
			const some = await vscode.workspace.findFiles('**/*', undefined, firstLook);
			tell(found(await searchOf(some), query, limit));
		}
		const list = await making;
		if (list !== before) {
			tell(found(list, query, limit));
		}
	}

	dispose(): void {
		this.#store.dispose();
	}

	/** What comes or goes while a list is being made is in the next one. */
	async #list(): Promise<FileSearch> {
		if (this.#ready && !this.#outdated) {
			return this.#ready;
		}
		this.#making ??= this.#make()
			.catch((error: unknown) => {
				this.#outdated = true;
				throw error;
			})
			.finally(() => {
				this.#making = undefined;
			});
		return await this.#making;
	}

	async #make(): Promise<FileSearch> {
		this.#watch();
		this.#outdated = false;
		const exclude = anyOf(await ignored());
		const files = await vscode.workspace.findFiles('**/*', exclude, mostFiles);
		const list = await searchOf(files);
		this.#ready = list;
		return list;
	}

	#watch(): void {
		if (this.#watching) {
			return;
		}
		this.#watching = true;
		const outdated = () => {
			this.#outdated = true;
		};
		const files = this.#store.add(vscode.workspace.createFileSystemWatcher('**/*', false, true));
		this.#store.add(files.onDidCreate(outdated));
		this.#store.add(files.onDidDelete(outdated));
		const rules = this.#store.add(vscode.workspace.createFileSystemWatcher('**/.gitignore'));
		this.#store.add(rules.onDidChange(outdated));
		this.#store.add(
			vscode.workspace.onDidChangeWorkspaceFolders(() => {
				outdated();
				this.#ready = undefined;
			}),
		);
	}
}

/** The matcher is loaded with the first search. */
async function searchOf(files: readonly vscode.Uri[]): Promise<FileSearch> {
	const { FileSearch: Search } = await import('../../core/chat/fileSearch.ts');
	return new Search(withFolders(files.map(shown)));
}

function found(list: FileSearch, query: string, limit: number): readonly FoundPath[] {
	return list.find(query, limit).flatMap(path => {
		const uri = uriOf(path);
		return uri ? [{ uri, path }] : [];
	});
}

function shown(uri: vscode.Uri): string {
	return vscode.workspace.asRelativePath(uri);
}

/** The other way round. */
function uriOf(path: string): vscode.Uri | undefined {
	const folders = vscode.workspace.workspaceFolders ?? [];
	const [only, second] = folders;
	if (only && !second) {
		return vscode.Uri.joinPath(only.uri, path);
	}
	const folder = folders.find(({ name }) => path.startsWith(`${name}/`));
	return folder && vscode.Uri.joinPath(folder.uri, path.slice(folder.name.length + 1));
}

function withFolders(files: readonly string[]): readonly string[] {
	const folders = new Set<string>();
	for (const file of files) {
		for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
			const folder = file.slice(0, at + 1);
			if (folders.has(folder)) {
				break;
			}
			folders.add(folder);
		}
	}
	return [...files, ...folders];
}

/** The patterns of all `.gitignore` files, those of the top first: they leave out where others lie. */
async function ignored(): Promise<readonly string[]> {
	const tops = await Promise.all(
		(vscode.workspace.workspaceFolders ?? []).map(({ uri }) =>
			globsIn(vscode.Uri.joinPath(uri, '.gitignore'), ''),
		),
	);
	const globs = tops.flat();
	const below = await vscode.workspace.findFiles('**/.gitignore', anyOf(globs), mostIgnoreFiles);
	const more = await Promise.all(
		below
			.map(uri => ({ uri, folder: folderOf(uri) }))
			.filter(({ folder }) => folder !== '')
			.map(({ uri, folder }) => globsIn(uri, folder)),
	);
	return [...globs, ...more.flat()];
}

function folderOf(uri: vscode.Uri): string {
	const path = vscode.workspace.asRelativePath(uri, false);
	return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

async function globsIn(uri: vscode.Uri, folder: string): Promise<readonly string[]> {
	try {
		const { size } = await vscode.workspace.fs.stat(uri);
		const bytes = size > longestIgnoreFile ? undefined : await vscode.workspace.fs.readFile(uri);
		return bytes ? ignoreGlobs(new TextDecoder().decode(bytes), folder) : [];
	} catch {
		return [];
	}
}
