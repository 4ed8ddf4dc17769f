import type { Gateway, GatewayRequest, Message, Reasoning } from '../gateway/gateway.ts';
import type { Question, Settled, Turn } from './turn.ts';

/** What becomes of one question beyond the session cap; asked once more, it is the user who asks. */
export type Cap = Pick<GatewayRequest, 'beyondCap'>;

/** Makes another question of one, by the turns that it will follow. */
export type ChangeQuestion = (question: Question, before: readonly Turn[]) => Question;

/** Hears what happens in a session, in order; each call is synchronous and must not throw. */
export interface SessionObserver {
	/** A turn was added; its answer is empty and about to arrive. */
	started(turn: Turn): void;
	/** More of the answer arrived; either part may be empty. */
	delta(turnId: string, text: string, reasoning: string): void;
	/** Nothing arrives for a while, or a retry is slept. `delay` in milliseconds. */
	waiting(turnId: string, reason: 'silence' | 'retry', delay: number | undefined): void;
	/**
	 * The answer is over.
	 *
	 * @param revised The texts are not what the deltas added up to: the gateway's last word wins.
	 */
	settled(turn: Turn, settled: Settled, revised: boolean): void;
	/** A turn is not in the open branch any more; it is still reachable unless it brought no word. */
	removed(turnId: string): void;
	/** The open branch goes on with these turns, in order, after those that stay. */
	shown(turns: readonly Turn[]): void;
	/** Older turns of the open branch were read from disk: those that were known stay as they are. */
	lengthened(): void;
	/** The question that waits behind the running answer changed. */
	queued(question: Question | undefined): void;
	/** A waiting question will not be sent, because the user stopped: its text goes back to them. */
	withdrawn(question: Question): void;
}

export interface SessionOptions {
	readonly id: string;
	readonly gateway: Gateway;
	/** Builds the request out of the turns; the last one is the question to answer. */
	readonly prompt: (turns: readonly Turn[]) => readonly Message[];
	/** Read at each question. */
	readonly model: () => string;
	readonly reasoning: () => Reasoning;
	/** Milliseconds of a monotonic clock. */
	readonly now: () => number;
	readonly newId: () => string;
	readonly observer: SessionObserver;
	/** What is known of it from before, in any order. */
	readonly turns?: readonly Turn[];
	/** `turns` are only the latest ones: the others are merged later. */
	readonly partial?: boolean;
	/** Id of a turn of the branch to open; by default the newest branch is. */
	readonly leaf?: string | undefined;
}
