import type { GatewayEvent } from './gateway.ts';

/**
 * Carries the events of one answer from whoever has news (the socket, a timer, Stop) to the one
 * loop that reads them. A reader that falls behind gets fewer and longer deltas.
 */
export class Channel {
	#events: GatewayEvent[] = [];
	#closed = false;
	#wake: (() => void) | undefined;

	/** After `close` events are dropped. */
	push(event: GatewayEvent): void {
		if (this.#closed) {
			return;
		}
		const last = this.#events.at(-1);
		if (last?.type === 'text' && event.type === 'text') {
			this.#events[this.#events.length - 1] = { type: 'text', text: last.text + event.text };
		} else {
			this.#events.push(event);
		}
		this.#wake?.();
	}

	close(): void {
		this.#closed = true;
		this.#wake?.();
	}

	/** Yields until the channel is closed and empty. For one reader. */
	async *read(): AsyncGenerator<GatewayEvent, void> {
		while (true) {
			const events = this.#events;
			this.#events = [];
			yield* events;
			if (this.#events.length === 0) {
				if (this.#closed) {
					return;
				}
				await new Promise<void>(resolve => {
					this.#wake = resolve;
				});
				this.#wake = undefined;
			}
		}
	}
}
