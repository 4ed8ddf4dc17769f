import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run } from './library/commands.ts';
import { until } from './library/until.ts';

export interface Repository {
	readonly rootUri: vscode.Uri;
	readonly inputBox: { value: string };
	readonly state: {
		readonly indexChanges: readonly unknown[];
		readonly workingTreeChanges: readonly unknown[];
	};
	status(): Promise<void>;
}

interface Git {
	getAPI(version: 1): {
		openRepository(root: vscode.Uri): Promise<Repository | null>;
	};
}

export const exec = promisify(execFile);

/** A real repository in a folder of its own; `commits` are the subjects of its history. */
export async function repository(
	commits: readonly string[],
): Promise<{ folder: string; git: Repository }> {
	const folder = await mkdtemp(join(tmpdir(), 'doubao-git-'));
	const call = (...args: readonly string[]) =>
		exec('git', ['-c', 'user.name=Test', '-c', 'user.email=t@example.com', ...args], {
			cwd: folder,
		});
	await call('init', '-q', '-b', 'main');
	for (const subject of commits) {
		await call('commit', '-q', '--allow-empty', '-m', subject);
	}
	const api = vscode.extensions.getExtension<Git>('vscode.git')?.exports.getAPI(1);
	const git = await api?.openRepository(vscode.Uri.file(folder));
	assert.ok(git, 'the Git extension opened the repository');
	afterTest(async () => {
		await run('git.close', git);
		await rm(folder, { recursive: true, force: true });
	});
	return { folder, git };
}

/** A repository in which these files are staged. */
export async function repositoryWith(files: Readonly<Record<string, string>>): Promise<Repository> {
	const { folder, git } = await repository(['first']);
	for (const [name, contents] of Object.entries(files)) {
		await writeFile(join(folder, name), contents);
	}
	await exec('git', ['add', '.'], { cwd: folder });
	await git.status();
	return git;
}

/** A repository in which 50,000 files are staged. */
export async function manyStaged(): Promise<Repository> {
	const { folder, git } = await repository(['first']);
	await writeFile(join(folder, 'a.js'), 'export const shared = 1;\n');
	const { stdout } = await exec('git', ['hash-object', '-w', 'a.js'], { cwd: folder });
	const index = Array.from(
		{ length: 50_000 },
		(_, n) => `100644 ${stdout.trim()}\tdir${n % 50}/file${n}.js\n`,
	);
	const adding = exec('git', ['update-index', '--index-info'], { cwd: folder });
	adding.child.stdin?.end(index.join(''));
	await adding;
	await git.status();
	return git;
}

/** A terminal with shell integration. */
export async function shellTerminal(): Promise<vscode.Terminal> {
	const terminal = vscode.window.createTerminal({ name: 'failing', shellPath: '/bin/bash' });
	afterTest(() => terminal.dispose());
	terminal.show();
	await until(() => terminal.shellIntegration, 'shell integration', { patience: 25_000 });
	return terminal;
}

/** A terminal with shell integration, in which a command has failed. */
export async function failedTerminal(command: string): Promise<vscode.Terminal> {
	const terminal = await shellTerminal();
	const ended = new Promise<void>(resolve => {
		const listening = vscode.window.onDidEndTerminalShellExecution(event => {
			if (event.terminal === terminal) {
				listening.dispose();
				resolve();
			}
		});
	});
	terminal.shellIntegration?.executeCommand(command);
	await ended;
	return terminal;
}
