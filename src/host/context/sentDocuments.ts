import * as vscode from 'vscode';
import { Emitter } from '../../core/event.ts';
import { withoutHidden } from '../../core/unicode.ts';

const scheme = 'doubao-sent';
/** Documents that are kept; older ones show nothing when they are opened again. */
const most = 30;

/** Read-only documents that show what is sent: requests, problems, diffs, pictures. */
export class SentDocuments implements vscode.FileSystemProvider, vscode.Disposable {
	readonly onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]>;
	readonly #changed = new Emitter<vscode.FileChangeEvent[]>();
	readonly #files = new Map<string, Uint8Array>();
	readonly #registration: vscode.Disposable;
	#count = 0;

	constructor() {
		this.onDidChangeFile = listener => this.#changed.event(listener);
		this.#registration = vscode.workspace.registerFileSystemProvider(scheme, this, {
			isReadonly: true,
			isCaseSensitive: true,
		});
	}

	/** Opens a document of this name and content beside what is open. */
	async open(name: string, content: string | Uint8Array): Promise<void> {
		const safe = withoutHidden(name).replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, '-');
		const uri = vscode.Uri.from({ scheme, path: `/${++this.#count}/${safe}` });
		this.#files.set(
			uri.path,
			typeof content === 'string' ? new TextEncoder().encode(content) : content,
		);
		for (const path of [...this.#files.keys()].slice(0, -most)) {
			this.#files.delete(path);
		}
		await vscode.commands.executeCommand('vscode.open', uri, { preview: true });
	}

	/** Open ones show nothing when they are opened again. */
	clear(): void {
		this.#files.clear();
	}

	stat(uri: vscode.Uri): vscode.FileStat {
		const { length: size } = this.readFile(uri);
		return { type: vscode.FileType.File, ctime: 0, mtime: 0, size };
	}

	readFile({ path }: vscode.Uri): Uint8Array {
		const content = this.#files.get(path);
		if (!content) {
			throw vscode.FileSystemError.FileNotFound(path);
		}
		return content;
	}

	watch(): vscode.Disposable {
		return { dispose: () => {} };
	}

	readDirectory(): [string, vscode.FileType][] {
		return [];
	}

	createDirectory(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	writeFile(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	delete(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	rename(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	dispose(): void {
		this.#registration.dispose();
		this.#changed.dispose();
	}
}
