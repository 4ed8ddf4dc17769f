import type { Disposable } from '../disposable.ts';
import { FrameBatcher } from './frames.ts';
import type { FrameBatcherOptions } from './frames.ts';
import { settledView, turnMessages } from './projection.ts';
import type { Explain } from './projection.ts';
import type { ToWebview } from './protocol.ts';
import { longestText } from './protocolShapes.ts';
import type { Session } from './session.ts';
import type { SessionObserver } from './sessionOptions.ts';
import type { Question, Turn } from './turn.ts';

/** Where messages for a panel go. */
export interface Sink {
	post(message: ToWebview): void;
}

/** Turns that are sent at once, and UTF-16 units of their texts after which it is enough. */
const windowTurns = 40;
const windowText = 300_000;

export interface FeedOptions extends Pick<FrameBatcherOptions, 'after'> {
	/** All panels that are alive. */
	readonly sink: Sink;
	readonly explain: Explain;
	/** The session that the panels show. What happens in others is shown when they are opened. */
	readonly opened: () => Session;
	/** A waiting question will not be sent; its text goes back to the user. */
	readonly withdrawn: (sessionId: string, question: Question) => void;
}

/** Tells the panels what happens in the session that they show. */
export class Feed implements Disposable {
	readonly #options: FeedOptions;
	readonly #frames: FrameBatcher;

	constructor(options: FeedOptions) {
		this.#options = options;
		this.#frames = new FrameBatcher({
			after: options.after,
			send: ({ turnId, text, reasoning }) =>
				options.sink.post({ type: 'append', turnId, text, reasoning }),
		});
	}

	/**
	 * Sends a session from nothing, to one panel or to all; what is pending is part of it. Of a long
	 * one, only the latest turns: `earlier` sends more.
	 */
	show(session: Session, draft: string, to: Sink = this.#options.sink): void {
		this.#frames.flush();
		const { turns } = session;
		to.post({ type: 'show', sessionId: session.id, draft });
		for (const turn of turns.slice(windowStart(turns, turns.length))) {
			this.#showTurn(session, turn, to);
		}
		to.post({ type: 'length', length: turns.length });
		to.post(queueMessage(session.queue));
	}

	/** Sends turns before one that a panel shows, the nearest first. */
	earlier(session: Session, turnId: string, to: Sink): void {
		const { turns } = session;
		const end = turns.findIndex(({ id }) => id === turnId);
		for (const turn of turns.slice(windowStart(turns, end), Math.max(0, end)).toReversed()) {
			this.#showTurn(session, turn, to, true);
		}
		to.post({ type: 'length', length: turns.length });
	}

	/** An observer that reports a session here. */
	observe(sessionId: string): SessionObserver {
		const { sink, explain, opened, withdrawn } = this.#options;
		const whenOpen = (report: (session: Session) => void) => {
			const session = opened();
			if (session.id === sessionId) {
				this.#frames.flush();
				report(session);
			}
		};
		return {
			started: turn =>
				whenOpen(session => {
					this.#showTurn(session, turn, sink);
					sink.post({ type: 'length', length: session.turns.length });
				}),
			shown: turns =>
				whenOpen(session => {
					for (const turn of turns.slice(windowStart(turns, turns.length))) {
						this.#showTurn(session, turn, sink);
					}
					sink.post({ type: 'length', length: session.turns.length });
				}),
			lengthened: () =>
				whenOpen(session => {
					const { turns } = session;
					// Only now it is known which of them have other versions.
					for (const turn of turns.slice(windowStart(turns, turns.length))) {
						if (session.version(turn.id)) {
							this.#showTurn(session, turn, sink);
						}
					}
					sink.post({ type: 'length', length: turns.length });
				}),
			delta: (turnId, text, reasoning) => {
				if (opened().id === sessionId) {
					this.#frames.add(turnId, text, reasoning);
				}
			},
			waiting: (turnId, reason, delay) =>
				whenOpen(() => sink.post({ type: 'waiting', turnId, reason, delay: delay ?? null })),
			settled: (turn, settled, revised) =>
				whenOpen(session => {
					if (revised) {
						this.#showTurn(session, turn, sink);
					} else {
						const view = settledView(turn, settled, explain);
						sink.post({ type: 'settle', turnId: turn.id, settled: view });
					}
				}),
			removed: turnId => whenOpen(() => sink.post({ type: 'remove', turnId })),
			queued: question => whenOpen(() => sink.post(queueMessage(question))),
			withdrawn: question => withdrawn(sessionId, question),
		};
	}

	dispose(): void {
		this.#frames.dispose();
	}

	#showTurn(session: Session, turn: Turn, to: Sink, first = false): void {
		const version = session.version(turn.id);
		for (const message of turnMessages(turn, this.#options.explain, version)) {
			to.post(first && message.type === 'turn' ? { ...message, first: true } : message);
		}
	}
}

/** The waiting question, as much of it as the panel takes. */
function queueMessage(question: Question | undefined): ToWebview {
	return { type: 'queue', question: question?.shown.slice(0, longestText) ?? null };
}

/** Where the turns begin that are sent together, of those before `end`: one at least. */
function windowStart(turns: readonly Turn[], end: number): number {
	let start = end;
	for (let text = 0; start > 0 && end - start < windowTurns && text < windowText;) {
		start--;
		const { answer = '', reasoning = '' } = turns[start] ?? {};
		text += answer.length + reasoning.length;
	}
	return Math.max(0, start);
}
