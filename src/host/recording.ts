import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/disposable.ts';
import type { Sink } from '../core/gateway/recording.ts';
import { showInformation } from './say.ts';

/** Minutes after which a recording ends by itself. */
const longest = 10;
const command = 'doubao.recordDiagnostics';
/** Characters of a recording: enough for hours of ordinary use. */
const most = 4 * 1024 * 1024;

interface Running {
	readonly lines: string[];
	readonly store: DisposableStore;
	size: number;
}

/**
 * Records what passes between the editor and the gateway, redacted, for as long as the user says and
 * at most ten minutes, and then shows the file: nothing is sent anywhere.
 */
export class Recording implements Disposable {
	readonly #folder: vscode.Uri;
	readonly #heading: () => Promise<string>;
	#running: Running | undefined;

	/**
	 * @param folder For the files; VS Code's own log folder, which it clears by and by.
	 * @param heading What a recording begins with.
	 */
	constructor(folder: vscode.Uri, heading: () => Promise<string>) {
		this.#folder = folder;
		this.#heading = heading;
	}

	/** Where lines go now; `undefined` while nothing is recorded. */
	readonly sink = (): Sink | undefined => {
		const running = this.#running;
		return running && (line => this.#add(running, line));
	};

	/** Starts a recording; while one is running, ends it and shows its file, which is returned. */
	async toggle(): Promise<vscode.Uri | undefined> {
		if (this.#running) {
			return this.#finish();
		}
		this.#start();
		return undefined;
	}

	/** Ends a recording without its file, and deletes those of before. Never rejects. */
	async discard(): Promise<void> {
		this.dispose();
		try {
			for (const [name] of await vscode.workspace.fs.readDirectory(this.#folder)) {
				if (/^diagnostics-.*\.log$/.test(name)) {
					await vscode.workspace.fs.delete(vscode.Uri.joinPath(this.#folder, name));
				}
			}
		} catch {
			// There was never one: the folder is made with the first.
		}
	}

	dispose(): void {
		this.#running?.store.dispose();
		this.#running = undefined;
	}

	#start(): void {
		const t = vscode.l10n.t;
		const store = new DisposableStore();
		const item = store.add(vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left, 9));
		item.text = `$(record) ${t('Doubao is recording')}`;
		item.tooltip = t('Stop recording diagnostics and show the file');
		item.command = command;
		item.show();
		const timer = setTimeout(finish, longest * 60_000);
		store.add({ dispose: () => clearTimeout(timer) });
		this.#running = { lines: [], store, size: 0 };
		void this.#announce();
	}

	async #announce(): Promise<void> {
		const t = vscode.l10n.t;
		const stop = t('Stop and Show');
		const chosen = await showInformation(
			t(
				'Requests and answers are recorded for {0} minutes: times, sizes and names of fields, never a text or the key. Do again what went wrong.',
				longest,
			),
			stop,
		);
		if (chosen === stop && this.#running) {
			finish();
		}
	}

	#add(running: Running, line: string): void {
		if (running === this.#running && running.size < most) {
			running.size += line.length + 1;
			running.lines.push(line);
		}
	}

	async #finish(): Promise<vscode.Uri | undefined> {
		const running = this.#running;
		if (!running) {
			return undefined;
		}
		this.dispose();
		const { lines } = running;
		const name = `diagnostics-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.log`;
		const file = vscode.Uri.joinPath(this.#folder, name);
		const text = [await this.#heading(), '', ...lines, ''].join('\n');
		await vscode.workspace.fs.createDirectory(this.#folder);
		await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
		await vscode.window.showTextDocument(file, { preview: true });
		return file;
	}
}

/** By the command, which tells the user should it fail. */
function finish(): void {
	void vscode.commands.executeCommand(command);
}
