import { Session } from './session.ts';
import type { SessionObserver, SessionOptions } from './sessionOptions.ts';

export interface SessionsOptions extends Omit<SessionOptions, 'id' | 'observer'> {
	/** Makes the observer of a new session. */
	readonly observe: (sessionId: string) => SessionObserver;
}

/**
 * The conversations of this window, newest last. They live in memory; a store on disk can take its
 * place behind the same few members.
 */
export class Sessions {
	readonly #options: SessionsOptions;
	readonly #all: Session[] = [];
	#open: Session;

	constructor(options: SessionsOptions) {
		this.#options = options;
		this.#open = this.#create();
	}

	/** The session that the panel shows. */
	get open(): Session {
		return this.#open;
	}

	/** Number of sessions that hold at least one turn, and of all their turns. */
	get counts(): { readonly sessions: number; readonly turns: number } {
		const used = this.#all.filter(session => session.turns.length > 0);
		return {
			sessions: used.length,
			turns: used.reduce((sum, session) => sum + session.turns.length, 0),
		};
	}

	get streaming(): boolean {
		return this.#all.some(session => session.streaming);
	}

	/** Opens an empty session; the one before keeps streaming. An empty one is used again. */
	startNew(): Session {
		if (this.#open.turns.length > 0) {
			this.#open = this.#create();
		}
		return this.#open;
	}

	/** Stops every session. */
	stopAll(): boolean {
		return this.#all.map(session => session.stop()).includes(true);
	}

	#create(): Session {
		const { observe, ...shared } = this.#options;
		const id = shared.newId();
		const session = new Session({ ...shared, id, observer: observe(id) });
		this.#all.push(session);
		return session;
	}
}
