import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ProcessTree } from '../processTree.ts';
import type { VsCodeInstall } from './install.ts';

export interface ServerOptions {
	readonly install: VsCodeInstall;
	/** Fresh folder for everything that the server writes. */
	readonly folder: string;
	/** Absolute paths of extensions that are installed from where they lie. */
	readonly extensions: readonly string[];
	/** The first port to try; without it, any free one. */
	readonly port?: number;
	/** False: folders open in restricted mode, as a stranger's folder does. Default true. */
	readonly trust?: boolean;
	/** Machine settings, what a dev container would write. */
	readonly machineSettings?: Readonly<Record<string, unknown>>;
	/** Display language, e.g. `zh-cn`. */
	readonly locale?: string;
	/** Further arguments of the server. */
	readonly args?: readonly string[];
	/** Added to the environment of the server, and so of the extension host. */
	readonly env?: Readonly<Record<string, string>>;
}

interface Manifest {
	readonly publisher: string;
	readonly name: string;
	readonly version: string;
}

/** Milliseconds within which the server must listen. */
const patience = 60_000;

/** A running VS Code server: serves the workbench to a browser and runs the extension hosts. */
export class VsCodeServer {
	readonly port: number;
	readonly #tree: ProcessTree;

	private constructor(tree: ProcessTree, port: number) {
		this.#tree = tree;
		this.port = port;
	}

	/** @throws {Error} The server did not come up; the message carries what it said. */
	static async start(options: ServerOptions): Promise<VsCodeServer> {
		const { folder } = options;
		const port = await freePort(options.port ?? 0);
		await mkdir(join(folder, 'data', 'Machine'), { recursive: true });
		await writeFile(
			join(folder, 'data', 'Machine', 'settings.json'),
			JSON.stringify(options.machineSettings ?? {}),
		);
		if (options.locale !== undefined) {
			await writeLanguagePack(join(folder, 'data'), options.locale);
		}
		await installExtensions(join(folder, 'extensions'), options.extensions);
		const tree = new ProcessTree(options.install.node, serverArguments(options, port), {
			env: environment(options.env),
		});
		await listening(tree, join(folder, 'server.log'));
		return new VsCodeServer(tree, port);
	}

	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Settles when the server has ended by itself. */
	get exited(): Promise<unknown> {
		return this.#tree.exited;
	}

	async close(): Promise<void> {
		await this.#tree.close();
	}
}

/**
 * Installs extensions the way an editor remembers them. VS Code could also load them as being under
 * development, but only together with its smoke-test driver, which silences notifications.
 */
async function installExtensions(folder: string, extensions: readonly string[]): Promise<void> {
	const installed = await Promise.all(
		extensions.map(async path => {
			const manifest: Manifest = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
			const { publisher, name, version } = manifest;
			return {
				identifier: { id: `${publisher}.${name}` },
				version,
				location: { $mid: 1, scheme: 'file', path },
				metadata: {},
			};
		}),
	);
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'extensions.json'), JSON.stringify(installed));
}

/**
 * Makes the server speak a language: an empty language pack is enough for the extensions' own
 * translations; the workbench itself stays English.
 */
async function writeLanguagePack(folder: string, locale: string): Promise<void> {
	const words = join(folder, 'empty.i18n.json');
	await writeFile(words, JSON.stringify({ contents: {} }));
	const pack = {
		hash: 'test',
		label: locale,
		extensions: [{ extensionIdentifier: { id: 'doubao-test.language' }, version: '0.0.0' }],
		translations: { vscode: words },
	};
	await writeFile(join(folder, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

function serverArguments(options: ServerOptions, port: number): readonly string[] {
	return [
		options.install.serverMain,
		'--host=127.0.0.1',
		`--port=${port}`,
		'--without-connection-token',
		'--accept-server-license-terms',
		`--server-data-dir=${options.folder}`,
		`--extensions-dir=${join(options.folder, 'extensions')}`,
		'--disable-telemetry',
		...(options.trust === false ? [] : ['--disable-workspace-trust']),
		...(options.locale === undefined ? [] : ['--locale', options.locale]),
		...(options.args ?? []),
	];
}

/** An editor that surrounds this run must not reach into the one that is being started. */
function environment(added: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/.test(name),
	);
	return { ...Object.fromEntries(inherited), ...added };
}

async function listening(tree: ProcessTree, logFile: string): Promise<void> {
	const log = createWriteStream(logFile);
	let said = '';
	await new Promise<void>((resolve, reject) => {
		const fail = (why: string): void => {
			void tree.close();
			reject(new Error(`VS Code's server ${why}. It said:\n${said.slice(-2_000)}`));
		};
		const timer = setTimeout(fail, patience, 'did not start within a minute');
		const hear = (chunk: Buffer): void => {
			log.write(chunk);
			if (said.length < 100_000) {
				said += chunk.toString();
			}
			if (said.includes('Extension host agent listening')) {
				clearTimeout(timer);
				resolve();
			}
		};
		tree.child.stdout?.on('data', hear);
		tree.child.stderr?.on('data', hear);
		tree.child.once('error', error => fail(`could not be started (${error.message})`));
		tree.child.once('exit', code => {
			clearTimeout(timer);
			log.end();
			fail(`ended (${code})`);
		});
	});
}

/** The first free port from `first` on; 0 takes any. */
async function freePort(first: number): Promise<number> {
	for (let port = first; port <= first + 200; port++) {
		const free = await tryPort(port);
		if (free !== undefined) {
			return free;
		}
	}
	throw new Error(`No free port from ${first} to ${first + 200}: name another one with --port.`);
}

async function tryPort(port: number): Promise<number | undefined> {
	const probe = createServer();
	return await new Promise(resolve => {
		probe.once('error', () => resolve(undefined));
		probe.listen(port, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => {
				resolve(typeof address === 'object' && address ? address.port : undefined);
			});
		});
	});
}
