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

/** The conversations that this window has opened. Each keeps streaming while another is shown. */
export class Sessions {
	readonly #options: SessionsOptions;
	readonly #all = new Map<string, Session>();
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

	/** Number of sessions that hold at least one turn, and of all their turns. */
	get counts(): { readonly sessions: number; readonly turns: number } {
		const used = this.all.filter(session => session.turns.length > 0);
		return {
			sessions: used.length,
			turns: used.reduce((sum, session) => sum + session.turns.length, 0),
		};
	}

	get streaming(): boolean {
		return this.all.some(session => session.streaming);
	}

	/** Opens an empty session; the one before keeps streaming. An empty one is used again. */
	startNew(): Session {
		if (this.#open.turns.length > 0) {
			this.#open = this.#create(this.#options.newId());
		}
		return this.#open;
	}

	/** Opens a session by its id, with its turns from disk. The last one asked for stays open. */
	async openStored(id: string): Promise<Session> {
		const before = this.#open;
		const session = this.#all.get(id) ?? (await this.#load(id));
		// Another one was opened while this one was read.
		if (this.#open === before) {
			this.#open = session;
		}
		return session;
	}

	/** Opens a session whose turns are here already. */
	openWith(id: string, turns: readonly Turn[]): void {
		this.#open = this.#create(id, turns);
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
		this.#unread.delete(id);
		if (this.#open.id === id) {
			this.#open = this.#create(this.#options.newId());
		}
	}

	/** Stops every session. */
	stopAll(): boolean {
		return this.all.map(session => session.stop()).includes(true);
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

	async #merge(session: Session): Promise<void> {
		const { turns, unread = false } = (await this.#options.news?.(session.id)) ?? none;
		session.merge(turns, unread);
		this.#mark(session.id, unread && this.#all.get(session.id) === session);
	}

	#mark(id: string, unread: boolean): void {
		if (unread) {
			this.#unread.add(id);
		} else {
			this.#unread.delete(id);
		}
	}

	#create(id: string, turns: readonly Turn[] = [], partial = false): Session {
		const { observe, news: _, ...shared } = this.#options;
		const session = new Session({ ...shared, id, turns, partial, observer: observe(id) });
		this.#all.set(id, session);
		return session;
	}
}

const none: StoredTurns = { turns: [], more: false };
