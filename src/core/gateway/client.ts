import type { Log } from '../log.ts';
import { Asking } from './asking.ts';
import { Chains } from './chain.ts';
import { Compatibility } from './compatibility.ts';
import { createDemoFetch } from './demo.ts';
import { resolveEndpoint } from './endpoint.ts';
import { forgetResponses } from './forget.ts';
import { Gates } from './gate.ts';
import type { Failure, Gateway, GatewayEvent, GatewayRequest, StoredResponse } from './gateway.ts';
import { requestPreview, type RequestPreview } from './preview.ts';
import type { GatewaySettings } from './settings.ts';
import { platformTimers, type Timers } from './timers.ts';

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface GatewayOptions {
	/** Read at the start of every request, so that a change counts at once. */
	settings(): GatewaySettings;
	/** The key that was entered for exactly this origin, or `undefined`. */
	apiKey(origin: string): Promise<string | undefined>;
	readonly fetch: Fetch;
	readonly log: Log;
	/** Milliseconds on a clock that never goes back. */
	readonly now?: () => number;
	/** A number in [0, 1). */
	readonly random?: () => number;
	readonly timers?: Timers;
}

/** A gateway that can also take back what it was allowed to keep. */
export interface GatewayClient extends Gateway {
	/** Deletes stored answers at the gateway, for a conversation that is deleted. Never rejects. */
	forget(responses: readonly StoredResponse[]): Promise<void>;
	/** Forgets the messages that are remembered of conversations. */
	clear(): void;
	/** What asking would send now, without the key; `undefined` while the address is unusable. */
	preview(request: GatewayRequest): Promise<RequestPreview | undefined>;
}

/** The gateway that the settings name, asked anew for every request. */
export function createGateway(options: GatewayOptions): GatewayClient {
	const {
		now = () => performance.now(),
		random = Math.random,
		timers = platformTimers,
		fetch,
		log,
	} = options;
	const compatibility = new Compatibility();
	const chains = new Chains();
	const gates = new Gates({ now, timers });
	const demoFetch = createDemoFetch({ timers });

	async function* stream(
		request: GatewayRequest,
		signal: AbortSignal,
	): AsyncGenerator<GatewayEvent, void> {
		const settings = options.settings();
		const resolved = resolveEndpoint(settings, request.model);
		if (!resolved.ok) {
			yield refusal({ class: 'endpoint', code: resolved.problem });
			return;
		}
		const endpoint = resolved.value;
		const demo = endpoint.gateway === 'demo';
		const key = demo ? undefined : cleanKey(await options.apiKey(endpoint.origin));
		const problem = key === undefined && endpoint.needsKey ? 'NoApiKey' : problemOf(key);
		if (problem !== undefined && !signal.aborted) {
			yield refusal({ class: 'auth', code: problem });
			return;
		}
		const chained = settings.store ? chains.extend(request, endpoint, Date.now()) : request;
		const asking = new Asking({
			endpoint,
			key,
			request: chained,
			settings,
			signal,
			fetch: demo ? demoFetch : fetch,
			log,
			now,
			random,
			timers,
			compatibility,
			gate: gates.of(endpoint.origin),
		});
		for await (const event of asking.events()) {
			if (event.type === 'end') {
				chains.remember(request, endpoint, event.end);
			}
			yield event;
		}
	}

	async function preview(request: GatewayRequest): Promise<RequestPreview | undefined> {
		const settings = options.settings();
		const resolved = resolveEndpoint(settings, request.model);
		if (!resolved.ok) {
			return undefined;
		}
		const endpoint = resolved.value;
		const hasKey = (await options.apiKey(endpoint.origin)) !== undefined;
		const chained = settings.store ? chains.extend(request, endpoint, Date.now()) : request;
		return requestPreview({ endpoint, hasKey, request: chained, settings, compatibility });
	}

	return {
		stream,
		preview,
		forget: responses => forgetResponses(responses, options),
		clear: () => chains.clear(),
	};
}

/** Keys are pasted, often with the line break that ended the line. */
function cleanKey(key: string | undefined): string | undefined {
	const trimmed = key?.trim();
	return trimmed === '' ? undefined : trimmed;
}

/** A key that HTTP can not carry would fail with an exception that quotes it. */
function problemOf(key: string | undefined): string | undefined {
	return key === undefined || /^[\x21-\x7e]+$/.test(key) ? undefined : 'MalformedApiKey';
}

/** The end of an answer that was never asked for. */
function refusal(failure: Failure): GatewayEvent {
	return {
		type: 'end',
		end: {
			outcome: 'error',
			failure,
			text: '',
			reasoning: '',
			requests: 0,
			autoApply: false,
			duration: 0,
			toolCalls: [],
		},
	};
}
