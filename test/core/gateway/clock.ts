/** A clock that stands until the next timer, or so many milliseconds, are called for. */
export class Clock {
	time = 0;
	#queue: { readonly callback: () => void; readonly at: number }[] = [];

	readonly now = () => this.time;
	readonly timers = {
		setTimeout: (callback: () => void, delay: number) => {
			const entry = { callback, at: this.time + delay };
			this.#queue.push(entry);
			return entry;
		},
		clearTimeout: (handle: unknown) => {
			this.#queue = this.#queue.filter(entry => entry !== handle);
		},
	};

	/** Goes to the next timer, if it is due by then. */
	next(by = Infinity): boolean {
		const [next] = this.#queue.toSorted((a, b) => a.at - b.at);
		if (!next || next.at > by) {
			return false;
		}
		this.time = next.at;
		this.timers.clearTimeout(next);
		next.callback();
		return true;
	}

	pass(milliseconds: number): void {
		const end = this.time + milliseconds;
		while (this.next(end)) {
			// Each that is due, in order.
		}
		this.time = end;
	}
}
