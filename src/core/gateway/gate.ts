import type { Failure } from './gateway.ts';
import { longestWait } from './retry.ts';
import type { Timers } from './timers.ts';

/** One question that wants to be sent. */
export interface Visitor {
	/** What a long refusal holds for: the same key and model. Another one may well be answered. */
	readonly scope: string;
	readonly signal: AbortSignal;
	/** The gate is closed for so many milliseconds; 0 while somebody else tries. */
	onWait(delay: number): void;
}

interface Closed {
	/** Milliseconds of the gate's clock. */
	readonly until: number;
	readonly failure: Failure;
	readonly scope: string;
}

interface Waiter {
	readonly visitor: Visitor;
	readonly let: (failure: Failure | undefined) => void;
}

export interface GateOptions {
	readonly now: () => number;
	readonly timers: Timers;
}

/**
 * The way to one origin, shared by everything that asks it. After a refusal that may pass it is
 * closed for a while; then one question goes ahead and the others wait for what becomes of it. So
 * ten actions at once do not become thirty requests.
 */
export class Gate {
	readonly #options: GateOptions;
	readonly #waiting = new Set<Waiter>();
	#closed: Closed | undefined;
	/** Who went ahead. */
	#prober: Visitor | undefined;
	#timer: unknown;

	constructor(options: GateOptions) {
		this.#options = options;
	}

	/**
	 * Waits until `visitor` may send its question.
	 *
	 * @returns A failure instead, when another question met it meanwhile, or when the gateway asked
	 * to wait longer than anybody waits at a spinner; then `retryAfter` is the time that is left.
	 */
	async pass(visitor: Visitor): Promise<Failure | undefined> {
		const closed = this.#closed;
		if (!closed) {
			return undefined;
		}
		const left = this.#left(closed);
		if (left > longestWait) {
			return closed.scope === visitor.scope ? { ...closed.failure, retryAfter: left } : undefined;
		}
		if (left === 0 && !this.#prober) {
			this.#prober = visitor;
			return undefined;
		}
		visitor.onWait(left);
		return this.#queue(visitor);
	}

	/** The question of `visitor` was taken: if it went ahead, the others follow. */
	open(visitor: Visitor): void {
		if (this.#prober === visitor) {
			this.#prober = undefined;
			this.#closed = undefined;
			this.#release(() => undefined);
		}
	}

	/** The question of `visitor` was refused: nobody asks for `delay` milliseconds. */
	close(visitor: Visitor, failure: Failure, delay: number): void {
		if (this.#prober && this.#prober !== visitor) {
			// An older question; the one that went ahead knows better.
			return;
		}
		const { scope } = visitor;
		const wentAhead = this.#prober === visitor;
		const before = wentAhead || !this.#closed ? 0 : this.#left(this.#closed);
		if (before > delay) {
			return;
		}
		this.#prober = undefined;
		this.#closed = { until: this.#options.now() + delay, failure, scope };
		if (delay > longestWait) {
			this.#release(waiter => (waiter.scope === scope ? failure : undefined));
		} else if (wentAhead) {
			this.#release(() => failure);
		}
		this.#arm();
	}

	/** The question of `visitor` is over without a word about the gateway, e.g. by Stop. */
	leave(visitor: Visitor): void {
		if (this.#prober === visitor) {
			this.#prober = undefined;
			this.#arm();
		}
	}

	#left({ until }: Closed): number {
		return Math.max(0, until - this.#options.now());
	}

	async #queue(visitor: Visitor): Promise<Failure | undefined> {
		return await new Promise(resolve => {
			const leave = () => waiter.let(undefined);
			const waiter: Waiter = {
				visitor,
				let: failure => {
					this.#waiting.delete(waiter);
					visitor.signal.removeEventListener('abort', leave);
					resolve(failure);
				},
			};
			this.#waiting.add(waiter);
			visitor.signal.addEventListener('abort', leave);
			this.#arm();
		});
	}

	#release(verdict: (visitor: Visitor) => Failure | undefined): void {
		for (const waiter of this.#waiting) {
			waiter.let(verdict(waiter.visitor));
		}
	}

	/** Lets the next one go ahead when the time has come. */
	#arm(): void {
		const { timers } = this.#options;
		timers.clearTimeout(this.#timer);
		if (this.#closed && this.#waiting.size > 0 && !this.#prober) {
			this.#timer = timers.setTimeout(() => this.#next(), this.#left(this.#closed));
		}
	}

	#next(): void {
		const [waiter] = this.#waiting;
		// Platform timers may come a fraction of a millisecond early.
		if (waiter && this.#closed && !this.#prober && this.#left(this.#closed) <= 1) {
			this.#prober = waiter.visitor;
			waiter.let(undefined);
		} else {
			this.#arm();
		}
	}
}

/** One gate for each origin. */
export class Gates {
	readonly #options: GateOptions;
	readonly #byOrigin = new Map<string, Gate>();

	constructor(options: GateOptions) {
		this.#options = options;
	}

	of(origin: string): Gate {
		const gate = this.#byOrigin.get(origin) ?? new Gate(this.#options);
		this.#byOrigin.set(origin, gate);
		return gate;
	}
}
