import type { GatewayEvent } from '../gateway/gateway.ts';
import { reportBranch } from './branch.ts';
import { broken, canContinue, conclude } from './conclusion.ts';
import type { Conclusion, WritableTurn } from './conclusion.ts';
import type { Cap, ChangeQuestion, SessionOptions } from './sessionOptions.ts';
import { askResult, unsent } from './turn.ts';
import type { AnsweredQuestion, AskResult, Question, Turn } from './turn.ts';
import { TurnTree, type Version } from './turnTree.ts';
import { sessionUsage } from './usage.ts';

/** Where a new turn goes, and the text that it begins with. */
type Place = Pick<Turn, 'parent' | 'replaces'> & Partial<Pick<Turn, 'answer' | 'reasoning'>>;

interface Waiting {
	readonly question: Question;
	readonly cap: Cap;
	readonly resolve: (result: AskResult) => void;
}

/**
 * One conversation. One answer arrives at a time; one question may wait behind it.
 *
 * It owns its turns: views are projections of `turns` and of the observer's calls.
 */
export class Session {
	readonly id: string;
	readonly #options: SessionOptions;
	readonly #tree = new TurnTree<Turn>();
	/** Ids of the turns that were asked here. */
	readonly #own = new Set<string>();
	#running: AbortController | undefined;
	#waiting: Waiting | undefined;

	constructor(options: SessionOptions) {
		this.id = options.id;
		this.#options = options;
		this.#tree.partial = options.partial ?? false;
		this.#tree.add(options.turns ?? [], false);
		this.#tree.openThrough(options.leaf);
	}

	/** The turns of the open branch. */
	get turns(): readonly Turn[] {
		return this.#tree.path;
	}

	/** The turns of all branches. */
	get all(): readonly Turn[] {
		return this.#tree.all;
	}

	/** Which version of its place a turn is; `undefined` while it is the only one. */
	version(turnId: string): Version | undefined {
		return this.#tree.version(turnId);
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
	ask(question: Question, cap: Cap = {}): Promise<AskResult> {
		if (!this.#running) {
			return this.#answer(question, undefined, cap);
		}
		if (this.#waiting) {
			return Promise.resolve(unsent('refused'));
		}
		return new Promise(resolve => {
			this.#waiting = { question, cap, resolve };
			this.#options.observer.queued(question);
		});
	}

	/**
	 * Takes over a question that was answered elsewhere, so that the chat goes on from it.
	 *
	 * @returns False while an answer arrives here.
	 */
	adopt(answered: AnsweredQuestion): boolean {
		if (this.#running) {
			return false;
		}
		const { newId, observer } = this.#options;
		const parent = this.turns.at(-1)?.id ?? null;
		const turn: Turn = { ...answered, id: newId(), seq: this.#tree.nextSeq, parent };
		this.#own.add(turn.id);
		this.#tree.add([turn], true);
		observer.started(turn);
		observer.settled(turn, answered.settled, true);
		return true;
	}

	/**
	 * Asks the question of a settled turn once more. At the end, a turn that brought not a word is
	 * replaced; one that did stays, so that nothing that was read disappears.
	 *
	 * @param change Makes the question another one, by the turns before it; by default it is the same.
	 * @returns `undefined` if there is no such turn, or it has not settled.
	 */
	retry(turnId: string, change?: ChangeQuestion): Promise<AskResult> | undefined {
		const turn = this.#settled(turnId);
		if (!turn) {
			return undefined;
		}
		const before = turn === this.turns.at(-1) ? this.turns.slice(0, -1) : this.turns;
		const question = change?.(turn.question, before) ?? turn.question;
		return turn.answer === '' && !this.#running && turn === this.turns.at(-1)
			? this.#replace({ ...turn, question }, {})
			: this.ask(question);
	}

	/**
	 * Asks once more beside a settled turn of the open branch, the same or another question.
	 * The branch before stays reachable.
	 *
	 * @returns `undefined` if there is no such turn, or while an answer arrives.
	 */
	branch(turnId: string, asked?: Question): Promise<AskResult> | undefined {
		const turn = this.#settled(turnId);
		if (!turn || this.#running) {
			return undefined;
		}
		const parent = this.#tree.parentOf(turn);
		this.#leave(this.turns.indexOf(turn));
		return this.#answer(asked ?? turn.question, { parent });
	}

	/**
	 * Lets the model go on with the last answer, which was cut, broke off or was stopped.
	 *
	 * @returns `undefined` if the last turn is another one, or there is nothing to go on from.
	 */
	continue(turnId: string): Promise<AskResult> | undefined {
		const turn = this.#settled(turnId);
		if (!turn || this.#running || turn !== this.turns.at(-1) || !canContinue(turn)) {
			return undefined;
		}
		return this.#replace(turn, { answer: turn.answer, reasoning: turn.reasoning });
	}

	/** Opens the branch of the version before or after a turn; not while an answer arrives. */
	step(turnId: string, by: 1 | -1): boolean {
		const old = this.turns;
		if (this.#running || !old.some(({ id }) => id === turnId) || !this.#tree.step(turnId, by)) {
			return false;
		}
		reportBranch(this.#options.observer, old, this.turns);
		return true;
	}

	/**
	 * Takes over what another window wrote, or what was not read before; unless it is `partial`, all
	 * that is on disk is known from now on. What this window asked itself is newer.
	 */
	merge(turns: readonly Turn[], partial = false): void {
		const old = this.turns;
		const news = turns.filter(({ id }) => !this.#own.has(id));
		if (news.length > 0 || this.#tree.partial) {
			this.#tree.partial = partial;
			this.#tree.add(news, false);
			reportBranch(this.#options.observer, old, this.turns);
		}
	}

	/** Ends the running answer, keeping what came, and withdraws the waiting question. */
	stop(): boolean {
		this.withdraw();
		this.#running?.abort();
		return this.#running !== undefined;
	}

	/** Takes the waiting question back; the running answer goes on. */
	withdraw(): void {
		const waiting = this.#waiting;
		if (waiting) {
			this.#waiting = undefined;
			this.#options.observer.queued(undefined);
			this.#options.observer.withdrawn(waiting.question);
			waiting.resolve(unsent('aborted'));
		}
	}

	#settled(turnId: string): Turn | undefined {
		return this.turns.find(turn => turn.id === turnId && turn.settled);
	}

	#replace(turn: Turn, begun: Pick<Place, 'answer' | 'reasoning'>): Promise<AskResult> {
		this.#leave(this.turns.findIndex(({ id }) => id === turn.id));
		const parent = this.#tree.parentOf(turn);
		return this.#answer(turn.question, { parent, replaces: turn.id, ...begun });
	}

	/** Tells that the open branch ends before a place. */
	#leave(from: number): void {
		for (const { id } of this.turns.slice(from)) {
			this.#options.observer.removed(id);
		}
	}

	async #answer(
		question: Question,
		place: Place = { parent: this.turns.at(-1)?.id ?? null },
		cap: Cap = {},
	): Promise<AskResult> {
		const { newId, model, observer } = this.#options;
		const turn: WritableTurn = {
			answer: '',
			reasoning: '',
			...place,
			id: newId(),
			seq: this.#tree.nextSeq,
			question,
			askedModel: model(),
		};
		const abort = new AbortController();
		this.#own.add(turn.id);
		this.#tree.add([turn], true);
		this.#running = abort;
		observer.started(turn);
		const { settled, revised } = await this.#stream(turn, abort.signal, cap);
		const session = sessionUsage([...this.#tree.all.filter(one => one !== turn), { settled }]);
		turn.settled = { ...settled, session };
		this.#running = undefined;
		observer.settled(turn, turn.settled, revised);
		this.#next();
		return askResult(turn, turn.settled);
	}

	#next(): void {
		const waiting = this.#waiting;
		if (waiting) {
			this.#waiting = undefined;
			this.#options.observer.queued(undefined);
			void this.#answer(waiting.question, undefined, waiting.cap).then(waiting.resolve);
		}
	}

	async #stream(turn: WritableTurn, signal: AbortSignal, cap: Cap): Promise<Conclusion> {
		const { gateway, prompt, reasoning, now } = this.#options;
		const start = now();
		const { answer, reasoning: thought } = turn;
		let firstTextAfter: number | undefined;
		try {
			const request = {
				messages: prompt(this.turns),
				model: turn.askedModel,
				reasoning: reasoning(),
				conversation: this.id,
				...cap,
			};
			for await (const event of gateway.stream(request, signal)) {
				if (event.type === 'end') {
					const end = {
						...event.end,
						text: answer + event.end.text,
						reasoning: thought + event.end.reasoning,
					};
					return conclude(turn, end, firstTextAfter ?? now() - start);
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
