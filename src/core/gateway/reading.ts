import type { Answer } from './answer.ts';
import { ChatCompletionsInterpreter } from './chatCompletions.ts';
import { connectionFailure } from './connectionFailure.ts';
import type { Endpoint } from './endpoint.ts';
import { ResponsesInterpreter } from './responses.ts';
import { BodyReader, type BodyEnd } from './sse.ts';
import { requestUrl } from './transport.ts';
import { judgeBody, type Verdict } from './verdict.ts';

interface ReadingOptions {
	readonly endpoint: Endpoint;
	readonly answer: Answer;
	readonly secrets: readonly string[];
	/** The model has ended its answer; usage may still come, or the line may stay open. */
	onEnding(): void;
}

/** Reads the body of one HTTP answer with status 200. */
export class Reading {
	readonly #options: ReadingOptions;
	readonly #body: BodyReader;
	#compressed = false;
	#stopped = false;

	constructor(options: ReadingOptions) {
		this.#options = options;
		const { endpoint, answer } = options;
		this.#body = new BodyReader(
			endpoint.api === 'responses'
				? new ResponsesInterpreter(answer)
				: new ChatCompletionsInterpreter(answer),
		);
	}

	/** Reads until there is a verdict. Never rejects; `undefined` after `stop`. */
	async read(response: Response): Promise<Verdict | undefined> {
		this.#compressed = response.headers.has('content-encoding');
		let ending = false;
		try {
			const reader = response.body?.getReader();
			while (!this.#stopped) {
				const { done, value } = (await reader?.read()) ?? { done: true };
				if (this.#stopped) {
					break;
				}
				const end = done || !value ? this.#body.end() : this.#feed(value);
				if (end) {
					return this.#judge(end);
				}
				if (this.#options.answer.ending && !ending) {
					ending = true;
					this.#options.onEnding();
				}
			}
			return undefined;
		} catch (error) {
			return this.#stopped ? undefined : this.#brokenOff(error);
		}
	}

	/** Takes no more bytes, and says what can be said about those that came. */
	stop(): Verdict {
		this.#stopped = true;
		return this.#judge(this.#body.end());
	}

	/** @returns How the body ended, if what came is enough to stop reading. */
	#feed(bytes: Uint8Array): BodyEnd | undefined {
		const { answer } = this.#options;
		const end = this.#body.feed(bytes);
		answer.deliver();
		return end ?? (answer.tooLong ? { kind: 'tooLong' } : undefined);
	}

	#judge(end: BodyEnd): Verdict {
		const { answer, endpoint, secrets } = this.#options;
		return judgeBody(end, answer, {
			damaged: this.#body.damaged,
			compressed: this.#compressed,
			url: requestUrl(endpoint),
			secrets,
		});
	}

	/** The line broke. What arrived may be whole all the same, or tell why. */
	#brokenOff(error: unknown): Verdict {
		const verdict = this.#judge(this.#body.end());
		if (verdict.outcome !== 'interrupted' || verdict.failure?.class === 'protocol') {
			return verdict;
		}
		const { endpoint, secrets } = this.#options;
		const failure = connectionFailure(error, requestUrl(endpoint), secrets);
		return { outcome: 'interrupted', failure };
	}
}
