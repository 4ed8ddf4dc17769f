import type { Disposable } from '../disposable.ts';
import type { History } from './history.ts';
import type { SessionMeta } from './record.ts';
import type { SessionObserver } from './sessionOptions.ts';
import type { Turn } from './turn.ts';

export interface RecorderOptions {
	readonly history: Pick<History, 'saveTurn' | 'saveCheckpoint' | 'saveMeta' | 'saveDraft'>;
	/** Calls back once after so many milliseconds; disposing cancels. */
	readonly after: (delay: number, call: () => void) => Disposable;
	/** Saving fails, with the reason, or works again. */
	readonly failing: (reason: string | undefined) => void;
	/** A turn that had settled is on disk. */
	readonly saved?: (turnId: string) => void;
}

/** Milliseconds between two checkpoints of an answer: half of what may be lost. */
const checkpointPause = 500;

/** Milliseconds after which what could not be written is tried again. */
const retryPause = 5000;

/**
 * Writes to disk what happens in the sessions of this window: each turn once it has settled, and
 * how far it has come until then. What cannot be written is kept and tried again.
 */
export class Recorder implements Disposable {
	readonly #options: RecorderOptions;
	/** What is to be written, by what it is about: a newer one stands in place of the one before. */
	readonly #jobs = new Map<string, () => Promise<void>>();
	readonly #generations = new Map<string, number>();
	readonly #pauses = new Map<string, Disposable>();
	#retry: Disposable | undefined;
	#writing: Promise<void> | undefined;
	#failed = false;
	#disposed = false;

	constructor(options: RecorderOptions) {
		this.#options = options;
	}

	/** An observer that records a session and passes everything on. */
	observe(sessionId: string, inner: SessionObserver): SessionObserver {
		let running: Turn | undefined;
		return {
			...inner,
			started: turn => {
				running = turn;
				inner.started(turn);
				this.#checkpoint(sessionId, turn);
			},
			delta: (turnId, text, reasoning) => {
				inner.delta(turnId, text, reasoning);
				if (running && !this.#pauses.has(turnId)) {
					const turn = running;
					const pause = this.#options.after(checkpointPause, () => {
						this.#pauses.delete(turnId);
						this.#checkpoint(sessionId, turn);
					});
					this.#pauses.set(turnId, pause);
				}
			},
			settled: (turn, settled, revised) => {
				running = undefined;
				inner.settled(turn, settled, revised);
				this.#turn(sessionId, turn);
			},
		};
	}

	meta(sessionId: string, meta: SessionMeta): void {
		this.#add(`${sessionId} meta`, () => this.#options.history.saveMeta(sessionId, meta));
	}

	draft(sessionId: string, draft: string): void {
		this.#add(`${sessionId} draft`, () => this.#options.history.saveDraft(sessionId, draft));
	}

	/** Whether something of a session is still to be written. */
	owes(sessionId: string): boolean {
		return [...this.#jobs.keys()].some(key => key.startsWith(sessionId));
	}

	/** Resolves when all that can be written has been. */
	async idle(): Promise<void> {
		await this.#writing;
	}

	dispose(): void {
		this.#disposed = true;
		this.#retry?.dispose();
		for (const pause of this.#pauses.values()) {
			pause.dispose();
		}
		this.#pauses.clear();
	}

	#checkpoint(sessionId: string, turn: Turn): void {
		this.#add(`${sessionId} ${turn.id}`, async () => {
			const gen = this.#generations.get(turn.id) ?? 0;
			this.#generations.set(turn.id, gen + 1);
			await this.#options.history.saveCheckpoint(sessionId, turn, gen);
		});
	}

	#turn(sessionId: string, turn: Turn): void {
		this.#pauses.get(turn.id)?.dispose();
		this.#pauses.delete(turn.id);
		this.#add(`${sessionId} ${turn.id}`, async () => {
			await this.#options.history.saveTurn(sessionId, turn);
			this.#generations.delete(turn.id);
			this.#options.saved?.(turn.id);
		});
	}

	#add(key: string, job: () => Promise<void>): void {
		this.#jobs.set(key, job);
		this.#writing ??= this.#write();
	}

	/** One after the other, each as it is at its time. */
	async #write(): Promise<void> {
		// What is asked for in this moment is written together.
		await Promise.resolve();
		this.#retry?.dispose();
		this.#retry = undefined;
		const tried = new Set<() => Promise<void>>();
		let reason: string | undefined;
		for (;;) {
			const next = [...this.#jobs].find(([, job]) => !tried.has(job));
			if (!next) {
				break;
			}
			const [key, job] = next;
			tried.add(job);
			try {
				await job();
				if (this.#jobs.get(key) === job) {
					this.#jobs.delete(key);
				}
			} catch (error) {
				reason = error instanceof Error ? error.message : String(error);
			}
		}
		this.#writing = undefined;
		this.#report(reason);
	}

	#report(reason: string | undefined): void {
		if (reason !== undefined || this.#failed) {
			this.#options.failing(reason);
		}
		this.#failed = reason !== undefined;
		if (this.#failed && !this.#disposed) {
			this.#retry = this.#options.after(retryPause, () => {
				this.#writing ??= this.#write();
			});
		}
	}
}
