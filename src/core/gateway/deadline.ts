import type { TimeoutSettings } from './settings.ts';
import type { Timers } from './timers.ts';

/** Which wait took too long. */
export type TimerName = 'headers' | 'firstToken' | 'idle' | 'total';

/** Milliseconds. */
type Limits = Readonly<Record<TimerName, number>>;

/** Milliseconds without content after which the user hears of it. */
const silence = 10_000;

const defaults: Limits = {
	headers: 60_000,
	firstToken: 120_000,
	idle: 60_000,
	total: 30 * 60_000,
};
/** Thinking that a gateway hides can take minutes before the first token. */
const firstTokenWhenThinking = 300_000;

/** The limits that hold for a request. Settings are seconds. */
export function limitsOf(settings: TimeoutSettings, thinking: boolean): Limits {
	const pick = (name: TimerName, otherwise: number): number => {
		const seconds = settings[name];
		return seconds !== undefined && seconds > 0 ? seconds * 1000 : otherwise;
	};
	return {
		headers: pick('headers', defaults.headers),
		firstToken: pick('firstToken', thinking ? firstTokenWhenThinking : defaults.firstToken),
		idle: pick('idle', defaults.idle),
		total: pick('total', defaults.total),
	};
}

interface DeadlineOptions {
	readonly limits: Limits;
	readonly timers: Timers;
	readonly now: () => number;
	/** Nothing came for 10 s; called once per silence. */
	onSilence(): void;
	onExpire(timer: TimerName): void;
}

/**
 * The four timers of a request, held by one platform timer. Content re-arms it without touching
 * the platform, so a delta costs one subtraction and no timer.
 */
export class Deadline {
	readonly #options: DeadlineOptions;
	readonly #start: number;
	#phase: TimerName = 'total';
	#since: number;
	#announced = false;
	#timer: unknown;
	#over = false;

	constructor(options: DeadlineOptions) {
		this.#options = options;
		this.#start = options.now();
		this.#since = this.#start;
		this.#arm();
	}

	/** Begins to wait for something else; `total` alone while a retry is being slept. */
	enter(phase: TimerName): void {
		this.#phase = phase;
		this.#since = this.#options.now();
		this.#announced = false;
		this.#arm();
	}

	/** Content arrived: from now on only the time since the latest content counts. */
	touch(): void {
		if (this.#phase !== 'idle' || this.#announced) {
			this.enter('idle');
		} else {
			this.#since = this.#options.now();
		}
	}

	dispose(): void {
		this.#over = true;
		this.#options.timers.clearTimeout(this.#timer);
	}

	#arm(): void {
		if (this.#over) {
			return;
		}
		const { limits, timers, now } = this.#options;
		const ends = [this.#start + limits.total, this.#phaseEnd()];
		if (!this.#announced && this.#phase !== 'total') {
			ends.push(this.#since + silence);
		}
		timers.clearTimeout(this.#timer);
		this.#timer = timers.setTimeout(() => this.#fire(), Math.max(0, Math.min(...ends) - now()));
	}

	#phaseEnd(): number {
		return this.#phase === 'total' ? Infinity : this.#since + this.#options.limits[this.#phase];
	}

	#fire(): void {
		// Platform timers may come a fraction of a millisecond early.
		const time = this.#options.now() + 1;
		if (time >= this.#start + this.#options.limits.total) {
			this.#expire('total');
		} else if (time >= this.#phaseEnd()) {
			this.#expire(this.#phase);
		} else {
			if (!this.#announced && this.#phase !== 'total' && time >= this.#since + silence) {
				this.#announced = true;
				this.#options.onSilence();
			}
			this.#arm();
		}
	}

	#expire(timer: TimerName): void {
		this.dispose();
		this.#options.onExpire(timer);
	}
}
