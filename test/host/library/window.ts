import type * as vscode from 'vscode';
import type { WindowRequest } from '../../support/vscode/channel.ts';
import { afterTest } from './cleanup.ts';
import { Driver } from './driver.ts';
import { ask } from './runner.ts';

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

	async close(): Promise<void> {
		await ask('closeWindow', this.#name);
	}
}

/** Opens another window for the current test; it is closed after it. */
export async function openWindow(request: WindowRequest = {}): Promise<OtherWindow> {
	// oxlint-disable-next-line no-unsafe-type-assertion -- the session's own result
	const { name, folder } = (await ask('openWindow', request)) as {
		readonly name: string;
		readonly folder: string;
	};
	const window = new OtherWindow(name, folder);
	afterTest(async () => window.close().catch(() => undefined));
	return window;
}
