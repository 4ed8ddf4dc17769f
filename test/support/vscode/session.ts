import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Report } from '../command.ts';
import { Deferred } from '../deferred.ts';
import { leftovers, root } from '../paths.ts';
import { Peer, type Methods } from '../rpc.ts';
import { launchBrowser } from './browser.ts';
import type { HostConfiguration, Welcome, WindowRequest } from './channel.ts';
import { installVsCode } from './install.ts';
import { VsCodeServer } from './server.ts';
import { pseudoExtension, pseudoLocale } from './pseudo.ts';
import { quietSettings } from './settings.ts';
import { VsCodeWindow } from './window.ts';

interface SessionOptions {
	/** Folder for the logs of this run. */
	readonly logs: string;
	/** Absolute path of the extension under test. */
	readonly extension: string;
	readonly grep?: string;
	readonly timeout: number;
	readonly report: Report;
	/** What an extension host may call; `suite` for the one that runs the tests. */
	readonly serve: (session: HostSession, suite: boolean) => Methods;
}

const suiteWindow = 'main';

const hostManifest = {
	name: 'host-tests',
	publisher: 'doubao-test',
	version: '0.0.0',
	engines: { vscode: '^1.106.0' },
	main: './main.js',
	activationEvents: ['onStartupFinished'],
	capabilities: { untrustedWorkspaces: { supported: true } },
	extensionKind: ['workspace'],
};

/** Milliseconds from opening a window until its extension host must have called. */
const patience = 120_000;

/** Everything that one test run started: servers, a browser, windows. Closing it ends them all. */
export class HostSession {
	readonly #options: SessionOptions;
	readonly #token = randomBytes(16).toString('hex');
	readonly #servers = new Map<string, Promise<VsCodeServer>>();
	readonly #windows = new Map<string, VsCodeWindow>();
	readonly #peers = new Map<string, Deferred<Peer>>();
	/** Which window shows which folder. */
	readonly #names = new Map<string, string>();
	readonly #temporary: string[] = [];
	#listener: Server | undefined;
	#browser: Promise<Browser> | undefined;
	#count = 0;
	#closed = false;

	constructor(options: SessionOptions) {
		this.#options = options;
	}

	/** Opens the window in which the suite runs; settles when its extension host has called. */
	async openSuite(): Promise<Peer> {
		return await this.peer(await this.open({}, suiteWindow));
	}

	/**
	 * Opens a window.
	 *
	 * @returns Its name, when its extension host has called.
	 */
	async open(request: WindowRequest, name = `window-${++this.#count}`): Promise<string> {
		const server = await this.#server(request);
		const folder = request.folder ?? (await this.sampleWorkspace());
		this.#names.set(folder, name);
		const window = await VsCodeWindow.open(await this.#launched(), {
			name,
			server,
			folder,
			defaults: { ...quietSettings, ...request.defaults },
			logs: this.#options.logs,
			...(request.locale === undefined ? {} : { locale: request.locale }),
		});
		this.#windows.set(name, window);
		await this.peer(name);
		return name;
	}

	/** The extension host of a window. */
	async peer(name: string): Promise<Peer> {
		const { promise } = this.#expected(name);
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<never>((_resolve, reject) => {
			timer = setTimeout(() => {
				reject(new Error(`The extension host of window ${name} did not call within two minutes.`));
			}, patience);
		});
		try {
			return await Promise.race([promise, late]);
		} catch (error) {
			await this.failurePictures('no-extension-host');
			throw error;
		} finally {
			clearTimeout(timer);
		}
	}

	window(name: string): VsCodeWindow {
		const window = this.#windows.get(name);
		if (!window) {
			throw new Error(`There is no window ${name}.`);
		}
		return window;
	}

	/** A fresh copy of the sample workspace; inside the checkout, where it finds Node's types. */
	async sampleWorkspace(): Promise<string> {
		const folder = join(await this.#temporaryFolder(), 'sample');
		await cp(join(root, 'test', 'fixtures', 'workspace'), folder, { recursive: true });
		return folder;
	}

	/** Tells that the window which shows `folder` is the one in which the suite runs. */
	expectSuite(folder: string): void {
		this.#names.set(folder, suiteWindow);
	}

	/** Writes the small extension that carries the suite, or an agent, into every window. */
	async hostExtension({ driver }: { readonly driver: boolean }): Promise<string> {
		const folder = join(await this.#temporaryFolder(), 'extension');
		const { grep, timeout } = this.#options;
		const configuration: HostConfiguration = {
			port: await this.#listen(),
			token: this.#token,
			driver,
			root,
			timeout,
			...(grep === undefined ? {} : { grep }),
		};
		await mkdir(folder, { recursive: true });
		await writeFile(join(folder, 'package.json'), JSON.stringify(hostManifest));
		const bundle = JSON.stringify(join(root, 'out', 'host-suite.cjs'));
		await writeFile(
			join(folder, 'main.js'),
			'process.setSourceMapsEnabled(true);\n' +
				`module.exports = require(${bundle}).host(${JSON.stringify(configuration)});\n`,
		);
		return folder;
	}

	/** Ends everything that this run started. */
	async close(): Promise<void> {
		this.#closed = true;
		await this.#browser?.then(browser => browser.close()).catch(() => undefined);
		await Promise.all(
			[...this.#servers.values()].map(server =>
				server.then(one => one.close()).catch(() => undefined),
			),
		);
		this.#listener?.close();
		await Promise.all(
			this.#temporary.map(folder => rm(folder, { recursive: true, force: true, maxRetries: 3 })),
		);
	}

	async #launched(): Promise<Browser> {
		this.#browser ??= launchBrowser(this.#options.report);
		return await this.#browser;
	}

	async #server(request: WindowRequest): Promise<VsCodeServer> {
		const key = JSON.stringify([
			request.trust ?? true,
			request.machineSettings,
			request.locale,
			request.extensions,
			request.env,
		]);
		const running = this.#servers.get(key);
		if (running) {
			return await running;
		}
		const starting = this.#startServer(request, this.#servers.size + 1);
		this.#servers.set(key, starting);
		return await starting;
	}

	async #startServer(request: WindowRequest, number: number): Promise<VsCodeServer> {
		const { logs, report } = this.#options;
		const install = await installVsCode(report);
		if (this.#closed) {
			throw new Error('The run is over.');
		}
		const { trust, machineSettings, locale, extensions = [], env } = request;
		const own = this.#options.extension;
		const extension =
			locale === pseudoLocale ? await pseudoExtension(own, await this.#temporaryFolder()) : own;
		return await VsCodeServer.start({
			install,
			folder: join(logs, `server-${number}`),
			extensions: [extension, await this.hostExtension({ driver: true }), ...extensions],
			...(trust === undefined ? {} : { trust }),
			...(machineSettings === undefined ? {} : { machineSettings }),
			...(locale === undefined ? {} : { locale }),
			...(env === undefined ? {} : { env }),
		});
	}

	async #temporaryFolder(): Promise<string> {
		const folder = await mkdtemp(join(leftovers, 'run-'));
		this.#temporary.push(folder);
		return folder;
	}

	#expected(name: string): Deferred<Peer> {
		const expected = this.#peers.get(name) ?? new Deferred<Peer>();
		this.#peers.set(name, expected);
		return expected;
	}

	/** Listens on loopback for the extension hosts; returns the port. */
	async #listen(): Promise<number> {
		if (!this.#listener) {
			const listener = createServer(socket => this.#welcome(socket));
			this.#listener = listener;
			await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve));
		}
		const address = this.#listener.address();
		if (typeof address !== 'object' || !address) {
			throw new Error('The run has no address of its own.');
		}
		return address.port;
	}

	#welcome(socket: Socket): void {
		const peer: Peer = new Peer(socket, {
			hello: (token: string, folder: string): Welcome => {
				const name = this.#names.get(folder);
				if (token !== this.#token || name === undefined) {
					throw new Error('This extension host belongs to no window of the run.');
				}
				const suite = name === suiteWindow;
				peer.serve(this.#options.serve(this, suite));
				this.#expected(name).resolve(peer);
				// A reload brings another extension host with a connection of its own.
				void peer.closed.then(() => this.#forget(name, peer));
				return { window: name, role: suite ? 'suite' : 'agent' };
			},
		});
	}

	async #forget(name: string, gone: Peer): Promise<void> {
		if ((await this.#peers.get(name)?.promise) === gone) {
			this.#peers.delete(name);
		}
	}

	async closeWindow(name: string): Promise<void> {
		await this.window(name).close();
		this.#windows.delete(name);
	}

	/** Waits for the new extension host of a window that is being loaded again. */
	async again(name: string, loaded: Promise<void>): Promise<void> {
		// Whoever asks from now on wants the extension host that comes, not the one that goes.
		this.#peers.delete(name);
		await loaded;
		await this.peer(name);
	}

	/** Saves a picture of every window among the logs. */
	async failurePictures(title: string): Promise<void> {
		const file = title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 120);
		for (const window of this.#windows.values()) {
			await window
				.pictureAt(join(this.#options.logs, `${file}.${window.name}.png`))
				.catch(() => undefined);
		}
	}
}
