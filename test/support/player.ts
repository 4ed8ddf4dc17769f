import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange, Fixture, FixtureIndex } from './fixtures.ts';

/** One request as it arrived. */
export interface RecordedRequest {
	readonly fixture: string;
	readonly method: string;
	readonly path: string;
	/** The request line and the headers, as sent. */
	readonly head: string;
	/** Header values by lower-case name. */
	readonly headers: ReadonlyMap<string, string>;
	readonly body: string;
	/** Settles when the client's socket is gone. */
	readonly closed: Promise<void>;
}

export interface PlayerOptions {
	/** Cut every body into writes of this many bytes, whatever the fixture says. */
	readonly writeSize?: number;
	/** Fixtures that are written in code, beside those of the directory. */
	readonly more?: readonly Fixture[];
}

export interface Player {
	readonly port: number;
	readonly fixtures: readonly Fixture[];
	/** All requests so far, in the order of arrival. */
	readonly requests: readonly RecordedRequest[];
	/** A base URL under which the fixture is served, counted from its first exchange. */
	baseUrl(fixture: string): string;
	/** The requests that one fixture got. */
	requestsFor(fixture: string): readonly RecordedRequest[];
	close(): Promise<void>;
}

/**
 * Plays the fixtures of `directory` byte for byte from a raw TCP socket on loopback, as its
 * `index.json` describes: `exchanges[i]` answers the i-th request, the last one repeats.
 */
export async function startPlayer(directory: string, options: PlayerOptions = {}): Promise<Player> {
	const text = await readFile(join(directory, 'index.json'), 'utf8');
	// oxlint-disable-next-line no-unsafe-type-assertion -- our own file
	const recorded = (JSON.parse(text) as FixtureIndex).fixtures;
	const fixtures = [...recorded, ...(options.more ?? [])];
	const byName = new Map(fixtures.map(fixture => [fixture.name, fixture]));
	const requests: RecordedRequest[] = [];
	const sockets = new Set<Socket>();

	const server = createServer({ noDelay: true }, socket => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
		// A client that hangs up while we write is what many tests want.
		socket.on('error', () => undefined);
		readRequests(socket, async request => {
			const count = requests.filter(({ fixture }) => fixture === request.fixture).length;
			requests.push(request);
			const exchanges = byName.get(request.fixture)?.exchanges ?? [];
			const exchange = exchanges[Math.min(count, exchanges.length - 1)];
			if (exchange) {
				await play(socket, directory, exchange, options.writeSize);
			} else {
				socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
			}
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;

	return {
		port,
		fixtures,
		requests,
		baseUrl: fixture => `http://127.0.0.1:${port}/f/${fixture}/v1`,
		requestsFor: name => requests.filter(({ fixture }) => fixture === name),
		close: async () => {
			for (const socket of sockets) {
				socket.destroy();
			}
			server.close();
			await once(server, 'close');
		},
	};
}

/** Calls `answer` for each whole request on `socket`, one after the other. */
function readRequests(socket: Socket, answer: (request: RecordedRequest) => Promise<void>): void {
	let received: Buffer = Buffer.alloc(0);
	let busy = false;
	const closed = new Promise<void>(resolve => {
		socket.once('close', () => resolve());
	});
	const next = async () => {
		const parsed = parseRequest(received);
		if (busy || !parsed) {
			return;
		}
		busy = true;
		received = received.subarray(parsed.length);
		try {
			await answer({ ...parsed.request, closed });
		} catch {
			socket.destroy();
		}
		busy = false;
		await next();
	};
	socket.on('data', chunk => {
		received = Buffer.concat([received, chunk]);
		void next();
	});
}

function parseRequest(bytes: Buffer) {
	const end = bytes.indexOf('\r\n\r\n');
	if (end < 0) {
		return undefined;
	}
	const head = bytes.subarray(0, end).toString('latin1');
	const [requestLine = '', ...lines] = head.split('\r\n');
	const headers = new Map(
		lines.map(line => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
		}),
	);
	const length = end + 4 + Number(headers.get('content-length') ?? 0);
	if (bytes.length < length) {
		return undefined;
	}
	const [method = '', path = ''] = requestLine.split(' ');
	const fixture = /^\/f\/([^/]+)/.exec(path)?.[1] ?? '';
	const body = bytes.subarray(end + 4, length).toString('utf8');
	return { length, request: { fixture, method, path, head, headers, body } };
}

async function play(
	socket: Socket,
	directory: string,
	exchange: Exchange,
	writeSize: number | undefined,
): Promise<void> {
	const bytes = await bodyOf(directory, exchange);
	if (exchange.kind === 'none' || !bytes) {
		finish(socket, exchange);
		return;
	}
	const write = writeSize === undefined ? exchange.write : { mode: 'bytes', size: writeSize };
	if (exchange.kind === 'http') {
		for (const piece of cut(bytes, writeSize === undefined ? { mode: 'whole' } : write)) {
			await put(socket, piece);
		}
		finish(socket, exchange);
		return;
	}
	const chunked = exchange.framing === 'chunked';
	await put(socket, Buffer.from(responseHead(exchange, bytes.length)));
	const send = (piece: Buffer) => put(socket, chunked ? asChunk(piece) : piece);
	for (const piece of cut(bytes, write)) {
		await send(piece);
		if (write?.delayMs !== undefined) {
			await sleep(write.delayMs);
		}
	}
	await generate(socket, exchange, send);
	if (chunked && exchange.end === 'fin') {
		await put(socket, Buffer.from('0\r\n\r\n'));
	}
	if (exchange.end === 'rst') {
		// Lets the bytes arrive before the reset discards them.
		await sleep(40);
	}
	finish(socket, exchange);
}

async function bodyOf(directory: string, { file, body }: Exchange): Promise<Buffer | undefined> {
	if (body !== undefined) {
		return Buffer.from(body);
	}
	return file === null ? undefined : readFile(join(directory, file));
}

function responseHead({ status = 200, framing, headers = {} }: Exchange, length: number): string {
	const lines = [`HTTP/1.1 ${status} Fixture`, 'connection: close'];
	for (const [name, value] of Object.entries(headers)) {
		lines.push(`${name}: ${value}`);
	}
	if (framing === 'chunked') {
		lines.push('transfer-encoding: chunked');
	} else if (framing.startsWith('content-length')) {
		lines.push(`content-length: ${length + Number(framing.split('+')[1] ?? 0)}`);
	}
	return `${lines.join('\r\n')}\r\n\r\n`;
}

function finish(socket: Socket, { end }: Exchange): void {
	if (end === 'rst') {
		socket.resetAndDestroy();
	} else if (end !== 'hang') {
		socket.end();
	}
}

/** Bodies that are too long or too endless to be a file. */
async function generate(
	socket: Socket,
	{ generate: recipe }: Exchange,
	send: (piece: Buffer) => Promise<void>,
): Promise<void> {
	if (recipe?.mode === 'repeat') {
		await send(Buffer.from(recipe.prefix));
		const block = Buffer.from(recipe.text.repeat(64));
		for (let sent = 0; sent < recipe.times; sent += 64) {
			await send(block);
		}
	} else if (recipe?.mode === 'comments') {
		while (!socket.destroyed) {
			await send(Buffer.from(recipe.text));
			await sleep(recipe.everyMs);
		}
	}
}

function asChunk(piece: Buffer): Buffer {
	const size = `${piece.length.toString(16)}\r\n`;
	return piece.length === 0
		? piece
		: Buffer.concat([Buffer.from(size), piece, Buffer.from('\r\n')]);
}

function* cut(bytes: Buffer, write: Exchange['write']): Generator<Buffer, void> {
	const size = write?.mode === 'bytes' ? (write.size ?? 1) : Math.max(bytes.length, 1);
	const token = write?.mode === 'splitAfter' ? Buffer.from(write.token ?? '\n') : undefined;
	let start = 0;
	while (start < bytes.length) {
		const found = token ? bytes.indexOf(token, start) : -1;
		const end = token && found >= 0 ? found + token.length : start + size;
		yield bytes.subarray(start, end);
		start = end;
	}
}

async function put(socket: Socket, bytes: Buffer): Promise<void> {
	if (socket.destroyed) {
		throw new Error('The client hung up.');
	}
	if (bytes.length > 0 && !socket.write(bytes)) {
		const settled = new AbortController();
		const { signal } = settled;
		await Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })]);
		settled.abort();
	}
}
