import type { Socket } from 'node:net';

/** What the other end may call. */
export type Methods = Readonly<Record<string, (...args: readonly never[]) => unknown>>;

type Packet =
	| { readonly id: number; readonly method: string; readonly args: readonly unknown[] }
	| { readonly id: number; readonly value?: unknown; readonly error?: string };

interface Waiting {
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: Error) => void;
	/** Where the call was made: an error that arrives from elsewhere has no useful stack of its own. */
	readonly from: Error;
}

/** One end of a connection on which both ends call each other: one JSON packet a line. */
export class Peer {
	readonly #socket: Socket;
	readonly #waiting = new Map<number, Waiting>();
	#methods: Methods;
	#lastId = 0;
	#pending = '';
	/** Settles when the connection is gone. */
	readonly closed: Promise<void>;

	constructor(socket: Socket, methods: Methods) {
		this.#socket = socket;
		this.#methods = methods;
		socket.setEncoding('utf8');
		socket.setNoDelay(true);
		socket.on('data', (text: string) => this.#read(text));
		socket.on('error', () => socket.destroy());
		this.closed = new Promise(resolve => {
			socket.once('close', () => {
				this.#abandon();
				resolve();
			});
		});
	}

	/** Calls a method of the other end; rejects with its error, or when the connection ends. */
	async call(method: string, ...args: readonly unknown[]): Promise<unknown> {
		const id = ++this.#lastId;
		const from = new Error();
		return await new Promise((resolve, reject) => {
			if (this.#socket.destroyed) {
				reject(new Error(`${method}: the connection is gone`));
				return;
			}
			this.#waiting.set(id, { resolve, reject, from });
			this.#send({ id, method, args });
		});
	}

	/** Replaces what the other end may call. */
	serve(methods: Methods): void {
		this.#methods = methods;
	}

	close(): void {
		this.#socket.end();
	}

	#read(text: string): void {
		const lines = (this.#pending + text).split('\n');
		this.#pending = lines.pop() ?? '';
		for (const line of lines) {
			const packet: Packet = JSON.parse(line);
			if ('method' in packet) {
				void this.#answer(packet.id, packet.method, packet.args);
			} else {
				this.#settle(packet.id, packet.value, packet.error);
			}
		}
	}

	async #answer(id: number, method: string, args: readonly unknown[]): Promise<void> {
		try {
			const call = this.#methods[method];
			if (!call) {
				throw new Error(`There is no method ${method}.`);
			}
			// oxlint-disable-next-line no-unsafe-type-assertion -- both ends are compiled together
			this.#send({ id, value: await call(...(args as readonly never[])) });
		} catch (error) {
			this.#send({ id, error: error instanceof Error ? error.message : String(error) });
		}
	}

	#settle(id: number, value: unknown, error: string | undefined): void {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		if (error === undefined) {
			waiting?.resolve(value);
		} else if (waiting) {
			waiting.from.message = error;
			waiting.from.stack = `Error: ${error}\n${waiting.from.stack?.split('\n').slice(2).join('\n')}`;
			waiting.reject(waiting.from);
		}
	}

	#send(packet: Packet): void {
		if (!this.#socket.destroyed) {
			this.#socket.write(`${JSON.stringify(packet)}\n`);
		}
	}

	#abandon(): void {
		for (const { reject, from } of this.#waiting.values()) {
			from.message = 'The other end has gone.';
			reject(from);
		}
		this.#waiting.clear();
	}
}
