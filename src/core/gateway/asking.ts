import type { Log } from '../log.ts';
import { Answer } from './answer.ts';
import { Channel } from './channel.ts';
import type { Fetch } from './client.ts';
import type { Compatibility } from './compatibility.ts';
import { compatibilityKey, without } from './compatibility.ts';
import { connectionFailure } from './connectionFailure.ts';
import { Deadline, limitsOf, type TimerName } from './deadline.ts';
import type { Endpoint } from './endpoint.ts';
import { answerEnd, costOf } from './ending.ts';
import { httpFailure } from './failure.ts';
import type { Gate, Visitor } from './gate.ts';
import type { AnswerEnd, Failure, GatewayEvent, GatewayRequest } from './gateway.ts';
import type { JsonObject } from './json.ts';
import { allowedExtra, requestBody, requestHeaders } from './request.ts';
import { withNearest } from './nearest.ts';
import { Reading } from './reading.ts';
import { isRetryable, retryDelay } from './retry.ts';
import type { GatewaySettings } from './settings.ts';
import type { Timers } from './timers.ts';
import { randomId, readHead, requestUrl, send } from './transport.ts';
import type { Verdict } from './verdict.ts';

interface AskingOptions {
	readonly endpoint: Endpoint;
	readonly key: string | undefined;
	readonly request: GatewayRequest;
	readonly settings: GatewaySettings;
	readonly signal: AbortSignal;
	readonly fetch: Fetch;
	readonly log: Log;
	readonly now: () => number;
	readonly random: () => number;
	readonly timers: Timers;
	readonly compatibility: Compatibility;
	/** Of the endpoint's origin. */
	readonly gate: Gate;
}

/** Milliseconds that a finished answer waits for its usage when the gateway keeps the line open. */
const patience = 3_000;

/** One question, from its first request to the end of its answer. */
export class Asking {
	readonly #options: AskingOptions;
	readonly #channel = new Channel();
	readonly #answer: Answer;
	readonly #deadline: Deadline;
	readonly #start: number;
	readonly #secrets: readonly string[];
	readonly #visitor: Visitor;
	/** Aborted when the answer has settled. */
	readonly #over = new AbortController();
	/** Of the request under way. */
	#controller = new AbortController();
	#reading: Reading | undefined;
	#requests = 0;
	#id = '';
	#firstTextAfter: number | undefined;
	#tail: unknown;
	#settled = false;

	constructor(options: AskingOptions) {
		const { now, timers, settings, request } = options;
		this.#options = options;
		this.#start = now();
		this.#secrets = options.key === undefined ? [] : [options.key];
		this.#visitor = {
			scope: `${options.endpoint.model}\n${options.key ?? ''}`,
			signal: this.#over.signal,
			onWait: delay => this.#channel.push({ type: 'waiting', reason: 'retry', delay }),
		};
		this.#answer = new Answer({
			text: text => {
				this.#firstTextAfter ??= now() - this.#start;
				this.#heard();
				this.#channel.pushText(text);
			},
			reasoning: text => {
				this.#heard();
				this.#channel.push({ type: 'reasoning', text });
			},
			usage: usage => this.#channel.push({ type: 'usage', usage }),
			toolCall: () => this.#heard(),
		});
		this.#deadline = new Deadline({
			limits: limitsOf(settings.timeouts, request.reasoning !== 'off'),
			timers,
			now,
			onSilence: () => this.#channel.push({ type: 'waiting', reason: 'silence' }),
			onExpire: timer => this.#expire(timer),
		});
	}

	/** Sends the question and yields its answer. To be called once. */
	async *events(): AsyncGenerator<GatewayEvent, void> {
		const { signal } = this.#options;
		const stop = () => this.#settle({ outcome: 'aborted' });
		signal.addEventListener('abort', stop, { once: true });
		if (signal.aborted) {
			stop();
		} else {
			void this.#run();
		}
		try {
			yield* this.#channel.read();
		} finally {
			signal.removeEventListener('abort', stop);
			stop();
		}
	}

	/** Never rejects: what we got wrong ourselves ends the answer like any other failure. */
	async #run(): Promise<void> {
		try {
			await this.#ask();
		} catch (error) {
			this.#options.log.error(`Gateway: ${String(error)}`);
			const failure = connectionFailure(error, this.#url, this.#secrets);
			this.#settle({ outcome: 'error', failure: { ...failure, class: 'protocol' } });
		}
	}

	async #ask(): Promise<void> {
		const { endpoint, request, settings, compatibility, random } = this.#options;
		const key = compatibilityKey(endpoint);
		const extra = new Set(Object.keys(allowedExtra(settings.extraBody)));
		let body = compatibility.adapt(key, requestBody(endpoint, request, settings));
		let gaveUp = false;
		let retries = 0;
		while (!this.#settled) {
			this.#deadline.enter('total');
			const kept = await this.#options.gate.pass(this.#visitor);
			const failure = this.#settled ? undefined : (kept ?? (await this.#attempt(body)));
			if (!failure || this.#settled) {
				return;
			}
			const fields = gaveUp ? [] : compatibility.giveUp(key, failure, body, extra);
			if (fields.length > 0) {
				gaveUp = true;
				this.#options.log.info(`Gateway ${this.#id}: asks again without ${fields.join(', ')}.`);
				const whole = fields.includes('previous_response_id') ? this.#fullBody(body) : body;
				body = without(whole, fields);
				continue;
			}
			const delay = retryDelay(failure, ++retries, random());
			if (!kept) {
				this.#tellGate(failure, delay);
			}
			if (delay === undefined) {
				this.#settle({ outcome: 'error', failure });
				return;
			}
		}
	}

	/** Closes the way to the origin for a while, if others would fail likewise. */
	#tellGate(failure: Failure, delay: number | undefined): void {
		const { gate } = this.#options;
		if (!isRetryable(failure)) {
			gate.open(this.#visitor);
			return;
		}
		gate.close(this.#visitor, failure, delay ?? failure.retryAfter ?? 0);
	}

	/** `body` with the whole history, for a gateway that lost what it had stored. */
	#fullBody(body: JsonObject): JsonObject {
		const { endpoint, request, settings } = this.#options;
		const { previous: _, ...whole } = request;
		return { ...body, input: requestBody(endpoint, whole, settings)['input'] };
	}

	/** Makes one request. Returns a failure that may be worth another; otherwise it has settled. */
	async #attempt(body: JsonObject): Promise<Failure | undefined> {
		const { endpoint, key, settings, fetch, random, request } = this.#options;
		this.#controller = new AbortController();
		this.#reading = undefined;
		this.#requests++;
		this.#id = randomId(random);
		this.#deadline.enter('headers');
		const headers = requestHeaders(endpoint, request, settings.headers);
		const { signal } = this.#controller;
		let response: Response;
		try {
			response = await send({ endpoint, key, body, headers, id: this.#id, signal, fetch });
		} catch (error) {
			return connectionFailure(error, this.#url, this.#secrets);
		}
		const taken = Math.round(this.#options.now() - this.#start);
		this.#options.log.info(
			`Gateway ${this.#id}: POST ${this.#url} ${endpoint.model} ${response.status} ${taken} ms`,
		);
		if (this.#settled) {
			// A fetch that does not heed its signal: nobody is going to read this.
			await response.body?.cancel();
			return undefined;
		}
		return response.ok ? this.#read(response) : this.#refused(response);
	}

	async #refused(response: Response): Promise<Failure> {
		this.#deadline.enter('idle');
		const { status, headers } = response;
		const body = await readHead(response);
		this.#controller.abort();
		const error = { status, headers, body, url: this.#url, time: Date.now() };
		return httpFailure(error, this.#secrets);
	}

	async #read(response: Response): Promise<Failure | undefined> {
		const { endpoint, timers } = this.#options;
		this.#deadline.enter('firstToken');
		const reading = new Reading({
			endpoint,
			answer: this.#answer,
			secrets: this.#secrets,
			onEnding: () => {
				this.#tail = timers.setTimeout(() => this.#settle(reading.stop()), patience);
			},
		});
		this.#reading = reading;
		const verdict = await reading.read(response);
		return verdict && !this.#settled ? this.#conclude(verdict) : undefined;
	}

	/** Settles, unless the failure may be worth another request. */
	#conclude(verdict: Verdict): Failure | undefined {
		if (verdict.outcome === 'error' && verdict.failure && !this.#answer.started) {
			this.#controller.abort();
			this.#answer.error = undefined;
			this.#answer.damaged = false;
			return verdict.failure;
		}
		this.#settle(verdict);
		return undefined;
	}

	#expire(timer: TimerName): void {
		const verdict = this.#reading?.stop();
		if (verdict && verdict.outcome !== 'interrupted') {
			this.#settle(verdict);
		} else {
			const failure: Failure = { class: 'timeout', timer, url: this.#url };
			this.#settle({ outcome: verdict ? 'interrupted' : 'error', failure });
		}
	}

	#heard(): void {
		this.#deadline.touch();
		this.#options.gate.open(this.#visitor);
	}

	/** Ends the answer, once, and closes the socket. */
	#settle(verdict: Verdict): void {
		if (this.#settled) {
			return;
		}
		this.#answer.flush();
		this.#settled = true;
		this.#deadline.dispose();
		this.#options.timers.clearTimeout(this.#tail);
		this.#controller.abort();
		if (/^(complete|truncated|filtered)$/.test(verdict.outcome)) {
			this.#options.gate.open(this.#visitor);
		}
		this.#options.gate.leave(this.#visitor);
		this.#over.abort();
		const end = this.#end(verdict);
		const { outcome, failure, requests, duration } = end;
		const { code = '', requestId = '-' } = failure ?? {};
		const why = failure ? ` (${`${failure.class} ${code}`.trim()}, server id ${requestId})` : '';
		this.#options.log.info(
			`Gateway ${this.#id}: ${outcome}${why}, ` +
				`${requests} requests, ${Math.round(duration)} ms, ${end.text.length} characters`,
		);
		this.#channel.push({ type: 'end', end });
		this.#channel.close();
	}

	#end(verdict: Verdict): AnswerEnd {
		const { endpoint, settings, now } = this.#options;
		return answerEnd(withNearest(verdict, endpoint), this.#answer, {
			id: this.#id,
			requests: this.#requests,
			duration: now() - this.#start,
			firstTextAfter: this.#firstTextAfter,
			cost: costOf(endpoint, this.#answer, settings.prices),
			baseUrl: endpoint.baseUrl,
		});
	}

	get #url(): string {
		return requestUrl(this.#options.endpoint);
	}
}
