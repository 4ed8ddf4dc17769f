import type { Log } from '../log.ts';
import {
	byGeneration,
	checkpointName,
	draftName,
	metaName,
	newest,
	temporaryName,
	tombstoneName,
	turnName,
} from './historyNames.ts';
import {
	decodeDraft,
	decodeMeta,
	decodeTurn,
	encodeDraft,
	encodeMeta,
	encodeTurn,
	isId,
	timeOf,
} from './record.ts';
import type { Decoded, SessionMeta } from './record.ts';
import type { Turn } from './turn.ts';

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

/** One session as a list shows it. */
export interface SessionEntry extends SessionMeta {
	readonly id: string;
	/** When its last turn began, in milliseconds since the epoch. */
	readonly used: number;
}

/** What is new in a session's folder since it was looked at last. */
export interface SessionNews {
	readonly turns: readonly Turn[];
	/** Files that could not be read; they were moved aside, never deleted. */
	readonly damaged: number;
	/** Files that a later version of the extension wrote; they were not touched. */
	readonly newer: number;
}

/** Milliseconds after which a half-written file is nobody's any more, and a deleted session goes. */
const staleAfter = 3_600_000;
const purgeAfter = 7 * 24 * staleAfter;

/** Files that are read at once. */
const atOnce = 32;

/**
 * All sessions on disk. Every file is written once, under a name that never existed, and never
 * changed: windows cannot overwrite each other, and a crash leaves whole files only. The listing of
 * a folder is the truth; there is no index.
 *
 *     session/m-<gen>-<window>.json        title and pin; the highest generation wins
 *     session/t-<seq>-<window>-<id>.json   a turn that has settled
 *     session/c-<id>-<gen>.json            a turn that was arriving; the highest generation wins
 *     session/d-<gen>-<window>.json        what is being written; the highest generation wins
 *     session/x-<time>.json                the session is deleted; without this file it is back
 *     session/quarantine/                  files that could not be read
 */
export class History {
	readonly #options: HistoryOptions;
	/** Names in each session's folder that need not be read (again). */
	readonly #known = new Map<string, Set<string>>();

	constructor(options: HistoryOptions) {
		this.#options = options;
	}

	/** The sessions that hold a turn, pinned ones first, then by last use. */
	async sessions(): Promise<readonly SessionEntry[]> {
		const ids = (await this.#options.files.list('')).filter(isId);
		const entries = await inGroups(ids, id => this.#entry(id));
		return entries
			.filter(entry => entry !== undefined)
			.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.used - a.used);
	}

	/** What this or another window wrote into a session since the last call. */
	async news(sessionId: string): Promise<SessionNews> {
		const names = await this.#names(sessionId);
		const known = this.#knownIn(sessionId);
		const settledIds = new Set(names.flatMap(name => turnName.exec(name)?.[2] ?? []));
		const wanted = [
			...names.filter(name => turnName.test(name)),
			...newest(names, checkpointName, name => !settledIds.has(name)),
		].filter(name => !known.has(name));
		const counts = { damaged: 0, newer: 0 };
		const turns = await inGroups(wanted, async name => {
			const decoded = await this.#read(sessionId, name, decodeTurn);
			if (decoded?.kind === 'read') {
				known.add(name);
				return decoded.value;
			}
			counts.damaged += decoded?.kind === 'damaged' ? 1 : 0;
			counts.newer += decoded?.kind === 'newer' ? 1 : 0;
			return undefined;
		});
		return { turns: turns.filter(turn => turn !== undefined).map(ended), ...counts };
	}

	/** Whether there is such a session, not deleted. */
	async has(sessionId: string): Promise<boolean> {
		const names = isId(sessionId) ? await this.#names(sessionId) : [];
		return names.length > 0 && !names.some(name => tombstoneName.test(name));
	}

	/** Writes a turn that has settled. When this resolves, it is on disk. */
	async saveTurn(sessionId: string, turn: Turn): Promise<void> {
		const seq = String(turn.seq).padStart(6, '0');
		const name = `t-${seq}-${this.#options.window}-${turn.id}.json`;
		await this.#write(sessionId, name, encodeTurn(turn));
		const old = (await this.#names(sessionId)).filter(
			other => checkpointName.exec(other)?.[1] === turn.id,
		);
		await Promise.all(old.map(other => this.#remove(sessionId, other)));
	}

	/** Writes how far a turn has come; `gen` grows with each. */
	async saveCheckpoint(sessionId: string, turn: Turn, gen: number): Promise<void> {
		await this.#write(sessionId, `c-${turn.id}-${gen}.json`, encodeTurn(turn));
		if (gen > 0) {
			await this.#remove(sessionId, `c-${turn.id}-${gen - 1}.json`);
		}
	}

	async meta(sessionId: string): Promise<SessionMeta | undefined> {
		return this.#newest(sessionId, metaName, decodeMeta, await this.#names(sessionId));
	}

	async saveMeta(sessionId: string, meta: SessionMeta): Promise<void> {
		await this.#supersede(sessionId, 'm', metaName, encodeMeta(meta));
	}

	async draft(sessionId: string): Promise<string> {
		const names = await this.#names(sessionId);
		return (await this.#newest(sessionId, draftName, decodeDraft, names))?.draft ?? '';
	}

	async saveDraft(sessionId: string, draft: string): Promise<void> {
		await this.#supersede(sessionId, 'd', draftName, encodeDraft(draft));
	}

	/** Deletes a session; for a week `restore` brings it back as it was. */
	async remove(sessionId: string): Promise<void> {
		await this.#write(sessionId, `x-${this.#options.now()}.json`, encodeDraft(''));
		// Whoever restores it reads it from the start.
		this.#known.delete(sessionId);
	}

	async restore(sessionId: string): Promise<void> {
		const names = await this.#names(sessionId);
		const stones = names.filter(name => tombstoneName.test(name));
		await Promise.all(stones.map(name => this.#remove(sessionId, name)));
	}

	async #entry(id: string): Promise<SessionEntry | undefined> {
		const names = await this.#names(id);
		const stones = names.flatMap(name => tombstoneName.exec(name)?.[1] ?? []).map(Number);
		if (stones.length > 0) {
			if (Math.max(...stones) < this.#options.now() - purgeAfter) {
				await this.#options.files.remove(id);
			}
			return undefined;
		}
		const turns = names.flatMap(
			name => turnName.exec(name)?.[2] ?? checkpointName.exec(name)?.[1] ?? [],
		);
		if (turns.length === 0) {
			return undefined;
		}
		const meta = await this.#newest(id, metaName, decodeMeta, names);
		const used = Math.max(...turns.map(timeOf));
		return { title: '', pinned: false, workspace: '', ...meta, id, used };
	}

	/** The names in a folder; half-written files that nobody finishes any more are removed. */
	async #names(sessionId: string): Promise<readonly string[]> {
		const { files, now } = this.#options;
		const names = await files.list(sessionId);
		const stale = names.filter(name => {
			const time = temporaryName.exec(name)?.[1];
			return time !== undefined && Number.parseInt(time, 36) < now() - staleAfter;
		});
		await Promise.all(stale.map(name => this.#remove(sessionId, name)));
		return names;
	}

	async #newest<T>(
		sessionId: string,
		pattern: RegExp,
		decode: (source: string) => Decoded<T>,
		names: readonly string[],
	): Promise<T | undefined> {
		const candidates = names.filter(name => pattern.test(name)).toSorted(byGeneration(pattern));
		for (const name of candidates.toReversed()) {
			const decoded = await this.#read(sessionId, name, decode);
			if (decoded?.kind === 'read') {
				return decoded.value;
			}
		}
		return undefined;
	}

	/** Writes the next generation of what there is one of, then removes those before. */
	async #supersede(
		sessionId: string,
		kind: string,
		pattern: RegExp,
		source: string,
	): Promise<void> {
		const before = (await this.#names(sessionId)).filter(name => pattern.test(name));
		const gen = Math.max(0, ...before.map(name => Number(pattern.exec(name)?.[1]))) + 1;
		await this.#write(sessionId, `${kind}-${gen}-${this.#options.window}.json`, source);
		await Promise.all(before.map(name => this.#remove(sessionId, name)));
	}

	async #read<T>(
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

	async #write(sessionId: string, name: string, source: string): Promise<void> {
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
		this.#knownIn(sessionId).add(name);
	}

	/** A file that stays behind is superseded all the same. */
	async #remove(sessionId: string, name: string): Promise<void> {
		await this.#options.files.remove(`${sessionId}/${name}`).catch((error: unknown) => {
			this.#options.log.warn(`history: ${name} was not removed: ${String(error)}`);
		});
	}

	#knownIn(sessionId: string): Set<string> {
		const known = this.#known.get(sessionId) ?? new Set();
		this.#known.set(sessionId, known);
		return known;
	}
}

/** A turn that nobody finished broke off where its last checkpoint ends. */
function ended(turn: Turn): Turn {
	return turn.settled ? turn : { ...turn, settled: { outcome: 'interrupted', duration: 0 } };
}

async function inGroups<T, R>(all: readonly T[], read: (one: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	for (let start = 0; start < all.length; start += atOnce) {
		results.push(...(await Promise.all(all.slice(start, start + atOnce).map(read))));
	}
	return results;
}
