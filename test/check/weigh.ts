import { spawnSync } from 'node:child_process';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { root } from '../support/paths.ts';

/** What is shipped, in bytes; the same on every machine. */
export interface Weight {
	/** The host's bundle. */
	readonly host: number;
	/** What the panel loads before it shows anything, gzipped. */
	readonly webview: number;
	/** The package as a zip archive. */
	readonly package: number;
	/** The file that VS Code loads at activation. */
	readonly activation: number;
	/** Bytes in the bundle of each module that is evaluated right after. */
	readonly eager: ReadonlyMap<string, number>;
}

/** Bytes that each may have at most. */
export const mostBytes = {
	host: 600_000,
	webview: 60 * 1024,
	package: 500_000,
	activation: 5_000,
	eager: 420_000,
};

/** The files that `.vscodeignore` lets into the package; their absolute paths. */
export async function shipped(): Promise<readonly string[]> {
	const rules = (await readFile(join(root, '.vscodeignore'), 'utf8')).split('\n');
	const patterns = rules.filter(rule => rule.startsWith('!')).map(rule => rule.slice(1));
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

/** The modules that are evaluated when the host's bundle is, with their bytes in it. */
async function eagerModules(): Promise<ReadonlyMap<string, number>> {
	const { metafile } = await build({
		absWorkingDir: root,
		entryPoints: ['src/extension.ts'],
		bundle: true,
		minify: true,
		write: false,
		metafile: true,
		platform: 'browser',
		format: 'cjs',
		external: ['vscode'],
		mainFields: ['module', 'main'],
		outfile: 'dist/host.mjs',
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

/** Builds what is shipped, elsewhere, and weighs it. */
export async function weigh(): Promise<Weight> {
	const folder = await mkdtemp(join(tmpdir(), 'weight-'));
	try {
		const args = ['esbuild.mjs', '--production', '--out', folder];
		if (spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0) {
			throw new Error('The extension does not build.');
		}
		const bundles = new Map<string, Buffer>();
		for await (const file of glob('**/*.{js,cjs,mjs}', { cwd: folder })) {
			bundles.set(file.replaceAll('\\', '/'), await readFile(join(folder, file)));
		}
		let archive = sum([...bundles].map(([file, bytes]) => zipped(file, bytes)));
		// The bundles of a developer's last build are not the ones that are shipped.
		for (const file of await shipped()) {
			if (!file.startsWith(join(root, 'dist'))) {
				archive += zipped(relative(root, file), await readFile(file));
			}
		}
		const sizeOf = (file: string) => bundles.get(file) ?? Buffer.alloc(0);
		return {
			host: sizeOf('host.mjs').length,
			activation: sizeOf('extension.cjs').length,
			webview: ['main', 'markdown']
				.map(name => gzipSync(sizeOf(`webview/${name}.js`)).length)
				.reduce((all, size) => all + size, 0),
			package: archive,
			eager: await eagerModules(),
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

export function sum(sizes: Iterable<number>): number {
	return [...sizes].reduce((all, size) => all + size, 0);
}
