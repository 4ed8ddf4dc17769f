import { turnOf } from './record.ts';
import { Session } from './session.ts';
import type { SessionObserver, SessionOptions } from './sessionOptions.ts';
import type { Turn } from './turn.ts';

export interface SessionsOptions extends Omit<SessionOptions, 'id' | 'observer' | 'turns'> {
	/** Makes the observer of a session. */
	readonly observe: (sessionId: string) => SessionObserver;
	/**
	 * What was written into a stored session since it was asked for last; never rejects. With `most`,
	 * only so many turns, the latest.
	 */
	readonly news?: (sessionId: string, most?: number) => Promise<StoredTurns>;
	/** All that happened in a session is on disk, from where `news` brings it back. */
	readonly saved?: (sessionId: string) => boolean;
	/** A session is not in memory any more: all of it is news the next time. */
	readonly released?: (sessionId: string) => void;
}

export interface StoredTurns {
	readonly turns: readonly Turn[];
	/** There are more that were not read. */
	readonly more: boolean;
	/** Some could not be read now. */
	readonly unread?: boolean;
}

/** Turns that are read before a stored session is shown: more than a panel shows at first. */
const readAtFirst = 100;

/** Sessions that stay in memory beside the open one, so that going back and forth reads nothing. */
const keptAtHand = 4;

/** What is remembered of a session that is on disk only. */
interface Away {
	/** Turns of the branch that was open. */
	readonly turns: number;
	/** The last of them. */
	readonly leaf: string | undefined;
}

/**
 * The conversations that this window has opened. Each keeps streaming while another is shown. Those
 * that were open latest are in memory, and all that are busy or not on disk as they are.
 */
export class Sessions {
	readonly #options: SessionsOptions;
	/** The one that was opened last comes last. */
	readonly #all = new Map<string, Session>();
	readonly #away = new Map<string, Away>();
	/** How many are at work for each session, beside the session itself. */
	readonly #needed = new Map<string, number>();
	/** Sessions that are being read, so that two calls make one of them. */
	readonly #loading = new Map<string, Promise<Session>>();
	/** Sessions whose older turns are being read. */
	readonly #completing = new Map<string, Promise<void>>();
	/** Sessions of which a part could not be read. */
	readonly #unread = new Set<string>();
	#open: Session;

	constructor(options: SessionsOptions) {
		this.#options = options;
		this.#open = this.#create(options.newId());
	}

	/** The session that the panel shows. */
	get open(): Session {
		return this.#open;
	}

	get all(): readonly Session[] {
		return [...this.#all.values()];
	}

	/** Number of sessions of this window that hold at least one turn, and of all their turns. */
	get counts(): { readonly sessions: number; readonly turns: number } {
		const lengths = [
			...this.all.map(session => session.turns.length).filter(length => length > 0),
			...[...this.#away.values()].map(({ turns }) => turns),
		];
		return { sessions: lengths.length, turns: lengths.reduce((sum, length) => sum + length, 0) };
	}

	get streaming(): boolean {
		return this.all.some(session => session.streaming);
	}

	/** Opens an empty session; the one before keeps streaming. An empty one is used again. */
	startNew(): Session {
		if (this.#open.turns.length > 0) {
			this.#show(this.#create(this.#options.newId()));
		}
		return this.#open;
	}

	/** Opens a session by its id, with its turns from disk. The last one asked for stays open. */
	async openStored(id: string): Promise<Session> {
		const before = this.#open;
		const known = this.#all.get(id);
		const session = known ?? (await this.#load(id));
		// Another one was opened while this one was read.
		if (this.#open === before) {
			this.#show(session);
		}
		if (known && !this.#completing.has(id)) {
			// Another window may have gone on with it.
			this.#complete(known);
		}
		return session;
	}

	/** Keeps a session in memory while something is prepared for it. */
	async during<T>({ id }: Session, work: () => Promise<T>): Promise<T> {
		this.#needed.set(id, (this.#needed.get(id) ?? 0) + 1);
		try {
			return await work();
		} finally {
			const left = (this.#needed.get(id) ?? 1) - 1;
			if (left > 0) {
				this.#needed.set(id, left);
			} else {
				this.#needed.delete(id);
			}
		}
	}

	/** Opens a session whose turns are here already. */
	openWith(id: string, turns: readonly Turn[]): void {
		this.#show(this.#create(id, turns));
	}

	/** Takes over what other windows wrote into the sessions that are open here. */
	async refresh(): Promise<void> {
		await Promise.all(
			this.all.map(async session => {
				await this.whole(session.id);
				await this.#merge(session);
			}),
		);
	}

	/**
	 * Resolves when all turns of a session that is open here have been read: before it is asked
	 * anything, or left for another branch. What could not be read before is tried again.
	 *
	 * @returns False if some of them cannot be read.
	 */
	async whole(id: string): Promise<boolean> {
		const session = this.#all.get(id);
		if (session && this.#unread.has(id) && !this.#completing.has(id)) {
			this.#complete(session);
		}
		await this.#completing.get(id);
		return !this.#unread.has(id);
	}

	/** Stops a session and forgets it. If it was open, an empty one is. */
	forget(id: string): void {
		this.#all.get(id)?.stop();
		this.#all.delete(id);
		this.#away.delete(id);
		this.#unread.delete(id);
		if (this.#open.id === id) {
			this.#show(this.#create(this.#options.newId()));
		}
	}

	/** Stops every session. */
	stopAll(): boolean {
		return this.all.map(session => session.stop()).includes(true);
	}

	#show(session: Session): void {
		this.#open = session;
		this.#all.delete(session.id);
		this.#all.set(session.id, session);
		for (const one of this.all.slice(0, -1 - keptAtHand)) {
			this.#release(one);
		}
	}

	/** Lets go of a session that can be read again as it is. */
	#release(session: Session): void {
		const { id, turns } = session;
		const busy = session.streaming || this.#needed.has(id);
		const partial = this.#unread.has(id) || this.#completing.has(id);
		const { saved, released } = this.#options;
		if (!busy && !partial && saved?.(id) === true && session.all.every(turnOf)) {
			this.#all.delete(id);
			if (turns.length > 0) {
				this.#away.set(id, { turns: turns.length, leaf: turns.at(-1)?.id });
			}
			released?.(id);
		}
	}

	#load(id: string): Promise<Session> {
		const loading = this.#loading.get(id) ?? this.#read(id);
		this.#loading.set(id, loading);
		return loading;
	}

	async #read(id: string): Promise<Session> {
		const { turns, more, unread = false } = (await this.#options.news?.(id, readAtFirst)) ?? none;
		this.#loading.delete(id);
		const session = this.#create(id, turns, more || unread);
		this.#mark(id, unread);
		if (more) {
			this.#complete(session);
		}
		return session;
	}

	#complete(session: Session): void {
		const { id } = session;
		this.#completing.set(
			id,
			this.#merge(session).finally(() => this.#completing.delete(id)),
		);
	}

	/** What is read for a session is news only once: it must stay until it has it. */
	#merge(session: Session): Promise<void> {
		return this.during(session, async () => {
			const { turns, unread = false } = (await this.#options.news?.(session.id)) ?? none;
			session.merge(turns, unread);
			this.#mark(session.id, unread && this.#all.get(session.id) === session);
		});
	}

	#mark(id: string, unread: boolean): void {
		if (unread) {
			this.#unread.add(id);
		} else {
			this.#unread.delete(id);
		}
	}

	#create(id: string, turns: readonly Turn[] = [], partial = false): Session {
		const { observe, news: _, saved: __, released: ___, ...shared } = this.#options;
		const leaf = this.#away.get(id)?.leaf;
		const session = new Session({ ...shared, id, turns, partial, leaf, observer: observe(id) });
		this.#away.delete(id);
		this.#all.set(id, session);
		return session;
	}
}

const none: StoredTurns = { turns: [], more: false };
