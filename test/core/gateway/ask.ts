import { createGateway, type GatewayOptions } from '../../../src/core/gateway/client.ts';
import type { AnswerEnd, GatewayEvent, GatewayRequest } from '../../../src/core/gateway/gateway.ts';
import type { GatewaySettings } from '../../../src/core/gateway/settings.ts';
import type { Log } from '../../../src/core/log.ts';

export const testKey = 'sk-test-0123456789abcdef';

export const silentLog: Log = {
	trace: () => undefined,
	debug: () => undefined,
	info: () => undefined,
	warn: () => undefined,
	error: () => undefined,
};

export const someSettings: GatewaySettings = {
	gateway: 'custom',
	baseUrl: 'http://127.0.0.1:9/v1',
	api: 'chat-completions',
	model: 'doubao-seed-2-0-code',
	headers: {},
	extraBody: {},
	timeouts: {},
	maxOutputTokens: 0,
	store: false,
};

export const someRequest: GatewayRequest = {
	messages: [
		{ role: 'system', content: 'You write code.' },
		{ role: 'user', content: 'Add two numbers.' },
	],
	reasoning: 'off',
};

/** A gateway on the real network whose retries do not wait. */
export function testGateway(
	settings: Partial<GatewaySettings>,
	options: Partial<GatewayOptions> = {},
	create: typeof createGateway = createGateway,
) {
	return create({
		settings: () => ({ ...someSettings, ...settings }),
		apiKey: async () => testKey,
		fetch: (url, init) => fetch(url, init),
		log: silentLog,
		random: () => 0,
		...options,
	});
}

export interface Heard {
	readonly events: readonly GatewayEvent[];
	readonly end: AnswerEnd;
	readonly text: string;
	readonly reasoning: string;
}

/** Reads an answer to its end. */
export async function hear(
	events: AsyncIterable<GatewayEvent>,
	onEvent: (event: GatewayEvent) => void = () => undefined,
): Promise<Heard> {
	const heard: GatewayEvent[] = [];
	let text = '';
	let reasoning = '';
	for await (const event of events) {
		heard.push(event);
		if (event.type === 'text' && /\p{Surrogate}/u.test(event.text)) {
			throw new Error('A delta must not end inside a character.');
		}
		text += event.type === 'text' ? event.text : '';
		reasoning += event.type === 'reasoning' ? event.text : '';
		onEvent(event);
	}
	const ends = heard.filter(event => event.type === 'end');
	const [last] = ends;
	if (!last || ends.length !== 1 || heard.at(-1) !== last) {
		throw new Error(`An answer must have one end, the last event; this one had ${ends.length}.`);
	}
	return { events: heard, end: last.end, text, reasoning };
}
