import { spawnSync } from 'node:child_process';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

/** Builds what is shipped into a folder of its own; returns its files by their names. */
export async function build(folder: string): Promise<ReadonlyMap<string, Buffer>> {
	const { status } = spawnSync(process.execPath, ['esbuild.mjs', '--production', '--out', folder], {
		cwd: root,
		stdio: 'inherit',
	});
	if (status !== 0) {
		throw new Error('The extension does not build.');
	}
	const files: [file: string, bytes: Buffer][] = [];
	for await (const file of glob('**/*.{js,cjs,mjs,json}', { cwd: folder })) {
		files.push([file, await readFile(join(folder, file))]);
	}
	return new Map(files.toSorted(([one], [other]) => one.localeCompare(other)));
}

/** The path, in the lock file, of each package that is inside the bundles. */
export function bundledPackages(files: ReadonlyMap<string, Buffer>): readonly string[] {
	const inputs: readonly string[] = JSON.parse(String(files.get('meta.json')));
	const paths = inputs.flatMap(
		input => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replaceAll('\\', '/'))?.[0] ?? [],
	);
	return [...new Set(paths)].toSorted();
}
