import { command } from './command.ts';

/** Milliseconds between two looks at whether npm is still there. */
const interval = 100;

/**
 * Settles when the person, or the system, tells us to stop: Ctrl+C, SIGTERM, a closed terminal. The
 * second time ends at once; whatever was started is killed with this process.
 *
 * npm runs a script below a shell, which dies of a SIGTERM without passing it on. So when one of
 * the two is gone, that is a word to stop as well.
 */
export async function toldToStop(): Promise<undefined> {
	let told = false;
	return await new Promise(resolve => {
		const stop = (): void => {
			if (told) {
				process.exit(1);
			}
			told = true;
			resolve(undefined);
		};
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, stop);
		}
		if (process.env['npm_lifecycle_event'] !== undefined && process.platform !== 'win32') {
			void watchNpm(() => told || stop());
		}
	});
}

async function watchNpm(gone: () => void): Promise<void> {
	const shell = process.ppid;
	const npm = await command('ps', ['-o', 'ppid=', '-p', String(shell)]).catch(() => undefined);
	const watched = npm === undefined ? [shell] : [shell, Number(npm)];
	const timer = setInterval(() => {
		if (process.ppid !== shell || !watched.every(alive)) {
			clearInterval(timer);
			gone();
		}
	}, interval);
	timer.unref();
}

/** Whether a process with this id exists. */
export function alive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
