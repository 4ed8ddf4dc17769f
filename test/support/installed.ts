/**
 * Installs the package, as a user does, and runs the main paths of the host tests on it.
 *
 * npm run test:package
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';
import { leftovers, root } from './paths.ts';
import { installVsCode } from './vscode/install.ts';

/** Titles of what a first hour with the extension touches. */
const mainPaths =
	'a gateway over|the first run|in a web worker|an explanation in place|one key takes it back|from a comment|Import from Continue';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
await command(npm, ['run', 'package'], { cwd: root });
const folder = await mkdtemp(join(leftovers, 'installed-'));
try {
	const { node, serverMain } = await installVsCode(console.log);
	const extensions = join(folder, 'extensions');
	await command(node, [
		serverMain,
		`--extensions-dir=${extensions}`,
		`--server-data-dir=${folder}`,
		`--install-extension=${join(root, 'doubao-assistant.vsix')}`,
		'--accept-server-license-terms',
	]);
	const own = (await readdir(extensions)).find(name => name.startsWith('doubao-assistant.'));
	if (own === undefined) {
		throw new Error('VS Code did not install the package.');
	}
	const run = ['test/host/run.ts', '--extension', join(extensions, own), '--grep', mainPaths];
	// Once more for a test that a busy machine spoils, as in CI.
	console.log(await command(process.execPath, run, { cwd: root, env: { CI: 'true' } }));
} finally {
	await rm(folder, { recursive: true, force: true });
}
