import {
	checkpointName,
	draftName,
	metaName,
	newest,
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
import type { SessionMeta } from './record.ts';
import { SessionFiles } from './sessionFiles.ts';
import type { HistoryOptions } from './sessionFiles.ts';
import type { Turn } from './turn.ts';

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
	/** Files that are there and are out of reach now; the next time they are news again. */
	readonly failed: number;
	/** There are turns that were not read, since more was not wanted. */
	readonly more: boolean;
}

/** Milliseconds after which a deleted session goes. */
const purgeAfter = 7 * 24 * 3_600_000;

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
	readonly #files: SessionFiles;

	constructor(options: HistoryOptions) {
		this.#options = options;
		this.#files = new SessionFiles(options);
	}

	/** The sessions that hold a turn, pinned ones first, then by last use. */
	async sessions(): Promise<readonly SessionEntry[]> {
		const ids = (await this.#options.files.list('')).filter(isId);
		const entries = await inGroups(ids, id => this.#entry(id));
		return entries
			.filter(entry => entry !== undefined)
			.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.used - a.used);
	}

	/**
	 * What this or another window wrote into a session since the last call.
	 *
	 * @param most Read so many turns, the latest; the others are news the next time.
	 */
	async news(sessionId: string, most = Infinity): Promise<SessionNews> {
		const names = await this.#files.names(sessionId);
		const known = this.#files.knownIn(sessionId);
		const turnFiles = names.flatMap(name => {
			const [, digits, id] = turnName.exec(name) ?? [];
			return id === undefined ? [] : [{ name, seq: Number(digits), id }];
		});
		const settledIds = new Set(turnFiles.map(({ id }) => id));
		const settled = turnFiles
			.filter(({ name }) => !known.has(name))
			.toSorted((a, b) => a.seq - b.seq)
			.map(({ name }) => name);
		const running = newest(names, checkpointName, name => !settledIds.has(name));
		const wanted = [
			...settled.slice(-Math.min(most, settled.length)),
			...running.filter(name => !known.has(name)),
		];
		const counts = { damaged: 0, newer: 0 };
		const missed: string[] = [];
		const turns = await inGroups(wanted, async name => {
			const decoded = await this.#files.read(sessionId, name, decodeTurn);
			if (decoded?.kind === 'read') {
				known.add(name);
				return decoded.value;
			}
			if (!decoded) {
				missed.push(name);
			}
			counts.damaged += decoded?.kind === 'damaged' ? 1 : 0;
			counts.newer += decoded?.kind === 'newer' ? 1 : 0;
			return undefined;
		});
		const found = turns.filter(turn => turn !== undefined).map(ended);
		// Another window may have put a newer file in the place of one.
		const there = missed.length > 0 ? new Set(await this.#files.names(sessionId)) : undefined;
		const failed = missed.filter(name => there?.has(name) === true).length;
		return { turns: found, ...counts, failed, more: settled.length > most };
	}

	/** Whether there is such a session, not deleted. */
	async has(sessionId: string): Promise<boolean> {
		const names = isId(sessionId) ? await this.#files.names(sessionId) : [];
		return names.length > 0 && !names.some(name => tombstoneName.test(name));
	}

	/** Writes a turn that has settled. When this resolves, it is on disk. */
	async saveTurn(sessionId: string, turn: Turn): Promise<void> {
		const seq = String(turn.seq).padStart(6, '0');
		const name = `t-${seq}-${this.#options.window}-${turn.id}.json`;
		await this.#files.write(sessionId, name, encodeTurn(turn));
		const old = (await this.#files.names(sessionId)).filter(
			other => checkpointName.exec(other)?.[1] === turn.id,
		);
		await Promise.all(old.map(other => this.#files.remove(sessionId, other)));
	}

	/** Writes how far a turn has come; `gen` grows with each. */
	async saveCheckpoint(sessionId: string, turn: Turn, gen: number): Promise<void> {
		await this.#files.write(sessionId, `c-${turn.id}-${gen}.json`, encodeTurn(turn));
		if (gen > 0) {
			await this.#files.remove(sessionId, `c-${turn.id}-${gen - 1}.json`);
		}
	}

	async meta(sessionId: string): Promise<SessionMeta | undefined> {
		return this.#files.newest(sessionId, metaName, decodeMeta, await this.#files.names(sessionId));
	}

	async saveMeta(sessionId: string, meta: SessionMeta): Promise<void> {
		await this.#files.supersede(sessionId, 'm', metaName, encodeMeta(meta));
	}

	async draft(sessionId: string): Promise<string> {
		const names = await this.#files.names(sessionId);
		return (await this.#files.newest(sessionId, draftName, decodeDraft, names))?.draft ?? '';
	}

	async saveDraft(sessionId: string, draft: string): Promise<void> {
		await this.#files.supersede(sessionId, 'd', draftName, encodeDraft(draft));
	}

	/** Deletes a session; for a week `restore` brings it back as it was. */
	async remove(sessionId: string): Promise<void> {
		await this.#files.write(sessionId, `x-${this.#options.now()}.json`, encodeDraft(''));
		// Whoever restores it reads it from the start.
		this.#files.forget(sessionId);
	}

	async restore(sessionId: string): Promise<void> {
		const names = await this.#files.names(sessionId);
		const stones = names.filter(name => tombstoneName.test(name));
		await Promise.all(stones.map(name => this.#files.remove(sessionId, name)));
		// An answer that was arriving may have been written after the deletion.
		this.#files.forget(sessionId);
	}

	/** A session is not in memory any more: all of it is news the next time. */
	release(sessionId: string): void {
		this.#files.forget(sessionId);
	}

	async #entry(id: string): Promise<SessionEntry | undefined> {
		const names = await this.#files.names(id);
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
		const meta = await this.#files.newest(id, metaName, decodeMeta, names);
		const used = Math.max(...turns.map(timeOf));
		return { title: '', pinned: false, workspace: '', ...meta, id, used };
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
