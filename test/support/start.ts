/**
 * Opens the extension in a real VS Code with a sample workspace and the demo gateway: no key, no
 * network, once everything is installed.
 *
 * npm start                      prints an address to open in a browser
 * npm start -- --folder DIR      shows a folder of your own
 * npm start -- --port N          the first port to try; default 3000, or PORT
 * npm start -- --locale zh-cn    in Chinese
 * npm start -- --desktop         in a desktop VS Code: VSCODE_EXECUTABLE_PATH, or `code`
 */
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command.ts';
import { leftovers, root } from './paths.ts';
import { ProcessTree } from './processTree.ts';
import { alive, toldToStop } from './stop.ts';
import { windowAddress } from './vscode/address.ts';
import { installVsCode } from './vscode/install.ts';
import { VsCodeServer } from './vscode/server.ts';

const starter = join(root, 'test', 'support', 'starter');

/** What keeps the first screen about our extension. A person's own settings are not touched. */
const machineSettings = {
	'workbench.startupEditor': 'none',
	'git.openRepositoryInParentFolders': 'never',
	'extensions.ignoreRecommendations': true,
};

/** Something that runs until it is closed. */
interface Running {
	readonly exited: Promise<unknown>;
	close(): Promise<void>;
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			folder: { type: 'string' },
			port: { type: 'string', default: process.env['PORT'] ?? '3000' },
			locale: { type: 'string' },
			desktop: { type: 'boolean', default: false },
		},
	});
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new Error(`--port needs a number from 0 to 65535, not ${values.port}.`);
	}
	const stop = toldToStop();
	const opened = open({ ...values, port });
	const running = await Promise.race([opened, stop]);
	if (!running) {
		// Told to stop in the middle of building or installing: what runs ends with this process.
		process.exit(0);
	}
	await Promise.race([stop, running.exited]);
	console.log('Stopping…');
	await running.close();
}

interface StartOptions {
	readonly folder?: string | undefined;
	/** Display language of the extension, e.g. `zh-cn`. */
	readonly locale?: string | undefined;
	readonly port: number;
	readonly desktop: boolean;
}

async function open(options: StartOptions): Promise<Running> {
	console.log('Building…');
	await command(process.execPath, ['esbuild.mjs'], { cwd: root });
	const home = await freshHome();
	const folder = options.folder === undefined ? await sample(home) : resolve(options.folder);
	return options.desktop ? startDesktop(home, folder) : await startServer(home, folder, options);
}

async function startServer(
	home: string,
	folder: string,
	{ port, locale }: StartOptions,
): Promise<Running> {
	const install = await installVsCode(console.log);
	console.log('Starting VS Code…');
	const server = await VsCodeServer.start({
		install,
		port,
		folder: join(home, 'server'),
		extensions: [root, starter],
		machineSettings,
		...(locale === undefined ? {} : { locale }),
	});
	console.log(`\nOpen: ${windowAddress(server.origin, folder)}\n\nCtrl+C ends it.`);
	return server;
}

function startDesktop(home: string, folder: string): Running {
	const code = process.env['VSCODE_EXECUTABLE_PATH'] ?? 'code';
	const tree = new ProcessTree(code, [
		'--wait',
		'--new-window',
		'--disable-workspace-trust',
		'--skip-welcome',
		`--user-data-dir=${join(home, 'profile')}`,
		`--extensions-dir=${join(home, 'extensions')}`,
		`--extensionDevelopmentPath=${root}`,
		`--extensionDevelopmentPath=${starter}`,
		...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
		folder,
	]);
	tree.child.once('error', () => {
		console.error(
			`There is no VS Code at "${code}": name one with VSCODE_EXECUTABLE_PATH, ` +
				'or leave --desktop out to open it in a browser.',
		);
		process.exitCode = 1;
	});
	return tree;
}

/** A folder for this start alone; those of starts that are over make room. */
async function freshHome(): Promise<string> {
	await mkdir(leftovers, { recursive: true });
	for (const name of await readdir(leftovers)) {
		const pid = /^demo-(\d+)$/.exec(name)?.[1];
		if (pid !== undefined && !alive(Number(pid))) {
			await rm(join(leftovers, name), { recursive: true, force: true });
		}
	}
	const home = join(leftovers, `demo-${process.pid}`);
	await rm(home, { recursive: true, force: true });
	await mkdir(home);
	return home;
}

async function sample(home: string): Promise<string> {
	const folder = join(home, 'sample');
	await cp(join(root, 'test', 'fixtures', 'workspace'), folder, { recursive: true });
	return folder;
}

try {
	await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	if (error instanceof Error && error.cause instanceof Error) {
		console.error(error.cause.message);
	}
	process.exitCode = 1;
}
process.exit();
