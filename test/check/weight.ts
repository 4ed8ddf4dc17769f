/**
 * Checks what the extension weighs, by counts that are the same on every machine: the size of what
 * is shipped, and what is evaluated when it is activated.
 */
import { spawnSync } from 'node:child_process';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { root } from '../support/paths.ts';

/** Bytes. */
const most = {
	host: 600_000,
	webview: 60 * 1024,
	package: 500_000,
	/** Minified, of what is evaluated before the first gesture. */
	eager: 400_000,
} as const;

/** Packages that may be evaluated at activation: a few kilobytes without effects. */
const eagerPackages: ReadonlySet<string> = new Set(['eventsource-parser', '@leeoniya/ufuzzy']);

const problems: string[] = [];

function limit(what: string, size: number, largest: number): string {
	if (size > largest) {
		problems.push(`${what}: ${size} bytes are more than ${largest}.`);
	}
	return `${what} ${Math.ceil(size / 1000)} of ${Math.floor(largest / 1000)} KB`;
}

/** What `.vscodeignore` lets into the package, beside the bundles. */
async function shippedBeside(): Promise<readonly string[]> {
	const rules = (await readFile(join(root, '.vscodeignore'), 'utf8')).split('\n');
	const patterns = rules
		.filter(rule => rule.startsWith('!') && !rule.startsWith('!dist/'))
		.map(rule => rule.slice(1));
	const files: string[] = [];
	for (const pattern of patterns) {
		for await (const entry of glob(pattern, { cwd: root, withFileTypes: true })) {
			if (entry.isFile()) {
				files.push(join(entry.parentPath, entry.name));
			}
		}
	}
	return files;
}

/** Bytes of a file in a zip archive, its two headers included. */
function zipped(path: string, bytes: Buffer): number {
	return deflateRawSync(bytes, { level: 9 }).length + 2 * path.length + 76;
}

/** The modules that are evaluated when the host bundle is loaded, with their bytes in it. */
async function eagerModules(): Promise<ReadonlyMap<string, number>> {
	const { metafile } = await build({
		absWorkingDir: root,
		entryPoints: ['src/extension.ts'],
		bundle: true,
		minify: true,
		write: false,
		metafile: true,
		platform: 'node',
		format: 'cjs',
		external: ['vscode'],
		mainFields: ['module', 'main'],
		outfile: 'dist/extension.cjs',
	});
	const [output] = Object.values(metafile.outputs);
	return new Map(
		[...reachable(metafile, 'src/extension.ts')].map(path => [
			path,
			output?.inputs[path]?.bytesInOutput ?? 0,
		]),
	);
}

/** What a module imports with `import … from`, and what that imports. */
function reachable({ inputs }: Metafile, from: string): ReadonlySet<string> {
	const found = new Set<string>([from]);
	for (const path of found) {
		for (const { path: next, kind, external } of inputs[path]?.imports ?? []) {
			if (kind !== 'dynamic-import' && external !== true) {
				found.add(next);
			}
		}
	}
	return found;
}

function packageOf(path: string): string | undefined {
	return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
}

const folder = await mkdtemp(join(tmpdir(), 'weight-'));
try {
	const { status } = spawnSync(process.execPath, ['esbuild.mjs', '--production', '--out', folder], {
		cwd: root,
		stdio: 'inherit',
	});
	if (status !== 0) {
		throw new Error('The extension does not build.');
	}
	const bundles = new Map<string, Buffer>();
	for await (const file of glob('**/*.{js,cjs}', { cwd: folder })) {
		bundles.set(file.replaceAll('\\', '/'), await readFile(join(folder, file)));
	}
	const sizeOf = (file: string) => bundles.get(file) ?? Buffer.alloc(0);
	let archive = [...bundles].reduce((sum, [file, bytes]) => sum + zipped(file, bytes), 0);
	for (const file of await shippedBeside()) {
		archive += zipped(file, await readFile(file));
	}
	const eager = await eagerModules();
	const packages = [...eager.keys()].flatMap(path => packageOf(path) ?? []);
	for (const name of new Set(packages)) {
		if (!eagerPackages.has(name)) {
			problems.push(`${name} is evaluated at activation: import it where it is first used.`);
		}
	}
	const eagerSize = [...eager.values()].reduce((sum, size) => sum + size, 0);
	const told = [
		limit('host bundle', sizeOf('extension.cjs').length, most.host),
		limit('webview script, gzipped', gzipSync(sizeOf('webview/main.js')).length, most.webview),
		limit('package', archive, most.package),
		limit(`at activation ${eager.size} modules,`, eagerSize, most.eager),
	];
	for (const problem of problems) {
		console.error(problem);
	}
	console.log(`Weight: ${told.join('; ')}.`);
	process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
	await rm(folder, { recursive: true, force: true });
}
