import type { GatewayEvent } from './gateway.ts';

/**
 * Carries the events of one answer from whoever has news (the socket, a timer, Stop) to the one
 * loop that reads them. A reader that falls behind gets fewer and longer deltas.
 */
export class Channel {
	#events: GatewayEvent[] = [];
	#closed = false;
	/** The last event, if it is text that nobody has read yet. */
	#text: { text: string } | undefined;
	#wake: (() => void) | undefined;

	/** After `close` events are dropped. */
	push(event: GatewayEvent): void {
		if (this.#closed) {
			return;
		}
		this.#text = undefined;
		this.#events.push(event);
		this.#wake?.();
	}

	/** The same for a delta of text, which comes often: it joins the delta before, if unread. */
	pushText(text: string): void {
		if (this.#closed) {
			return;
		}
		if (this.#text) {
			this.#text.text += text;
			return;
		}
		const event = { type: 'text' as const, text };
		this.push(event);
		this.#text = event;
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
			this.#text = undefined;
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
