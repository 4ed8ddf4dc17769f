import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { hear, someRequest, testGateway } from '../core/gateway/ask.ts';
import { chatPrompt } from '../../src/core/prompt/chat.ts';
import { compete, quantile, type Bench, type Figure } from './figure.ts';

const times = 200;

/** Milliseconds on a clock that all processes of the machine share. */
function clock(): number {
	return Number(process.hrtime.bigint()) / 1e6;
}

const delta = 'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n';
const stop =
	'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** In a process of its own: tells when a request arrived and when its socket was closed. */
async function serve(): Promise<void> {
	const server = createServer((request, response) => {
		const at = String(clock());
		request.resume();
		response.writeHead(200, { 'content-type': 'text/event-stream', 'x-at': at });
		response.write(delta);
		if (request.url?.startsWith('/hang') === true) {
			response.once('close', () => process.send?.({ closed: clock() }));
		} else {
			response.end(stop);
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	process.on('message', () => process.send?.({ pong: clock() }));
	const address = server.address();
	process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
}

interface Said {
	readonly port?: number;
	readonly closed?: number;
	readonly pong?: number;
}

async function heard(server: ChildProcess, field: keyof Said): Promise<number> {
	for (;;) {
		const [message]: unknown[] = await once(server, 'message');
		// oxlint-disable-next-line no-unsafe-type-assertion -- what `serve` sends
		const value = (message as Said)[field];
		if (value !== undefined) {
			return value;
		}
	}
}

/** Milliseconds from the question to its arrival at the server, through our client. */
async function askOurs(address: string): Promise<number> {
	let arrived = NaN;
	const gateway = testGateway(
		{ baseUrl: `${address}/v1` },
		{
			fetch: async (url, init) => {
				const response = await fetch(url, init);
				arrived = Number(response.headers.get('x-at'));
				return response;
			},
		},
	);
	const start = clock();
	await hear(gateway.stream(someRequest, new AbortController().signal));
	return arrived - start;
}

/** The same with a bare fetch of a body that stands. */
async function askBare(address: string): Promise<number> {
	const body = JSON.stringify({ model: 'm', stream: true, messages: someRequest.messages });
	const start = clock();
	const response = await fetch(`${address}/v1/chat/completions`, { method: 'POST', body });
	await response.text();
	return Number(response.headers.get('x-at')) - start;
}

/** Milliseconds from Stop to the close that the server sees. */
async function stopOnce(server: ChildProcess, address: string): Promise<number> {
	const abort = new AbortController();
	const closed = heard(server, 'closed');
	let start = NaN;
	await hear(
		testGateway({ baseUrl: `${address}/hang` }).stream(someRequest, abort.signal),
		event => {
			if (event.type === 'text') {
				start = clock();
				abort.abort();
			}
		},
	);
	return (await closed) - start;
}

async function roundTrip(server: ChildProcess): Promise<number> {
	const start = clock();
	const pong = heard(server, 'pong');
	server.send('ping');
	await pong;
	return clock() - start;
}

async function latencies(server: ChildProcess, address: string): Promise<readonly Figure[]> {
	const taken: Record<'bare' | 'ours' | 'trip' | 'stop', number[]> = {
		bare: [],
		ours: [],
		trip: [],
		stop: [],
	};
	// In turns, so that whatever else the machine does meets them alike; the first ones warm up.
	for (let round = -10; round < times; round++) {
		const bare = await askBare(address);
		const ours = await askOurs(address);
		const trip = await roundTrip(server);
		const stopped = await stopOnce(server, address);
		if (round >= 0) {
			taken.bare.push(bare);
			taken.ours.push(ours);
			taken.trip.push(trip);
			taken.stop.push(stopped);
		}
	}
	const { bare, ours, trip: trips, stop: stops } = taken;
	return [
		{
			what: 'question to request at the server, p95',
			value: quantile(ours, 0.95),
			unit: 'ms',
			baseline: 'a bare fetch',
			baselineValue: quantile(bare, 0.95),
			most: 3,
		},
		{
			what: 'Stop to closed socket at the server, p95',
			value: quantile(stops, 0.95),
			unit: 'ms',
			baseline: 'a message there and back',
			baselineValue: quantile(trips, 0.95),
			most: 3,
		},
		{
			what: 'Stop to closed socket at the server, p99',
			value: quantile(stops, 0.99),
			unit: 'ms',
			baseline: 'budget',
			baselineValue: 50,
			most: 1,
		},
	];
}

/** A chat of 200 turns with 10 KB each, which the budget cuts. */
async function assembly(): Promise<Figure> {
	const text = 'const answer = compute(question);\n'.repeat(300);
	const entries = Array.from({ length: 200 }, (_, at) => ({
		role: at % 2 === 0 ? ('user' as const) : ('assistant' as const),
		text: `${at}\n${text}`,
	}));
	const options = { entries, maxTokens: 28_000, replyLanguage: 'en', locale: 'en' } as const;
	const timed = await compete(
		{
			ours: () => chatPrompt(options),
			json: () => JSON.stringify(entries),
		},
		40,
	);
	return {
		what: 'prompt of a chat of 2 MB within 28,000 tokens',
		value: timed.time('ours'),
		unit: 'ms',
		baseline: 'JSON.stringify of that chat',
		baselineValue: timed.time('json'),
		ratio: timed.ratio('ours', 'json'),
		most: 3,
	};
}

/** How fast a question leaves, and how fast Stop closes its socket. */
export const bench: Bench = {
	title: 'Requests',
	async measure() {
		const server = fork(import.meta.filename, ['serve']);
		const port = await heard(server, 'port');
		const figures = await latencies(server, `http://127.0.0.1:${port}`);
		server.kill();
		return [...figures, await assembly()];
	},
};

if (process.argv[2] === 'serve') {
	await serve();
}
