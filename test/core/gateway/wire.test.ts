import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { trials } from '../../support/trials.ts';
import { hear, someRequest, testGateway } from './ask.ts';

const times = 100;
const words = Array.from({ length: 60 }, (_, at) => `word${at} 豆😀 `);
const whole = words.join('');
const events = words.map(
	content => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`,
);

const servers: Server[] = [];

async function listen(server: Server): Promise<string> {
	servers.push(server);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	// oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends comments until the connection is gone. */
function keepAlive(to: Socket): void {
	const timer = setInterval(() => to.write(': ping\n\n'), 5);
	to.once('close', () => clearInterval(timer));
}

/** As many at a time as keep a computer busy and no test waiting. */
async function inGroups(count: number, trial: (at: number) => Promise<void>): Promise<void> {
	trials(count);
	for (let start = 0; start < count; start += 20) {
		const group = Array.from({ length: Math.min(20, count - start) }, (_, at) => start + at);
		await Promise.all(group.map(trial));
	}
}

describe('a connection', function () {
	this.timeout(60_000);

	afterEach(() => {
		for (const server of servers.splice(0)) {
			server.close();
		}
	});

	it('(N7) that is reset at any byte keeps each word that was shown, and says that it broke off', async () => {
		const body = Buffer.from(events.join(''));
		let next = 0;
		const server = createServer(socket => {
			socket.on('error', () => undefined);
			socket.once('data', () => {
				const length = (next++ * 7919) % body.length;
				socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n');
				socket.write(body.subarray(0, length), () => {
					setTimeout(() => socket.resetAndDestroy(), length % 30);
				});
			});
		});
		const address = await listen(server);
		await inGroups(times, async () => {
			const gateway = testGateway({ baseUrl: `http://${address}/v1` });
			const { end, text } = await hear(gateway.stream(someRequest, AbortSignal.timeout(30_000)));
			assert.equal(end.text, text);
			assert.ok(whole.startsWith(text));
			assert.ok(end.outcome === 'interrupted' || (end.outcome === 'error' && text === ''));
			assert.notEqual(end.failure, undefined);
		});
	});

	const silences: readonly [row: string, what: string, count: number, go: (to: Socket) => void][] =
		[
			['N5', 'that falls silent', 30, () => undefined],
			['N6', 'that only keeps alive', 10, keepAlive],
			['N8', 'that ends without a last word', 20, to => to.end()],
		];
	for (const [row, what, count, go] of silences) {
		it(`(${row}) ${what} after any word interrupts the answer and keeps what came, ${count} times`, async () => {
			let next = 0;
			const server = createServer(socket => {
				socket.on('error', () => undefined);
				socket.once('data', () => {
					const said = [0, 1, 50, 7][next++ % 4] ?? 0;
					socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n');
					socket.write(events.slice(0, said).join(''), () => go(socket));
				});
			});
			const address = await listen(server);
			const timeouts = { firstToken: 0.5, idle: 0.4 };
			const lengths = new Set<number>();
			await inGroups(count, async () => {
				const gateway = testGateway({ baseUrl: `http://${address}/v1`, timeouts });
				const { end, text } = await hear(gateway.stream(someRequest, AbortSignal.timeout(30_000)));
				assert.equal(end.outcome, 'interrupted');
				assert.notEqual(end.failure, undefined);
				assert.equal(end.text, text);
				assert.ok(whole.startsWith(text));
				lengths.add(text.length);
			});
			assert.deepEqual(
				[...lengths].toSorted((a, b) => a - b),
				[0, 1, 7, 50].map(said => words.slice(0, said).join('').length),
			);
		});
	}

	it('(N22) is let go of whenever Stop comes, and nothing is said after it', async () => {
		const open = new Set<ServerResponse>();
		const server = createHttpServer((_request, response) => {
			open.add(response);
			response.once('close', () => open.delete(response));
			response.writeHead(200, { 'content-type': 'text/event-stream' });
			void (async () => {
				for (let at = 0; !response.destroyed; at++) {
					response.write(events[at % events.length]);
					await new Promise(next => setTimeout(next, 1));
				}
			})();
		});
		const address = await listen(server);
		await inGroups(times, async at => {
			const stop = new AbortController();
			const gateway = testGateway({ baseUrl: `http://${address}/v1` });
			let heard = 0;
			const { end, text } = await hear(gateway.stream(someRequest, stop.signal), ({ type }) => {
				assert.ok(!stop.signal.aborted || type === 'end', `${type} after Stop`);
				if (heard++ === at % 12) {
					stop.abort();
				}
			});
			assert.equal(end.outcome, 'aborted');
			assert.equal(end.text, text);
		});
		while (open.size > 0) {
			await new Promise(setImmediate);
		}
	});

	it('(I4) carries any text as sound JSON, whatever its characters', async () => {
		const bodies: Buffer[] = [];
		const server = createHttpServer((request, response) => {
			const parts: Buffer[] = [];
			request.on('data', (part: Buffer) => parts.push(part));
			request.on('end', () => {
				bodies.push(Buffer.concat(parts));
				response.writeHead(200, { 'content-type': 'text/event-stream' });
				response.end(`${events[0]}data: [DONE]\n\n`);
			});
		});
		const address = await listen(server);
		const texts = [
			'\0\u0001\u001b[31m',
			'\ud83d',
			'a\udc00b',
			'\ufffe\uffff',
			'\u2028"\\',
			'豆😀\u202e',
		];
		for (const content of texts) {
			const gateway = testGateway({ baseUrl: `http://${address}/v1` });
			const request = { ...someRequest, messages: [{ role: 'user', content } as const] };
			await hear(gateway.stream(request, AbortSignal.timeout(30_000)));
			const body = new TextDecoder('utf-8', { fatal: true }).decode(bodies.at(-1));
			assert.equal(JSON.parse(body).messages[0].content, content);
		}
	});

	it('(N2) to a server with a certificate of its own is named as such, and not tried again without', async () => {
		const pem = async (name: string) =>
			await readFile(join(import.meta.dirname, '../../fixtures/tls', name), 'utf8');
		let connections = 0;
		let requests = 0;
		const server = createTlsServer(
			{ key: await pem('selfSigned.key'), cert: await pem('selfSigned.crt') },
			socket => socket.once('data', () => requests++),
		);
		server.on('connection', () => connections++);
		server.on('tlsClientError', () => undefined);
		const address = await listen(server);
		const gateway = testGateway({ baseUrl: `https://${address}/v1` });
		const { end } = await hear(gateway.stream(someRequest, AbortSignal.timeout(30_000)));
		assert.deepEqual([end.failure?.class, end.failure?.cause], ['connection', 'certificate']);
		assert.equal(end.failure?.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
		assert.deepEqual([connections, requests], [1, 0]);
	});
});
