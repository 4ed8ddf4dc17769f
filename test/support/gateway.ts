import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { writeAnswer, type Protocol, type Script } from './answer.ts';

/** One request as it arrived. */
export interface GatewayRequestRecord {
	readonly protocol: Protocol;
	readonly method: string;
	readonly path: string;
	/** By lower-case name. */
	readonly headers: IncomingHttpHeaders;
	/** The parsed JSON body. */
	readonly body: Readonly<Record<string, unknown>>;
	/** When the client's side of it was gone, milliseconds since the epoch. */
	readonly closedAt: number | undefined;
	/** Settles when the connection is gone. */
	readonly closed: Promise<void>;
	/** Whether the whole answer was written before that. */
	readonly answered: boolean;
}

/** Lets a scripted answer go on step by step. */
class Gate {
	#allowed = 0;
	#open = false;
	#waiting: (() => void)[] = [];

	/** Settles when one more step may be taken. */
	async pass(): Promise<void> {
		while (!this.#open && this.#allowed === 0) {
			await new Promise<void>(resolve => this.#waiting.push(resolve));
		}
		this.#allowed = Math.max(0, this.#allowed - 1);
	}

	allow(steps: number): void {
		this.#allowed += steps;
		this.#wake();
	}

	open(): void {
		this.#open = true;
		this.#wake();
	}

	/** Several answers may wait at one gate. */
	#wake(): void {
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const go of waiting) {
			go();
		}
	}
}

/**
 * A model's gateway on loopback that says what a test wrote, in the bytes of the protocol that the
 * client asks in: `…/chat/completions` or `…/responses`. The i-th request gets the i-th script, the
 * last one repeats.
 */
export class ScriptedGateway {
	readonly #server = createServer((request, response) => void this.#answer(request, response));
	readonly #sockets = new Set<Socket>();
	readonly #gate = new Gate();
	readonly #requests: GatewayRequestRecord[] = [];
	readonly #scripts: Script[];
	#arrival: (() => void)[] = [];
	#port = 0;

	private constructor(scripts: readonly Script[]) {
		this.#scripts = [...scripts];
	}

	static async start(...scripts: readonly Script[]): Promise<ScriptedGateway> {
		const gateway = new ScriptedGateway(scripts);
		gateway.#server.on('connection', socket => {
			gateway.#sockets.add(socket);
			socket.once('close', () => gateway.#sockets.delete(socket));
		});
		gateway.#server.listen(0, '127.0.0.1');
		await once(gateway.#server, 'listening');
		const address = gateway.#server.address();
		gateway.#port = typeof address === 'object' && address ? address.port : 0;
		return gateway;
	}

	get baseUrl(): string {
		return `http://127.0.0.1:${this.#port}/v1`;
	}

	/** All requests so far, in the order of arrival. */
	get requests(): readonly GatewayRequestRecord[] {
		return this.#requests;
	}

	/** Settles when the n-th request (from 1) has arrived, with it. */
	async received(n = 1): Promise<GatewayRequestRecord> {
		for (;;) {
			const request = this.#requests[n - 1];
			if (request) {
				return request;
			}
			await new Promise<void>(resolve => this.#arrival.push(resolve));
		}
	}

	/** Appends answers for the requests to come. */
	add(...scripts: readonly Script[]): void {
		this.#scripts.push(...scripts);
	}

	/**
	 * With `pace: 'gate'`: lets the next deltas go; after the last delta, one more step is the
	 * ending.
	 */
	release(deltas = 1): void {
		this.#gate.allow(deltas);
	}

	/** With `pace: 'gate'`: lets everything go that is still to come, in this answer and later ones. */
	releaseAll(): void {
		this.#gate.open();
	}

	async close(): Promise<void> {
		this.#gate.open();
		for (const socket of this.#sockets) {
			socket.destroy();
		}
		this.#server.close();
		await once(this.#server, 'close');
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (this.#scripts[0]?.cors === true) {
			response.setHeader('access-control-allow-origin', '*');
			response.setHeader('access-control-allow-headers', '*, authorization');
		}
		if (request.method === 'OPTIONS') {
			response.writeHead(204).end();
			return;
		}
		const script = this.#scripts[Math.min(this.#requests.length, this.#scripts.length - 1)] ?? {};
		const text = await readBody(request);
		const record = this.#record(request, response, text);
		if (script.refuse) {
			response.writeHead(script.refuse.status, {
				'content-type': 'application/json',
				...script.refuse.headers,
			});
			response.end(script.refuse.body);
			return;
		}
		await this.#stream(script, record, response);
	}

	#record(request: IncomingMessage, response: ServerResponse, text: string): GatewayRequestRecord {
		let closedAt: number | undefined;
		const closed = new Promise<void>(resolve => {
			response.once('close', () => {
				closedAt = Date.now();
				resolve();
			});
		});
		const path = request.url ?? '';
		const record: GatewayRequestRecord = {
			protocol: path.endsWith('/responses') ? 'responses' : 'chat-completions',
			method: request.method ?? '',
			path,
			headers: request.headers,
			body: parseObject(text),
			get closedAt() {
				return closedAt;
			},
			closed,
			get answered() {
				return response.writableFinished;
			},
		};
		this.#requests.push(record);
		const waiting = this.#arrival;
		this.#arrival = [];
		for (const arrived of waiting) {
			arrived();
		}
		return record;
	}

	async #stream(
		script: Script,
		{ protocol, body }: GatewayRequestRecord,
		response: ServerResponse,
	): Promise<void> {
		const { pace = 'free', end = 'finish' } = script;
		const answer = writeAnswer(script, protocol, String(body['model']));
		const step = async (): Promise<void> => {
			await (pace === 'gate' ? this.#gate.pass() : pace === 'free' ? undefined : delay(pace));
		};
		response.socket?.setNoDelay(true);
		response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
		response.write(answer.opening);
		for (const text of answer.deltas) {
			await step();
			if (response.destroyed) {
				return;
			}
			await write(response, text);
		}
		if (pace === 'gate') {
			await step();
		}
		if (answer.closing !== undefined) {
			response.end(answer.closing);
		} else if (end === 'cut') {
			// A chunked body without its last chunk: the client learns that something is missing.
			response.socket?.end();
		} else if (end === 'reset') {
			// Lets the bytes arrive before the reset discards them.
			await delay(40);
			response.socket?.resetAndDestroy();
		}
	}
}

async function write(response: ServerResponse, text: string): Promise<void> {
	if (!response.write(text)) {
		await Promise.race([once(response, 'drain'), once(response, 'close')]);
	}
}

async function readBody(request: IncomingMessage): Promise<string> {
	let text = '';
	request.setEncoding('utf8');
	for await (const part of request) {
		text += String(part);
	}
	return text;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}
