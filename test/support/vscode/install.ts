import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { command, type Report } from '../command.ts';
import { withLock } from '../lock.ts';
import { installs, root } from '../paths.ts';

/** code-server carries Microsoft's own workbench, server and extension host of VS Code 1.139.1. */
const version = '4.139.1';

export interface VsCodeInstall {
	/** The Node binary itself, not a link or a script that starts it: killing it must end it. */
	readonly node: string;
	readonly serverMain: string;
}

/**
 * Makes sure that VS Code is there, installing it on first use (about 190 MB, one or two minutes).
 * An interrupted installation leaves no trace that a later run could mistake for a whole one.
 *
 * @throws {Error} One sentence that says what cannot be had and what to do.
 */
export async function installVsCode(report: Report): Promise<VsCodeInstall> {
	const node = findNode();
	const folder = join(installs, 'vscode', version);
	if (!(await complete(folder))) {
		await withLock(`${folder}.lock`, report, async () => {
			if (!(await complete(folder))) {
				await install(folder, node, report);
			}
		});
	}
	return { node, serverMain: join(inside(folder), 'out', 'server-main.js') };
}

/** The Node that this VS Code's extension host runs on. */
function findNode(): string {
	const bundled = join(root, 'node_modules', 'node', 'bin', 'node');
	if (existsSync(bundled)) {
		return bundled;
	}
	if (process.versions.node.startsWith('24.')) {
		return process.execPath;
	}
	throw new Error('Node 24 is missing: run `npm ci` first, which installs it beside the tools.');
}

async function install(folder: string, node: string, report: Report): Promise<void> {
	// A name of its own: an installer that was killed may have left an npm that still writes.
	const partial = `${folder}.partial-${process.pid}`;
	await removeOlder(`${folder}.partial-`);
	await rm(folder, { recursive: true, force: true });
	await mkdir(partial, { recursive: true });
	await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
	const npm = async (cwd: string, ...args: readonly string[]): Promise<void> => {
		await command('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...args], {
			cwd,
			env: { PATH: `${dirname(node)}:${process.env['PATH'] ?? ''}` },
		});
	};
	try {
		report('Installing VS Code for tests and demo, once: step 1 of 3, the editor…');
		await npm(partial, `code-server@${version}`);
		report('Installing VS Code: step 2 of 3, what its server needs…');
		await npm(inside(partial), '--omit=dev');
		report('Installing VS Code: step 3 of 3, its built-in language extensions…');
		await npm(join(inside(partial), 'extensions'), '--omit=dev');
	} catch (error) {
		throw new Error(
			`VS Code could not be installed: npm must be able to fetch code-server ${version}. ` +
				'Check the network or the npm settings and run the command again; ' +
				'it starts over where nothing was finished.',
			{ cause: error },
		);
	}
	await writeFile(join(partial, 'complete'), version);
	await rename(partial, folder);
	report('VS Code is installed.');
}

async function removeOlder(start: string): Promise<void> {
	for (const name of await readdir(dirname(start)).catch(() => [])) {
		if (name.startsWith(basename(start))) {
			await rm(join(dirname(start), name), { recursive: true, force: true }).catch(() => undefined);
		}
	}
}

function inside(folder: string): string {
	return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

async function complete(folder: string): Promise<boolean> {
	return (await readFile(join(folder, 'complete'), 'utf8').catch(() => '')) === version;
}
