import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable.ts';
import { parseJournal, serializeJournal, type EditJournal } from '../../core/edit/journal.ts';
import type { Log } from '../../core/log.ts';

/** Milliseconds between two writes of one journal, at least: a stream changes it twenty times a second. */
const pause = 50;

export interface JournalStoreOptions {
	/** Made when it is first needed. */
	readonly folder: vscode.Uri;
	readonly log: Log;
}

interface Writing {
	/** Takes the journal at the time of the write; `undefined`: the file goes. */
	take: () => EditJournal | undefined;
	timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * The files of the journals. Each is written beside its place and then moved there, one write of a
 * journal at a time, the latest state only. Nothing here throws: without a disk the edit goes on.
 */
export class JournalStore implements Disposable {
	readonly #options: JournalStoreOptions;
	readonly #waiting = new Map<string, Writing>();
	/** The last write of each journal of this window; never rejects. */
	readonly #tails = new Map<string, Promise<void>>();

	constructor(options: JournalStoreOptions) {
		this.#options = options;
	}

	/** Writes at the latest a moment later; many calls in a row become one write. */
	soon(id: string, take: () => EditJournal | undefined): void {
		const waiting = this.#waiting.get(id);
		if (waiting) {
			waiting.take = take;
			return;
		}
		const writing: Writing = { take, timer: undefined };
		writing.timer = setTimeout(() => void this.#flush(id), pause);
		this.#waiting.set(id, writing);
	}

	/**
	 * Writes a journal that has no file yet: an edit waits for it.
	 *
	 * @returns When it is on disk, where `all` finds it, though not in its place yet.
	 */
	first(journal: EditJournal): Promise<void> {
		return new Promise(resolve => {
			void this.#queue(journal.id, () => this.#write(journal, resolve)).then(resolve);
		});
	}

	/** Writes now. @returns When it is on disk, or could not be put there. */
	now(journal: EditJournal): Promise<void> {
		this.#forget(journal.id);
		return this.#queue(journal.id, () => this.#write(journal));
	}

	remove(id: string): Promise<void> {
		this.#forget(id);
		return this.#queue(id, () => this.#delete(id));
	}

	/** Writes at once what waits. @returns When all is on disk, or could not be put there. */
	async flush(): Promise<void> {
		for (const id of this.#waiting.keys()) {
			void this.#flush(id);
		}
		await Promise.all(this.#tails.values());
	}

	/** Every readable journal. A file that cannot be read stays as it is. */
	async all(): Promise<readonly EditJournal[]> {
		const names = await this.#names();
		const found = new Map<string, EditJournal>();
		// A crash between removing the old file and moving the new one leaves only the latter.
		for (const ending of ['.tmp', '.json']) {
			for (const name of names.filter(one => one.endsWith(ending))) {
				const journal = await this.#read(name);
				if (journal && name === `${journal.id}${ending}`) {
					found.set(journal.id, journal);
				}
			}
		}
		return [...found.values()];
	}

	/** Writes what waits; VS Code may not let it come to an end. */
	dispose(): void {
		void this.flush();
	}

	#flush(id: string): Promise<void> {
		const take = this.#forget(id);
		const journal = take?.();
		return take === undefined ? Promise.resolve() : journal ? this.now(journal) : this.remove(id);
	}

	#forget(id: string): Writing['take'] | undefined {
		const waiting = this.#waiting.get(id);
		clearTimeout(waiting?.timer);
		this.#waiting.delete(id);
		return waiting?.take;
	}

	#queue(id: string, step: () => Promise<void>): Promise<void> {
		const next = this.#after(this.#tails.get(id), step).finally(() => {
			if (this.#tails.get(id) === next) {
				this.#tails.delete(id);
			}
		});
		this.#tails.set(id, next);
		return next;
	}

	async #after(before: Promise<void> | undefined, step: () => Promise<void>): Promise<void> {
		await before;
		await step();
	}

	/** @param written Called when the bytes are there, before they are moved into their place. */
	async #write(journal: EditJournal, written: () => void = () => {}): Promise<void> {
		const { log } = this.#options;
		const bytes = new TextEncoder().encode(serializeJournal(journal));
		const fresh = this.#uri(`${journal.id}.tmp`);
		try {
			await vscode.workspace.fs.writeFile(fresh, bytes);
			written();
			await vscode.workspace.fs.rename(fresh, this.#uri(`${journal.id}.json`), {
				overwrite: true,
			});
		} catch (error) {
			log.warn(`journal: could not be written: ${String(error)}`);
		}
	}

	async #delete(id: string): Promise<void> {
		for (const ending of ['.json', '.tmp']) {
			try {
				await vscode.workspace.fs.delete(this.#uri(`${id}${ending}`));
			} catch {
				// It was never written, or another window was faster.
			}
		}
	}

	async #names(): Promise<readonly string[]> {
		try {
			const entries = await vscode.workspace.fs.readDirectory(this.#options.folder);
			return entries.map(([name]) => name);
		} catch {
			// No edit was ever journalled here.
			return [];
		}
	}

	async #read(name: string): Promise<EditJournal | undefined> {
		try {
			const bytes = await vscode.workspace.fs.readFile(this.#uri(name));
			return parseJournal(new TextDecoder().decode(bytes));
		} catch {
			return undefined;
		}
	}

	#uri(name: string): vscode.Uri {
		return vscode.Uri.joinPath(this.#options.folder, name);
	}
}
