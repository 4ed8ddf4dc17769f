/**
 * Checks what the extension is made of: the lock file, the packages inside the bundles, what the
 * bundles may call, and that the same sources give the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSecrets } from '../../src/core/prompt/secrets.ts';
import { root } from '../support/paths.ts';
import { build, bundledPackages } from './bundles.ts';

/** Packages whose code is shipped; safety and upkeep want them few. */
const mostPackages = 8;

const licences = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']);

/** What no shipped code may do: run text as code, start programs, listen for connections. */
const forbidden: readonly [what: string, pattern: RegExp][] = [
	['eval', /(?<![\w$.])eval\(/],
	['new Function', /new Function\b/],
	['child processes', /child_process/],
	['listening sockets', /\.createServer\(/],
	['worker threads', /worker_threads/],
];

interface Locked {
	readonly integrity?: string;
	readonly resolved?: string;
	readonly hasInstallScript?: boolean;
	readonly license?: string;
}

const problems: string[] = [];

async function lockedPackages(): Promise<ReadonlyMap<string, Locked>> {
	const text = await readFile(join(root, 'package-lock.json'), 'utf8');
	const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(text);
	return new Map(Object.entries(lock.packages).filter(([path]) => path !== ''));
}

function checkLock(locked: ReadonlyMap<string, Locked>): void {
	for (const [path, { integrity, resolved }] of locked) {
		if (integrity === undefined) {
			problems.push(`${path} has no integrity in the lock file.`);
		}
		if (resolved !== undefined) {
			problems.push(`${path} names an address in the lock file.`);
		}
	}
}

function hashes(files: ReadonlyMap<string, Buffer>): string {
	return JSON.stringify(
		[...files].map(([file, bytes]) => [file, createHash('sha256').update(bytes).digest('hex')]),
	);
}

function checkPackages(paths: readonly string[], locked: ReadonlyMap<string, Locked>): void {
	for (const path of paths) {
		const { license = 'none', hasInstallScript } = locked.get(path) ?? {};
		if (!licences.has(license)) {
			problems.push(`${path} is shipped under the licence ${license}.`);
		}
		if (hasInstallScript === true) {
			problems.push(`${path} is shipped and has an install script.`);
		}
	}
}

async function checkDirect(paths: readonly string[]): Promise<void> {
	const text = await readFile(join(root, 'package.json'), 'utf8');
	const manifest: { readonly devDependencies: object } = JSON.parse(text);
	const direct = paths
		.map(path => path.replace('node_modules/', ''))
		.filter(name => name in manifest.devDependencies);
	if (direct.length > mostPackages) {
		problems.push(`More than ${mostPackages} packages are shipped: ${direct.join(', ')}.`);
	}
	const page = await readFile(join(root, 'ARCHITECTURE.md'), 'utf8');
	for (const name of direct) {
		if (!page.includes(`\`${name}\``)) {
			problems.push(`ARCHITECTURE.md does not say why ${name} is shipped.`);
		}
	}
}

function checkCalls(files: ReadonlyMap<string, Buffer>): void {
	for (const [file, bytes] of files) {
		for (const { name, value } of file === 'meta.json' ? [] : findSecrets(String(bytes))) {
			problems.push(`${file} has what looks like a key in it: ${name} ${value.slice(0, 12)}…`);
		}
		for (const [what, pattern] of forbidden) {
			if (file !== 'meta.json' && pattern.test(String(bytes))) {
				problems.push(`${file} has ${what} in it.`);
			}
		}
	}
}

const folder = await mkdtemp(join(tmpdir(), 'supply-'));
try {
	const locked = await lockedPackages();
	checkLock(locked);
	const first = await build(join(folder, 'first'));
	if (hashes(first) !== hashes(await build(join(folder, 'second')))) {
		problems.push('Two builds of the same sources differ.');
	}
	const paths = bundledPackages(first);
	checkPackages(paths, locked);
	await checkDirect(paths);
	checkCalls(first);
	for (const problem of problems) {
		console.error(problem);
	}
	console.log(`Supply: ${paths.length} packages inside, ${problems.length} problems.`);
	process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
	await rm(folder, { recursive: true, force: true });
}
