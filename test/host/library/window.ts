import type * as vscode from 'vscode';
import type { WindowRequest } from '../../support/vscode/channel.ts';
import { afterTest } from './cleanup.ts';
import { Driver } from './driver.ts';
import { ask, hasDriver } from './runner.ts';

/**
 * Another window of VS Code, with a browser profile of its own, for what the window of the tests
 * cannot show: a reload, restricted mode, another language, machine settings.
 */
export class OtherWindow {
	readonly driver: Driver;
	readonly folder: string;
	readonly #name: string;

	constructor(name: string, folder: string) {
		this.#name = name;
		this.folder = folder;
		this.driver = new Driver(() => name);
	}

	/** Runs a command there. Arguments and result travel as JSON. */
	async run<Result = unknown>(command: string, ...args: readonly unknown[]): Promise<Result> {
		// oxlint-disable-next-line no-unsafe-type-assertion -- the command's own result as JSON
		return (await ask('tell', this.#name, 'command', [command, args])) as Result;
	}

	/**
	 * Runs a function in the extension host there. It travels as its text: it sees its two
	 * parameters and nothing else of the test's.
	 */
	async evaluate<Result, Argument = undefined>(
		look: (api: typeof vscode, argument: Argument) => Result | PromiseLike<Result>,
		argument?: Argument,
	): Promise<Result> {
		// oxlint-disable-next-line no-unsafe-type-assertion -- the function's own result as JSON
		return (await ask('tell', this.#name, 'evaluate', [look.toString(), argument])) as Result;
	}

	/** Loads the window again; settles when its new extension host is there. */
	async reload(): Promise<void> {
		await ask('reloadWindow', this.#name);
	}

	/** Closes the window and opens it again, with the same profile and folder. */
	async restart(): Promise<void> {
		await ask('restartWindow', this.#name);
	}

	/** Kills the extension host, as a crash does; settles when VS Code has started another one. */
	async killHost(): Promise<void> {
		await ask('killHost', this.#name, await this.evaluate(() => process.pid));
	}

	/** Cuts the browser of this window off from the server, or joins it again. */
	async offline(isOffline: boolean): Promise<void> {
		await ask('offline', this.#name, isOffline);
	}

	async close(): Promise<void> {
		await ask('closeWindow', this.#name);
	}
}

/** Opens another window for the current test; it is closed after it. */
export async function openWindow(request: WindowRequest = {}): Promise<OtherWindow> {
	const window = await open(request);
	afterTest(async () => window.close().catch(() => undefined));
	return window;
}

/** One other window for all tests of a suite, since each is a whole VS Code that starts. */
export function sharedWindow(request: WindowRequest = {}): () => OtherWindow {
	let window: OtherWindow | undefined;
	before('open another window', async function () {
		if (!hasDriver()) {
			this.skip();
		}
		window = await open(request);
	});
	after('close the other window', async () => {
		await window?.close().catch(() => undefined);
	});
	return () => {
		if (!window) {
			throw new Error('The other window is open while the tests of its suite run.');
		}
		return window;
	};
}

async function open(request: WindowRequest): Promise<OtherWindow> {
	// oxlint-disable-next-line no-unsafe-type-assertion -- the session's own result
	const { name, folder } = (await ask('openWindow', request)) as {
		readonly name: string;
		readonly folder: string;
	};
	return new OtherWindow(name, folder);
}
