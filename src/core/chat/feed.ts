import type { Disposable } from '../disposable.ts';
import { FrameBatcher } from './frames.ts';
import type { FrameBatcherOptions } from './frames.ts';
import { settledView, turnMessages } from './projection.ts';
import type { Explain } from './projection.ts';
import type { ToWebview } from './protocol.ts';
import type { Session } from './session.ts';
import type { SessionObserver } from './sessionOptions.ts';
import type { Question, Turn } from './turn.ts';

/** Where messages for a panel go. */
export interface Sink {
	post(message: ToWebview): void;
}

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

	/** Sends a session from nothing, to one panel or to all; what is pending is part of it. */
	show(session: Session, draft: string, to: Sink = this.#options.sink): void {
		this.#frames.flush();
		to.post({ type: 'show', sessionId: session.id, draft });
		for (const turn of session.turns) {
			this.#showTurn(session, turn, to);
		}
		to.post({ type: 'queue', question: session.queue?.shown ?? null });
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
		const show = (turn: Turn) => whenOpen(session => this.#showTurn(session, turn, sink));
		return {
			started: show,
			shown: show,
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
			queued: question =>
				whenOpen(() => sink.post({ type: 'queue', question: question?.shown ?? null })),
			withdrawn: question => withdrawn(sessionId, question),
		};
	}

	dispose(): void {
		this.#frames.dispose();
	}

	#showTurn(session: Session, turn: Turn, to: Sink): void {
		const version = session.version(turn.id);
		for (const message of turnMessages(turn, this.#options.explain, version)) {
			to.post(message);
		}
	}
}
