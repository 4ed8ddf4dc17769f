import type { AnswerEnd, Gateway, GatewayEvent, Message, Reasoning } from '../gateway/gateway.ts';
import { askResult, unsent } from './turn.ts';
import type { AskResult, Question, Settled, Turn } from './turn.ts';

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
	/** A turn that had failed without a word was taken out, since it is being retried. */
	removed(turnId: string): void;
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
}

interface Conclusion {
	readonly settled: Settled;
	readonly revised: boolean;
}

interface Waiting {
	readonly question: Question;
	readonly resolve: (result: AskResult) => void;
}

type WritableTurn = { -readonly [K in keyof Turn]: Turn[K] };

/**
 * One conversation. One answer arrives at a time; one question may wait behind it.
 *
 * It owns its turns: views are projections of `turns` and of the observer's calls.
 */
export class Session {
	readonly id: string;
	readonly #options: SessionOptions;
	readonly #turns: WritableTurn[] = [];
	#running: AbortController | undefined;
	#waiting: Waiting | undefined;

	constructor(options: SessionOptions) {
		this.id = options.id;
		this.#options = options;
	}

	get turns(): readonly Turn[] {
		return this.#turns;
	}

	get streaming(): boolean {
		return this.#running !== undefined;
	}

	/** The question that waits behind the running answer. */
	get queue(): Question | undefined {
		return this.#waiting?.question;
	}

	/**
	 * Asks, now or behind the running answer. Never rejects.
	 *
	 * @returns Resolves when that turn has settled. `refused` at once when a question waits already;
	 * `aborted` without text when it was withdrawn before it was sent.
	 */
	ask(question: Question): Promise<AskResult> {
		if (!this.#running) {
			return this.#answer(question);
		}
		if (this.#waiting) {
			return Promise.resolve(unsent('refused'));
		}
		return new Promise(resolve => {
			this.#waiting = { question, resolve };
			this.#options.observer.queued(question);
		});
	}

	/**
	 * Asks the question of a settled turn once more. A turn that brought not a word is replaced;
	 * one that did stays, so that nothing that was read disappears.
	 *
	 * @returns `undefined` if there is no such turn, or it has not settled.
	 */
	retry(turnId: string): Promise<AskResult> | undefined {
		const index = this.#turns.findIndex(turn => turn.id === turnId);
		const turn = this.#turns[index];
		if (!turn?.settled) {
			return undefined;
		}
		if (turn.answer === '' && !this.#running) {
			this.#turns.splice(index, 1);
			this.#options.observer.removed(turnId);
		}
		return this.ask(turn.question);
	}

	/** Ends the running answer, keeping what came, and withdraws the waiting question. */
	stop(): boolean {
		const waiting = this.#waiting;
		if (waiting) {
			this.#waiting = undefined;
			this.#options.observer.queued(undefined);
			this.#options.observer.withdrawn(waiting.question);
			waiting.resolve(unsent('aborted'));
		}
		this.#running?.abort();
		return this.#running !== undefined;
	}

	async #answer(question: Question): Promise<AskResult> {
		const { newId, model, observer } = this.#options;
		const turn: WritableTurn = {
			id: newId(),
			question,
			askedModel: model(),
			answer: '',
			reasoning: '',
		};
		const abort = new AbortController();
		this.#turns.push(turn);
		this.#running = abort;
		observer.started(turn);
		const { settled, revised } = await this.#stream(turn, abort.signal);
		turn.settled = settled;
		this.#running = undefined;
		observer.settled(turn, settled, revised);
		this.#next();
		return askResult(turn, settled);
	}

	#next(): void {
		const waiting = this.#waiting;
		if (waiting) {
			this.#waiting = undefined;
			this.#options.observer.queued(undefined);
			void this.#answer(waiting.question).then(waiting.resolve);
		}
	}

	async #stream(turn: WritableTurn, signal: AbortSignal): Promise<Conclusion> {
		const { gateway, prompt, reasoning, now } = this.#options;
		const start = now();
		let firstTextAfter: number | undefined;
		try {
			const request = {
				messages: prompt(this.#turns),
				model: turn.askedModel,
				reasoning: reasoning(),
			};
			for await (const event of gateway.stream(request, signal)) {
				if (event.type === 'end') {
					return conclude(turn, event.end, firstTextAfter ?? now() - start);
				}
				if (event.type === 'text') {
					firstTextAfter ??= now() - start;
				}
				this.#take(turn, event);
			}
			return broken(signal, 'The answer had no end.', now() - start);
		} catch (error) {
			return broken(signal, error instanceof Error ? error.message : String(error), now() - start);
		}
	}

	#take(turn: WritableTurn, event: Exclude<GatewayEvent, { type: 'end' }>): void {
		const { observer } = this.#options;
		switch (event.type) {
			case 'text':
				turn.answer += event.text;
				observer.delta(turn.id, event.text, '');
				break;
			case 'reasoning':
				turn.reasoning += event.text;
				observer.delta(turn.id, '', event.text);
				break;
			case 'waiting':
				observer.waiting(turn.id, event.reason, event.delay);
				break;
			case 'usage':
				break;
		}
	}
}

/** Takes over the gateway's last word. */
function conclude(turn: WritableTurn, end: AnswerEnd, reasoningDuration: number): Conclusion {
	const revised = turn.answer !== end.text || turn.reasoning !== end.reasoning;
	turn.answer = end.text;
	turn.reasoning = end.reasoning;
	const settled: Settled = {
		outcome: end.outcome,
		...(end.failure && { failure: end.failure }),
		...(end.usage && { usage: end.usage }),
		...(end.model !== undefined && { model: end.model }),
		duration: end.duration,
		...(end.firstTextAfter !== undefined && { firstTextAfter: end.firstTextAfter }),
		...(end.reasoning !== '' && { reasoningDuration }),
	};
	return { settled, revised };
}

/** The gateway broke its own contract, or building the request failed: still a settled turn. */
function broken(signal: AbortSignal, detail: string, duration: number): Conclusion {
	const settled: Settled = signal.aborted
		? { outcome: 'aborted', duration }
		: { outcome: 'error', failure: { class: 'protocol', detail: detail.slice(0, 300) }, duration };
	return { settled, revised: false };
}
