import type { Disposable } from '../core/disposable.ts';
import { Emitter } from '../core/event.ts';
import type { AnswerEnd, Gateway } from '../core/gateway/gateway.ts';

/** What this window asks of models: whether answers arrive now, and what they used. */
export class Activity implements Disposable {
	readonly #changed = new Emitter<void>();
	#running = 0;
	#last: AnswerEnd | undefined;
	#tokens = 0;
	#chatAnswered = false;

	readonly onDidChange = this.#changed.event;

	/** Answers that are arriving. */
	get running(): number {
		return this.#running;
	}

	/** The last answer that told its tokens. */
	get last(): AnswerEnd | undefined {
		return this.#last;
	}

	/** Tokens of all answers of this window, in and out, as far as gateways told them. */
	get tokens(): number {
		return this.#tokens;
	}

	/** Whether a question in the chat was answered. */
	get chatAnswered(): boolean {
		return this.#chatAnswered;
	}

	/** The same gateway; what goes through it counts. */
	watch(gateway: Gateway): Gateway {
		const begin = () => this.#change(1);
		const over = (end: AnswerEnd | undefined, chat: boolean) => this.#over(end, chat);
		return {
			async *stream(request, signal) {
				let end: AnswerEnd | undefined;
				begin();
				try {
					for await (const event of gateway.stream(request, signal)) {
						end = event.type === 'end' ? event.end : undefined;
						yield event;
					}
				} finally {
					over(end, request.conversation !== undefined);
				}
			},
		};
	}

	dispose(): void {
		this.#changed.dispose();
	}

	#over(end: AnswerEnd | undefined, chat: boolean): void {
		this.#chatAnswered ||= chat && end?.outcome === 'complete';
		if (end?.usage) {
			this.#last = end;
			this.#tokens += end.usage.inputTokens + end.usage.outputTokens;
		}
		this.#change(-1);
	}

	#change(by: number): void {
		this.#running += by;
		this.#changed.fire();
	}
}
