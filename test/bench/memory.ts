/**
 * How much memory hostile answers cost the client, and how fast Stop closes the socket. The server
 * is a process of its own, so that only the client's memory is measured.
 *
 * node test/bench/memory.ts
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { hear, someRequest, testGateway } from '../core/gateway/ask.ts';
import { directory } from '../core/gateway/faultRow.ts';
import { http, page, row, stream, text } from '../core/gateway/matrix/row.ts';
import type { Exchange, Fixture } from '../support/fixtures.ts';
import { startPlayer } from '../support/player.ts';

const mebibyte = 1024 * 1024;
/** MiB of resident memory that the worst answer may add. */
const most = 64;
const stops = 200;

const repeated = (line: string): Exchange =>
	stream('', {
		generate: { mode: 'repeat', prefix: '', text: line, times: (64 * mebibyte) / line.length },
	});

function hostile(): readonly Fixture[] {
	const bomb = gzipSync(Buffer.alloc(512 * mebibyte, 'data: xxxxxxx'));
	const headers = { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' };
	return [
		row('64 MiB without a line end', '', repeated('x'.repeat(1024)), {}),
		row('64 MiB of data lines', '', repeated(`data: ${'x'.repeat(1017)}\n`), {}),
		row('64 MiB of comments', '', repeated(`: ${'x'.repeat(1020)}\n\n`), {}),
		row('64 MiB of one JSON object', '', repeated(`{"a":"${'x'.repeat(1018)}`), {}),
		row('a gzip bomb of 512 MiB', '', stream(bomb, { headers }), {}),
		row('an error page of 1 MiB', '', http(502, page.repeat(mebibyte / page.length)), {}),
	].map((fixture, at) => ({ ...fixture, fault: fixture.name, name: `m${at}` }));
}

async function serve(): Promise<void> {
	const stall = row('stall', '', stream(text('a'), { end: 'hang' }), {});
	const more = [...hostile(), stall];
	const { port } = await startPlayer(directory, { more });
	process.send?.({ port, rows: more.map(({ name, fault }) => ({ name, fault })) });
}

/** Asks once, and says how far the resident memory rose above where it began, in MiB. */
async function measure(baseUrl: string): Promise<{ readonly rise: number; readonly said: string }> {
	globalThis.gc?.();
	const start = process.memoryUsage.rss();
	let peak = start;
	const watch = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage.rss());
	}, 5);
	const { end } = await hear(
		testGateway({ baseUrl }).stream(someRequest, new AbortController().signal),
	);
	clearInterval(watch);
	peak = Math.max(peak, process.memoryUsage.rss());
	return { rise: (peak - start) / mebibyte, said: `${end.outcome} ${end.failure?.class ?? ''}` };
}

/** Milliseconds from Stop to the end of the answer, which closes the socket first. */
async function stopOnce(baseUrl: string): Promise<number> {
	const stop = new AbortController();
	let start = 0;
	await hear(testGateway({ baseUrl }).stream(someRequest, stop.signal), ({ type }) => {
		if (type === 'text') {
			start = performance.now();
			stop.abort();
		}
	});
	return performance.now() - start;
}

async function run(): Promise<void> {
	const server = fork(import.meta.filename, ['serve']);
	const [message] = await once(server, 'message');
	// oxlint-disable-next-line no-unsafe-type-assertion -- what `serve` sends
	const { port, rows } = message as {
		port: number;
		rows: readonly { readonly name: string; readonly fault: string }[];
	};
	const address = (name: string) => `http://127.0.0.1:${port}/f/${name}/v1`;
	// Loads the SDK and warms up, so that only the answers are measured.
	await measure(address('b04-no-usage'));
	for (const { name, fault } of rows.slice(0, -1)) {
		const { rise, said } = await measure(address(name));
		const verdict = rise <= most ? '' : `  MORE THAN ${most}`;
		console.log(`${fault.padEnd(28)} +${rise.toFixed(0).padStart(3)} MiB  ${said}${verdict}`);
	}
	const taken: number[] = [];
	for (let at = 0; at < stops; at++) {
		taken.push(await stopOnce(address('stall')));
	}
	const sorted = taken.toSorted((a, b) => a - b);
	const p99 = sorted[Math.floor(stops * 0.99) - 1] ?? 0;
	console.log(`Stop: p99 ${p99.toFixed(1)} ms of ${stops} (at most 50)`);
	server.kill();
}

await (process.argv.includes('serve') ? serve() : run());
