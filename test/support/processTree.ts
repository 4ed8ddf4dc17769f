import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { command } from './command.ts';

/** Milliseconds between asking a tree of processes to end and killing it. */
const patience = 3_000;

interface TreeOptions {
	readonly cwd?: string;
	readonly env?: NodeJS.ProcessEnv;
}

/**
 * A program with everything that it starts. It leads a process group of its own, so that ending it
 * reaches its children and grandchildren, also those whose parent is gone already.
 */
export class ProcessTree {
	readonly child: ChildProcess;
	readonly #exited: Promise<unknown>;
	readonly #killAtExit = (): void => {
		this.#signal('SIGKILL');
	};

	constructor(program: string, args: readonly string[], { cwd, env }: TreeOptions = {}) {
		this.child = spawn(program, args, {
			...(cwd === undefined ? {} : { cwd }),
			...(env === undefined ? {} : { env }),
			detached: process.platform !== 'win32',
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		this.#exited = once(this.child, 'exit').catch(() => undefined);
		process.once('exit', this.#killAtExit);
	}

	/** Settles when the leader has ended, for whatever reason. */
	get exited(): Promise<unknown> {
		return this.#exited;
	}

	/** Ends the whole tree; settles when none of it is left. */
	async close(): Promise<void> {
		if (process.platform === 'win32') {
			await command('taskkill', ['/PID', String(this.child.pid), '/T', '/F']).catch(
				() => undefined,
			);
		} else {
			this.#signal('SIGTERM');
			const deadline = Date.now() + patience;
			while (this.#alive() && Date.now() < deadline) {
				await delay(20);
			}
			this.#signal('SIGKILL');
			while (this.#alive()) {
				await delay(20);
			}
		}
		process.removeListener('exit', this.#killAtExit);
	}

	#alive(): boolean {
		return this.#signal(0);
	}

	#signal(signal: NodeJS.Signals | 0): boolean {
		const { pid } = this.child;
		if (pid === undefined) {
			return false;
		}
		try {
			process.kill(process.platform === 'win32' ? pid : -pid, signal);
			return true;
		} catch {
			return false;
		}
	}
}
