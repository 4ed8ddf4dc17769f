import { fork } from 'node:child_process';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { hear, someRequest, testGateway } from '../core/gateway/ask.ts';
import { directory } from '../core/gateway/faultRow.ts';
import { http, page, row, stream } from '../core/gateway/matrix/row.ts';
import type { Exchange, Fixture } from '../support/fixtures.ts';
import { startPlayer } from '../support/player.ts';
import type { Bench, Figure } from './figure.ts';

const mebibyte = 1024 * 1024;
/** MiB of resident memory that the worst answer may add. */
const most = 64;

const repeated = (line: string): Exchange =>
	stream('', {
		generate: { mode: 'repeat', prefix: '', text: line, times: (64 * mebibyte) / line.length },
	});

const blanks = JSON.stringify({ choices: [{ index: 0, delta: { content: ' '.repeat(966) } }] });

function hostile(): readonly Fixture[] {
	const bomb = gzipSync(Buffer.alloc(512 * mebibyte, 'data: xxxxxxx'));
	const headers = { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' };
	const garbage = Buffer.alloc(16 * mebibyte, Buffer.from([0xff, 0xc3, 0x28, 0x0a]));
	return [
		row('64 MiB without a line end', '', repeated('x'.repeat(1024)), {}),
		row('64 MiB of data lines', '', repeated(`data: ${'x'.repeat(1017)}\n`), {}),
		row('64 MiB of comments', '', repeated(`: ${'x'.repeat(1020)}\n\n`), {}),
		row('64 MiB of one JSON object', '', repeated(`{"a":"${'x'.repeat(1018)}`), {}),
		row('64 MiB of one event’s text', '', repeated(`data: "${'字'.repeat(339)}`), {}),
		row('64 MiB of blanks before any word', '', repeated(`data: ${blanks}\n\n`), {}),
		row('16 MiB of invalid UTF-8', '', stream(garbage), {}),
		row('a gzip bomb of 512 MiB', '', stream(bomb, { headers }), {}),
		row('an error page of 1 MiB', '', http(502, page.repeat(mebibyte / page.length)), {}),
	].map((fixture, at) => ({ ...fixture, fault: fixture.name, name: `m${at}` }));
}

interface Served {
	readonly port: number;
	readonly rows: readonly { readonly name: string; readonly fault: string }[];
}

async function serve(): Promise<void> {
	const more = hostile();
	const { port } = await startPlayer(directory, { more });
	const rows = more.map(({ name, fault }) => ({ name, fault }));
	process.send?.({ port, rows } satisfies Served);
}

interface Rise {
	/** MiB. */
	readonly rise: number;
	/** How the answer ended. */
	readonly said: string;
}

/** Asks once, and tells how far the resident memory rose above where it began. */
async function measureRise(baseUrl: string): Promise<Rise> {
	globalThis.gc?.();
	const start = process.memoryUsage.rss();
	let peak = start;
	const watch = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage.rss());
	}, 2);
	const { end } = await hear(
		testGateway({ baseUrl }).stream(someRequest, new AbortController().signal),
	);
	clearInterval(watch);
	peak = Math.max(peak, process.memoryUsage.rss());
	return { rise: (peak - start) / mebibyte, said: `${end.outcome} ${end.failure?.class ?? ''}` };
}

/** In a process that has asked nothing else, with the client loaded by an ordinary answer. */
async function askOnce(address: string, name: string): Promise<void> {
	await measureRise(`${address}/b04-no-usage/v1`);
	process.send?.(await measureRise(`${address}/${name}/v1`));
}

async function inChild(args: readonly string[]) {
	const child = fork(import.meta.filename, args, { execArgv: ['--expose-gc'] });
	const [said]: unknown[] = await once(child, 'message');
	return { said, stop: () => child.kill() };
}

/** How much memory hostile answers cost. The server is a process of its own, and so is each client. */
export const bench: Bench = {
	title: 'Resident memory that a hostile answer adds',
	async measure() {
		const server = await inChild(['serve']);
		// oxlint-disable-next-line no-unsafe-type-assertion -- what `serve` sends
		const { port, rows } = server.said as Served;
		const figures: Figure[] = [];
		for (const { name, fault } of rows) {
			const client = await inChild(['ask', `http://127.0.0.1:${port}/f`, name]);
			client.stop();
			// oxlint-disable-next-line no-unsafe-type-assertion -- what `askOnce` sends
			const { rise, said } = client.said as Rise;
			figures.push({
				what: `${fault}: ${said}`,
				value: rise,
				unit: 'MiB',
				baseline: 'budget',
				baselineValue: most,
				most: 1,
			});
		}
		server.stop();
		return figures;
	},
};

const [what, address, name] = process.argv.slice(2);
if (what === 'serve') {
	await serve();
} else if (what === 'ask' && address !== undefined && name !== undefined) {
	await askOnce(address, name);
}
