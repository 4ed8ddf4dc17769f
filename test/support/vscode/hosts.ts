import { rm, mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { root } from '../paths.ts';
import type { HostSession } from './session.ts';
import { quietSettings } from './settings.ts';

/** How a suite ended. */
export interface Verdict {
	readonly failures: number;
	readonly tests: number;
}

/** Runs the suite in a browser's window; `finished` settles when the suite says so. */
export async function runInBrowser(
	session: HostSession,
	finished: Promise<Verdict>,
): Promise<Verdict> {
	const peer = await session.openSuite();
	const lost = peer.closed.then(async () => {
		throw new Error('The extension host went away in the middle of the tests: see its log.');
	});
	return await Promise.race([finished, lost]);
}

/** Runs the suite in a desktop VS Code. */
export async function runOnDesktop(
	session: HostSession,
	finished: Promise<Verdict>,
): Promise<Verdict> {
	const profile = await mkdtemp(join(tmpdir(), 'doubao-profile-'));
	await mkdir(join(profile, 'User'), { recursive: true });
	await writeFile(join(profile, 'User', 'settings.json'), JSON.stringify(quietSettings));
	const executable = process.env['VSCODE_EXECUTABLE_PATH'] ?? (await download());
	const suite = await session.hostExtension({ driver: false });
	const folder = await session.sampleWorkspace();
	session.expectSuite(folder);
	try {
		const ended = runTests({
			vscodeExecutablePath: executable,
			extensionDevelopmentPath: root,
			extensionTestsPath: join(suite, 'main.js'),
			launchArgs: [
				folder,
				`--user-data-dir=${profile}`,
				'--disable-extensions',
				'--disable-workspace-trust',
				'--skip-welcome',
				...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
			],
		}).then(async () => {
			throw new Error('VS Code ended before the tests did.');
		});
		return await Promise.race([finished, ended]);
	} finally {
		await rm(profile, { recursive: true, force: true, maxRetries: 3 });
	}
}

async function download(): Promise<string> {
	try {
		return await downloadAndUnzipVSCode();
	} catch (error) {
		throw new Error(
			'A desktop VS Code could not be downloaded: name an installed one with ' +
				'VSCODE_EXECUTABLE_PATH, or leave --desktop out.',
			{ cause: error },
		);
	}
}
