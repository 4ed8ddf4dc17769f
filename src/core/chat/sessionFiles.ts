import type { Log } from '../log.ts';
import { byGeneration, temporaryName } from './historyNames.ts';
import type { Decoded } from './record.ts';

/** A few files in folders, by paths like `session/name`. */
export interface HistoryFiles {
	/** Names in a folder; none if there is no such folder. */
	list(folder: string): Promise<readonly string[]>;
	/** Rejects if there is no such file. */
	read(path: string): Promise<string>;
	/** Makes a file and the folders around it. Need not be whole after a crash. */
	write(path: string, text: string): Promise<void>;
	/** Gives a file a name that nothing has: at once, or not at all. */
	rename(from: string, to: string): Promise<void>;
	/** Removes a file, or a folder with all in it; fine if it is gone. */
	remove(path: string): Promise<void>;
}

export interface HistoryOptions {
	readonly files: HistoryFiles;
	/** 8 characters `[0-9a-z]` that no other window has. */
	readonly window: string;
	/** Milliseconds since the epoch. */
	readonly now: () => number;
	readonly log: Log;
}

/** Milliseconds after which a half-written file is nobody's any more. */
const staleAfter = 3_600_000;

/** The files in the folders of sessions: each is written once, read or moved aside, and removed. */
export class SessionFiles {
	readonly #options: HistoryOptions;
	/** Names in each session's folder that need not be read (again). */
	readonly #known = new Map<string, Set<string>>();

	constructor(options: HistoryOptions) {
		this.#options = options;
	}

	/** The names in a folder; half-written files that nobody finishes any more are removed. */
	async names(sessionId: string): Promise<readonly string[]> {
		const { files, now } = this.#options;
		const names = await files.list(sessionId);
		const stale = names.filter(name => {
			const time = temporaryName.exec(name)?.[1];
			return time !== undefined && Number.parseInt(time, 36) < now() - staleAfter;
		});
		await Promise.all(stale.map(name => this.remove(sessionId, name)));
		return names;
	}

	/** Reads the file of the highest generation, or of the highest one that can be read. */
	async newest<T>(
		sessionId: string,
		pattern: RegExp,
		decode: (source: string) => Decoded<T>,
		names: readonly string[],
	): Promise<T | undefined> {
		const candidates = names.filter(name => pattern.test(name)).toSorted(byGeneration(pattern));
		for (const name of candidates.toReversed()) {
			const decoded = await this.read(sessionId, name, decode);
			if (decoded?.kind === 'read') {
				return decoded.value;
			}
		}
		return undefined;
	}

	/** Writes the next generation of what there is one of, then removes those before. */
	async supersede(sessionId: string, kind: string, pattern: RegExp, source: string): Promise<void> {
		const before = (await this.names(sessionId)).filter(name => pattern.test(name));
		const gen = Math.max(0, ...before.map(name => Number(pattern.exec(name)?.[1]))) + 1;
		await this.write(sessionId, `${kind}-${gen}-${this.#options.window}.json`, source);
		await Promise.all(before.map(name => this.remove(sessionId, name)));
	}

	/** @returns `undefined` if the file is gone or out of reach. */
	async read<T>(
		sessionId: string,
		name: string,
		decode: (source: string) => Decoded<T>,
	): Promise<Decoded<T> | undefined> {
		const { files, log } = this.#options;
		const path = `${sessionId}/${name}`;
		try {
			const decoded = decode(await files.read(path));
			if (decoded.kind === 'damaged') {
				log.warn(`history: ${path} cannot be read and is moved aside`);
				await files.rename(path, `${sessionId}/quarantine/${name}`);
			}
			return decoded;
		} catch (error) {
			// Gone meanwhile, or out of reach: it may be there the next time.
			log.warn(`history: ${path}: ${String(error)}`);
			return undefined;
		}
	}

	/** When this resolves, the file is on disk under its name. */
	async write(sessionId: string, name: string, source: string): Promise<void> {
		const { files, now, window } = this.#options;
		const path = `${sessionId}/${name}`;
		const temporary = `${path}.${window}.${now().toString(36)}.tmp`;
		try {
			await files.write(temporary, source);
			await files.rename(temporary, path);
		} catch (error) {
			await files.remove(temporary).catch(() => {});
			throw error;
		}
		this.knownIn(sessionId).add(name);
	}

	/** A file that stays behind is superseded all the same. */
	async remove(sessionId: string, name: string): Promise<void> {
		await this.#options.files.remove(`${sessionId}/${name}`).catch((error: unknown) => {
			this.#options.log.warn(`history: ${name} was not removed: ${String(error)}`);
		});
	}

	/** From now on all files of a session are news. */
	forget(sessionId: string): void {
		this.#known.delete(sessionId);
	}

	/** Names that need not be read (again). */
	knownIn(sessionId: string): Set<string> {
		const known = this.#known.get(sessionId) ?? new Set();
		this.#known.set(sessionId, known);
		return known;
	}
}
