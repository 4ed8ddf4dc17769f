import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mostBytes, sum, weigh } from '../check/weigh.ts';
import { root } from '../support/paths.ts';
import { median, type Bench, type Figure } from './figure.ts';

const rounds = 15;

/**
 * Stands in for VS Code, so that a bundle can be loaded and activated in bare Node: whatever is asked
 * of it is a function that returns the same again.
 */
const stub = `
const Module = require('node:module');
const any = new Proxy(function () {}, {
	get: (target, name) =>
		name === Symbol.toPrimitive ? () => '' : name === 'then' ? undefined : name === 'prototype' ? target.prototype : any,
	set: () => true,
	apply: () => any,
	construct: () => ({}),
});
// Bundles copy a module's own names, and find the others by its prototype.
const vscode = new Proxy({}, { getPrototypeOf: () => any });
const load = Module._load;
Module._load = function (name, ...rest) {
	return name === 'vscode' ? vscode : load.call(this, name, ...rest);
};
const [bundle] = process.argv.slice(2);
const start = process.cpuUsage();
const told = () => {
	const { user, system } = process.cpuUsage(start);
	console.log((user + system) / 1000);
	process.exit();
};
if (bundle.endsWith('.mjs')) {
	import(bundle).then(file => file.default(any).activate(any)).then(told);
} else {
	require(bundle).activate(any);
	told();
}
`;

/** Milliseconds of the processor that a fresh process needs to load and activate a bundle. */
function activateOnce(script: string, bundle: string): number {
	const { stdout, stderr, status } = spawnSync(process.execPath, [script, bundle], {
		encoding: 'utf8',
	});
	if (status !== 0) {
		throw new Error(stderr.slice(-1_000));
	}
	return Number(stdout.trim());
}

/** Millions of instructions of the same, where the machine counts them: they hardly vary. */
function instructionsOf(script: string, bundle: string): number {
	const counting = ['stat', '-x', ',', '-e', 'instructions:u', process.execPath, script, bundle];
	const { stderr } = spawnSync('perf', counting, { encoding: 'utf8' });
	return Number(/^(\d+),.*instructions/m.exec(stderr)?.[1]) / 1_000_000;
}

async function activation(): Promise<readonly Figure[]> {
	const folder = await mkdtemp(join(tmpdir(), 'activation-'));
	try {
		const args = ['esbuild.mjs', '--production', '--out', folder];
		spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
		const script = join(folder, 'stub.cjs');
		await writeFile(script, stub);
		await writeFile(join(folder, 'empty.cjs'), 'exports.activate = () => undefined;');
		await writeFile(join(folder, 'empty.mjs'), 'export default () => ({ activate() {} });');
		const bundles = ['extension.cjs', 'empty.cjs', 'host.mjs', 'empty.mjs'];
		const taken = new Map<string, number[]>(bundles.map(bundle => [bundle, []]));
		for (let round = 0; round < rounds; round++) {
			for (const bundle of bundles) {
				taken.get(bundle)?.push(activateOnce(script, join(folder, bundle)));
			}
		}
		const middle = (bundle: string) => median(taken.get(bundle) ?? []);
		const above = (what: string, bundle: string, empty: string, budget: number): Figure => ({
			what,
			value: middle(bundle) - middle(empty),
			unit: 'ms',
			baseline: 'budget',
			baselineValue: budget,
			most: 1,
		});
		const count = (bundle: string) => instructionsOf(script, join(folder, bundle));
		const instructions: Figure = {
			what: 'instructions of that, above an empty extension',
			value: count('extension.cjs') - count('empty.cjs'),
			unit: 'million',
			baseline: 'budget',
			baselineValue: 5,
			most: 1,
		};
		return [
			...(Number.isNaN(instructions.value) ? [] : [instructions]),
			above('activating in bare Node, above an empty extension', 'extension.cjs', 'empty.cjs', 3),
			above('what comes right after, in a task of its own', 'host.mjs', 'empty.mjs', 50),
		];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** What the extension weighs, and what it costs to have it activated. */
export const bench: Bench = {
	title: 'Weight',
	async measure() {
		const weight = await weigh();
		const line = (what: string, size: number, largest: number): Figure => ({
			what,
			value: size / 1000,
			unit: 'KB',
			baseline: 'budget',
			baselineValue: largest / 1000,
			most: 1,
		});
		return [
			line('host bundle', weight.host, mostBytes.host),
			line('first script of the panel, gzipped', weight.webview, mostBytes.webview),
			line('package', weight.package, mostBytes.package),
			line('loaded at activation', weight.activation, mostBytes.activation),
			line('evaluated right after', sum(weight.eager.values()), mostBytes.eager),
			...(await activation()),
		];
	},
};
