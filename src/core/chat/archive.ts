import type { Disposable } from '../disposable.ts';
import type { StoredResponse } from '../gateway/gateway.ts';
import type { ChatFile } from './chatFile.ts';
import { Drafts } from './drafts.ts';
import type { History } from './history.ts';
import type { SessionView } from './protocol.ts';
import type { SessionMeta } from './record.ts';
import { Recorder } from './recorder.ts';
import type { RecorderOptions } from './recorder.ts';
import type { Session } from './session.ts';
import type { SessionObserver } from './sessionOptions.ts';
import { Sessions } from './sessions.ts';
import { titleOf } from './titling.ts';
import type { Turn } from './turn.ts';
import type { SessionsOptions, StoredTurns } from './sessions.ts';

export interface ArchiveOptions
	extends
		Omit<SessionsOptions, 'news' | 'saved' | 'released'>,
		Pick<RecorderOptions, 'after' | 'failing'> {
	readonly history: History;
	/** The id of the session that was open last in this workspace; read and written. */
	readonly last: { get(): string | undefined; set(sessionId: string): void };
	/** Where the window works, as an address. */
	readonly workspace: string;
	/** Files of a session could not be read, or are of a later version. */
	readonly unread: (damaged: number, newer: number) => void;
	/** A session was deleted whose answers a gateway keeps: they go there too. */
	readonly forget?: (stored: readonly StoredResponse[]) => void;
	/** Writes a better title than the first words; `undefined` when there is none. Never rejects. */
	readonly titleBy?: (turn: Turn) => Promise<string | undefined>;
	/** The list of sessions changed. */
	readonly changed: () => void;
}

/** All conversations: those of this window in memory, all on disk. Nothing is read before `ready`. */
export class Archive implements Disposable {
	readonly sessions: Sessions;
	readonly #options: ArchiveOptions;
	readonly #recorder: Recorder;
	readonly #drafts = new Drafts();
	readonly #metas = new Map<string, SessionMeta>();
	#ready: Promise<void> | undefined;

	constructor(options: ArchiveOptions) {
		const { history, after, failing, observe, ...shared } = options;
		this.#options = options;
		this.#recorder = new Recorder({ history, after, failing });
		this.sessions = new Sessions({
			...shared,
			observe: id => this.#recorder.observe(id, this.#observer(id, observe(id))),
			news: (id, most) => this.#news(id, most),
			saved: id => !this.#recorder.owes(id),
			released: id => history.release(id),
		});
	}

	/** Brings back the session that was open last, once, unless one has begun meanwhile. */
	ready(): Promise<void> {
		this.#ready ??= this.#bringBack();
		return this.#ready;
	}

	get draft(): string {
		return this.#drafts.get(this.sessions.open.id);
	}

	/** What is written in the open session and has not been sent. */
	set draft(text: string) {
		this.#setDraft(this.sessions.open.id, text);
	}

	/** Puts a text that was not sent before what is written now. */
	putBack(sessionId: string, text: string): void {
		this.#drafts.putBack(sessionId, text);
		this.#recorder.draft(sessionId, this.#drafts.get(sessionId));
	}

	/** Opens an empty session; what is written goes along. */
	startNew(): Session {
		this.#ready ??= Promise.resolve();
		const before = this.sessions.open.id;
		const session = this.sessions.startNew();
		if (before !== session.id) {
			this.#drafts.move(before, session.id);
			this.#recorder.draft(before, '');
			this.#options.last.set(session.id);
		}
		return session;
	}

	async open(sessionId: string): Promise<Session> {
		const { history, last } = this.#options;
		if (!this.#metas.has(sessionId)) {
			const meta = await history.meta(sessionId).catch(() => undefined);
			if (meta) {
				this.#metas.set(sessionId, meta);
			}
		}
		if (this.#drafts.get(sessionId) === '') {
			this.#drafts.set(sessionId, await history.draft(sessionId).catch(() => ''));
		}
		const session = await this.sessions.openStored(sessionId);
		last.set(this.sessions.open.id);
		return session;
	}

	/** All sessions with a turn, on disk or only here. */
	async list(): Promise<readonly SessionView[]> {
		await this.#recorder.idle();
		const stored = await this.#options.history.sessions().catch(() => []);
		const known = new Set(stored.map(({ id }) => id));
		const unsaved = this.sessions.all
			.filter(({ id, turns }) => turns.length > 0 && !known.has(id))
			.map(({ id }) => ({ title: '', pinned: false, ...this.#metas.get(id), id, used: 0 }));
		return [...unsaved, ...stored].map(({ id, title, used, pinned }) => {
			const session = this.sessions.all.find(one => one.id === id);
			return {
				id,
				title,
				used,
				pinned,
				streaming: session?.streaming ?? false,
				open: this.sessions.open.id === id,
			};
		});
	}

	async change(
		sessionId: string,
		change: Partial<Pick<SessionMeta, 'title' | 'pinned'>>,
	): Promise<void> {
		const { history, workspace, changed } = this.#options;
		const stored = await history.meta(sessionId).catch(() => undefined);
		const known = stored ?? this.#metas.get(sessionId);
		const meta = { title: '', pinned: false, workspace, ...known, ...change };
		this.#metas.set(sessionId, meta);
		this.#recorder.meta(sessionId, meta);
		await this.#recorder.idle();
		changed();
	}

	/** Whether all turns of the open session could be read; it is shown before. */
	whole(): Promise<boolean> {
		return this.sessions.whole(this.sessions.open.id);
	}

	/** Deletes a session; `restore` takes that back. */
	async remove(sessionId: string): Promise<void> {
		const stored = await this.#stored(sessionId);
		this.sessions.forget(sessionId);
		await this.#recorder.idle();
		await this.#options.history.remove(sessionId);
		if (stored.length > 0) {
			// A chat that is restored sends its whole history again.
			this.#options.forget?.(stored);
		}
		this.#options.changed();
	}

	/** The open session as it stands, for a file; `undefined` if a part of it cannot be read. */
	async exported(what: 'branch' | 'all'): Promise<ChatFile | undefined> {
		await this.ready();
		if (!(await this.whole())) {
			return undefined;
		}
		const { id, turns, all } = this.sessions.open;
		const [first] = turns;
		const title = this.#metas.get(id)?.title ?? (first ? titleOf(first.question.shown) : '');
		return { title, turns: (what === 'branch' ? turns : all).map(turn => ({ ...turn })) };
	}

	/** Makes a session of a file and opens it. Rejects when it cannot be written. */
	async adopt({ title, turns }: ChatFile): Promise<void> {
		const { history, newId } = this.#options;
		const sessionId = newId();
		for (const turn of turns) {
			await history.saveTurn(sessionId, turn);
		}
		const [first] = turns;
		const fallback = first ? titleOf(first.question.shown) : '';
		this.sessions.openWith(sessionId, turns);
		this.#options.last.set(sessionId);
		await this.change(sessionId, { title: title === '' ? fallback : title });
	}

	/** Deletes all sessions, also those of other workspaces, and what is being written. */
	async removeAll(): Promise<void> {
		for (const { id } of await this.list()) {
			await this.remove(id);
		}
		this.draft = '';
		// A panel keeps the draft of a session by its id.
		this.sessions.forget(this.sessions.open.id);
		this.#drafts.clear();
		this.#metas.clear();
		await this.#recorder.idle();
	}

	async restore(sessionId: string): Promise<void> {
		await this.#options.history.restore(sessionId);
		this.#options.changed();
	}

	/** Takes over what other windows wrote. */
	async refresh(): Promise<void> {
		await this.sessions.refresh();
	}

	dispose(): void {
		this.sessions.stopAll();
		this.#recorder.dispose();
	}

	async #bringBack(): Promise<void> {
		const { history, last, workspace } = this.#options;
		const empty = this.sessions.open;
		try {
			const id = last.get();
			const known = id !== undefined && (await history.has(id)) ? id : undefined;
			// A window that never said which: the newest one of this workspace.
			const newest =
				id === undefined && workspace !== ''
					? (await history.sessions()).find(entry => entry.workspace === workspace)?.id
					: undefined;
			const found = known ?? newest;
			if (found !== undefined && this.sessions.open === empty && empty.turns.length === 0) {
				await this.open(found);
			} else {
				last.set(this.sessions.open.id);
			}
		} catch (error) {
			this.#options.failing(error instanceof Error ? error.message : String(error));
		}
	}

	/** What gateways keep of a session, in all its branches. */
	async #stored(sessionId: string): Promise<readonly StoredResponse[]> {
		await this.sessions.whole(sessionId);
		const open = this.sessions.all.find(({ id }) => id === sessionId);
		const turns = open ? open.all : (await this.#news(sessionId)).turns;
		return turns.flatMap(({ settled }) => settled?.stored ?? []);
	}

	async #news(sessionId: string, most?: number): Promise<StoredTurns> {
		try {
			const { turns, damaged, newer, failed, more } = await this.#options.history.news(
				sessionId,
				most,
			);
			if (damaged + newer > 0) {
				this.#options.unread(damaged, newer);
			}
			return { turns, more, unread: failed > 0 };
		} catch (error) {
			this.#options.failing(error instanceof Error ? error.message : String(error));
			return { turns: [], more: false, unread: true };
		}
	}

	#observer(sessionId: string, inner: SessionObserver): SessionObserver {
		const { workspace, changed } = this.#options;
		return {
			...inner,
			started: turn => {
				inner.started(turn);
				if (!this.#metas.has(sessionId)) {
					const meta = { title: titleOf(turn.question.shown), pinned: false, workspace };
					this.#metas.set(sessionId, meta);
					this.#recorder.meta(sessionId, meta);
				}
				changed();
			},
			settled: (turn, settled, revised) => {
				inner.settled(turn, settled, revised);
				changed();
				if (turn.parent === null && settled.outcome === 'complete') {
					void this.#improveTitle(sessionId, turn);
				}
			},
		};
	}

	/** Whoever gave the chat a name meanwhile knows better. */
	async #improveTitle(sessionId: string, turn: Turn): Promise<void> {
		const words = titleOf(turn.question.shown);
		const isOurs = () => this.#metas.get(sessionId)?.title === words;
		const title = isOurs() ? await this.#options.titleBy?.(turn) : undefined;
		if (title !== undefined && isOurs()) {
			await this.change(sessionId, { title }).catch(() => undefined);
		}
	}

	#setDraft(sessionId: string, text: string): void {
		if (this.#drafts.get(sessionId) !== text) {
			this.#drafts.set(sessionId, text);
			this.#recorder.draft(sessionId, text);
		}
	}
}
