import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { root } from '../../support/paths.ts';
import type { createGateway as Create } from '../../../src/core/gateway/client.ts';
import { startPlayer, type Player } from '../../support/player.ts';
import { testGateway } from './ask.ts';
import { checkRow, described, directory, rows } from './faultRow.ts';

/** What a web worker has and the client may use; nothing of Node, and no `window` either. */
const webGlobals = [
	'AbortController',
	'AbortSignal',
	'Blob',
	'Event',
	'EventTarget',
	'FormData',
	'Headers',
	'ReadableStream',
	'Request',
	'Response',
	'TextDecoder',
	'TextEncoder',
	'TransformStream',
	'URL',
	'URLSearchParams',
	'atob',
	'btoa',
	'clearTimeout',
	'crypto',
	'fetch',
	'performance',
	'queueMicrotask',
	'setTimeout',
	'structuredClone',
] as const;

/** The client as the web build has it: one script for a worker, in a world without Node. */
async function clientForWeb(): Promise<typeof Create> {
	const { outputFiles } = await build({
		stdin: {
			contents: `export { createGateway } from './src/core/gateway/client.ts';`,
			resolveDir: root,
			loader: 'ts',
		},
		bundle: true,
		write: false,
		platform: 'browser',
		format: 'iife',
		globalName: 'bundle',
		target: 'chrome128',
		logLevel: 'silent',
	});
	const world: Record<string, unknown> = { navigator: { userAgent: 'web' } };
	for (const name of webGlobals) {
		world[name] = Reflect.get(globalThis, name);
	}
	world['self'] = world;
	createContext(world);
	runInContext(outputFiles[0]?.text ?? '', world);
	assert.equal(
		runInContext('typeof process + typeof require + typeof Buffer', world),
		'undefined'.repeat(3),
	);
	// oxlint-disable-next-line no-unsafe-type-assertion -- the one export of the bundle
	return runInContext('bundle.createGateway', world) as typeof Create;
}

describe('the fault matrix in the web build’s environment', () => {
	let player: Player;
	let create: typeof Create;
	before(async () => {
		[player, create] = await Promise.all([
			startPlayer(directory, { more: described }),
			clientForWeb(),
		]);
	});
	after(() => player.close());

	for (const row of rows) {
		it(`${row.name}: ${row.fault}`, () =>
			checkRow(player, row, (settings, options) => testGateway(settings, options, create)));
	}
});
