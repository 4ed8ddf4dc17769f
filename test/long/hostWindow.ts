import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { command } from '../support/command.ts';
import { leftovers, root } from '../support/paths.ts';
import { driverMethods } from '../support/vscode/driver.ts';
import { HostSession } from '../support/vscode/session.ts';
import type { VsCodeWindow } from '../support/vscode/window.ts';

/** A window of a real VS Code with the extension, for runs that take too long for the suite. */
export class HostWindow {
	readonly logs: string;
	readonly #session: HostSession;
	readonly #name: string;

	private constructor(session: HostSession, name: string, logs: string) {
		this.#session = session;
		this.#name = name;
		this.logs = logs;
	}

	/** @param what Names the folder of its logs. */
	static async open(
		what: string,
		defaults: Readonly<Record<string, unknown>> = {},
	): Promise<HostWindow> {
		await command(process.execPath, ['esbuild.mjs', '--tests'], { cwd: root });
		const logs = join(leftovers, 'long', `${what}-${Date.now()}`);
		await mkdir(logs, { recursive: true });
		const session = new HostSession({
			logs,
			extension: root,
			timeout: 60_000,
			report: console.log,
			serve: one => driverMethods(one),
		});
		return new HostWindow(session, await session.open({ defaults }), logs);
	}

	/** What the browser shows. */
	get window(): VsCodeWindow {
		return this.#session.window(this.#name);
	}

	get folder(): string {
		return this.window.folder;
	}

	async run<Result = unknown>(id: string, ...args: readonly unknown[]): Promise<Result> {
		const peer = await this.#session.peer(this.#name);
		// oxlint-disable-next-line no-unsafe-type-assertion -- the command's own result as JSON
		return (await peer.call('command', id, args)) as Result;
	}

	/** Runs the text of a function in the extension host: it sees `vscode` as `api`, and `argument`. */
	async evaluate<Result>(source: string, argument?: unknown): Promise<Result> {
		const peer = await this.#session.peer(this.#name);
		// oxlint-disable-next-line no-unsafe-type-assertion -- the function's own result as JSON
		return (await peer.call('evaluate', source, argument)) as Result;
	}

	/**
	 * Ends the extension host as a crash does; settles when there is another one.
	 *
	 * @returns False if VS Code started none, as it now and then does not on a busy machine: then the
	 * window was loaded anew, and what was not saved is as VS Code's own backups have it.
	 */
	async killHost(pid: number): Promise<boolean> {
		const killed = async (): Promise<void> => {
			process.kill(pid, 'SIGKILL');
		};
		try {
			await this.#session.again(this.#name, killed());
			return true;
		} catch {
			await this.reload();
			return false;
		}
	}

	async reload(): Promise<void> {
		await this.#session.again(this.#name, this.window.reload());
	}

	/** Closes the window and opens it again, with the same profile and folder. */
	async restart(): Promise<void> {
		await this.#session.again(this.#name, this.window.restart());
	}

	async close(): Promise<void> {
		await this.#session.close();
	}
}

/** Settles when `look` holds. @throws {Error} It did not within three minutes. */
export async function untilHolds(
	look: () => Promise<boolean>,
	what: string,
	told: () => Promise<string> = async () => '',
): Promise<void> {
	const deadline = Date.now() + 180_000;
	while (!(await look().catch(() => false))) {
		if (Date.now() > deadline) {
			throw new Error(`Waited three minutes for ${what}. ${await told()}`);
		}
		await delay(100);
	}
}
