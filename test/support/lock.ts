import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Report } from './command.ts';

/** Runs `work` while no other process on this machine holds the lock `file`. */
export async function withLock<T>(
	file: string,
	report: Report,
	work: () => Promise<T>,
): Promise<T> {
	await mkdir(dirname(file), { recursive: true });
	let said = false;
	while (!(await take(file))) {
		if (await abandoned(file)) {
			await rm(file, { force: true });
			continue;
		}
		if (!said) {
			report(`Waiting for another run that is busy here (${file})…`);
			said = true;
		}
		await delay(500);
	}
	try {
		return await work();
	} finally {
		await rm(file, { force: true });
	}
}

async function take(file: string): Promise<boolean> {
	try {
		await writeFile(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch {
		return false;
	}
}

/** Whether the process that took the lock is gone without giving it back. */
async function abandoned(file: string): Promise<boolean> {
	const pid = Number(await readFile(file, 'utf8').catch(() => ''));
	if (!Number.isInteger(pid) || pid <= 0) {
		return false;
	}
	try {
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'ESRCH';
	}
}
