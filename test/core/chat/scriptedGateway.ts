import type {
	AnswerEnd,
	Gateway,
	GatewayEvent,
	GatewayRequest,
} from '../../../src/core/gateway/gateway.ts';

/** The end of an answer that went well. */
export function answerEnd(fields: Partial<AnswerEnd> = {}): AnswerEnd {
	return {
		outcome: 'complete',
		text: '',
		reasoning: '',
		requests: 1,
		autoApply: true,
		duration: 100,
		toolCalls: [],
		...fields,
	};
}

/** A gateway whose answers a test hands out event by event. */
export class ScriptedGateway implements Gateway {
	readonly requests: GatewayRequest[] = [];
	readonly #queue: GatewayEvent[] = [];
	#wake: (() => void) | undefined;

	/** Lets the running answer, or the next one, go on. */
	async emit(...events: readonly GatewayEvent[]): Promise<void> {
		this.#queue.push(...events);
		this.#wake?.();
		// Everything that the events cause without waiting has happened after one round of the loop.
		await new Promise(done => setImmediate(done));
	}

	async *stream(request: GatewayRequest, signal: AbortSignal): AsyncGenerator<GatewayEvent, void> {
		this.requests.push(request);
		signal.addEventListener('abort', () => this.#wake?.());
		let text = '';
		for (;;) {
			const event = this.#queue.shift();
			if (event) {
				text += event.type === 'text' ? event.text : '';
				yield event;
				if (event.type === 'end') {
					return;
				}
			} else if (signal.aborted) {
				yield { type: 'end', end: answerEnd({ outcome: 'aborted', text }) };
				return;
			} else {
				await new Promise<void>(wake => {
					this.#wake = wake;
				});
			}
		}
	}
}
