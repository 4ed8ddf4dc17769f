import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';

interface Repository {
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

interface CommitResult {
	readonly outcome: string;
	readonly text: string;
	readonly reason?: string;
}

const exec = promisify(execFile);

/** A real repository in a folder of its own; `commits` are the subjects of its history. */
async function repository(
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

describe('a commit message', () => {
	it('is written from what is staged, in the style of the repository, and one undo gives the old text back', async () => {
		const server = await gateway.script({
			deltas: ['feat(shop): ', 'add up ', 'the prices\n'],
			pace: 'gate',
		});
		const { folder, git } = await repository(['feat(shop): begin', 'fix(shop): mend']);
		await writeFile(join(folder, 'shop.js'), 'export const total = 1;\n');
		await writeFile(join(folder, 'other.js'), 'not staged\n');
		await exec('git', ['add', 'shop.js'], { cwd: folder });
		await git.status();
		await run('workbench.view.scm');
		git.inputBox.value = 'my words';
		await driver.workbench.locator('.scm-editor', { hasText: 'my words' }).waitFor();

		const written = run<CommitResult>('doubao.generateCommitMessage', { rootUri: git.rootUri });
		await until(() => server.requests.length > 0, 'a request');
		server.release();
		await untilValue(
			() => git.inputBox.value,
			now => now.startsWith('feat(shop):'),
			'the first words in the box',
		);
		server.releaseAll();
		const result = await written;

		assert.deepEqual(result, { outcome: 'complete', text: 'feat(shop): add up the prices' });
		assert.equal(git.inputBox.value, 'feat(shop): add up the prices');
		const asked = JSON.stringify(server.requests[0]?.body);
		assert.match(asked, /export const total/);
		assert.doesNotMatch(asked, /not staged/);
		assert.match(asked, /fix\(shop\): mend/);
		assert.match(asked, /my words/);

		await driver.workbench.locator('.scm-editor').first().click();
		await driver.press('Control+KeyZ');
		await untilValue(
			() => git.inputBox.value,
			now => now === 'my words',
			'the old text after one undo',
		);
	});

	it('is written for 50,000 changed files from some of them, and says how many there are', async () => {
		const server = await gateway.script({ deltas: ['Add them all'] });
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

		const result = await run<CommitResult>('doubao.generateCommitMessage', {
			rootUri: git.rootUri,
		});

		assert.deepEqual(result, { outcome: 'complete', text: 'Add them all' });
		const asked = JSON.stringify(server.requests[0]?.body);
		assert.match(asked, /file0\.js/);
		assert.ok(asked.length < 200_000, `${asked.length} characters were sent.`);
	});

	it('gives the old text back when it is stopped before anything came', async () => {
		const server = await gateway.script({ deltas: ['Never.'], pace: 'gate' });
		const { folder, git } = await repository(['first']);
		await writeFile(join(folder, 'a.js'), '1\n');
		await exec('git', ['add', '.'], { cwd: folder });
		await git.status();
		git.inputBox.value = 'my words';
		const written = run<CommitResult>('doubao.generateCommitMessage', { rootUri: git.rootUri });
		await until(() => server.requests.length > 0, 'a request');

		await run('doubao.stop', { all: true });

		assert.equal((await written).outcome, 'aborted');
		assert.equal(git.inputBox.value, 'my words');
	});

	it('leaves what somebody types meanwhile alone', async () => {
		const server = await gateway.script({ deltas: ['One ', 'two'], pace: 'gate' });
		const { folder, git } = await repository(['first']);
		await writeFile(join(folder, 'a.js'), '1\n');
		await exec('git', ['add', '.'], { cwd: folder });
		await git.status();
		const written = run<CommitResult>('doubao.generateCommitMessage', { rootUri: git.rootUri });
		await until(() => server.requests.length > 0, 'a request');
		server.release();
		await untilValue(
			() => git.inputBox.value,
			now => now === 'One',
			'the first word',
		);
		git.inputBox.value = 'mine';
		server.releaseAll();
		await written;
		assert.equal(git.inputBox.value, 'mine');
	});

	it('works in a repository without commits, and says so where nothing changed', async () => {
		await gateway.script({ text: '```\nBegin\n```' });
		const { folder, git } = await repository([]);
		const nothing = await run<CommitResult>('doubao.generateCommitMessage', {
			rootUri: git.rootUri,
		});
		assert.equal(nothing.outcome, 'refused');
		assert.match(nothing.reason ?? '', /Nothing has changed/);
		await writeFile(join(folder, 'a.js'), '1\n');
		await exec('git', ['add', '.'], { cwd: folder });
		await git.status();

		const result = await run<CommitResult>('doubao.generateCommitMessage', {
			rootUri: git.rootUri,
		});

		assert.deepEqual(result, { outcome: 'complete', text: 'Begin' });
		await run('notifications.clearAll');
	});

	it('has a button above the message, and can be explained', async () => {
		const server = await gateway.script({ text: 'Adds a file.' });
		const { folder, git } = await repository(['first']);
		await writeFile(join(folder, 'a.js'), 'const a = 1;\n');
		await exec('git', ['add', '.'], { cwd: folder });
		await git.status();
		await run('workbench.view.scm');
		await driver.painted();
		await driver.picture('scm');

		const result = await run<CommitResult>(
			'doubao.explainChanges',
			vscode.Uri.file(join(folder, 'a.js')),
		);

		assert.equal(result.outcome, 'complete');
		assert.match(JSON.stringify(server.requests[0]?.body), /const a = 1/);
		await run('workbench.view.explorer');
	});
});
