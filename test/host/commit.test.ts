import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { exec, repository, repositoryWith, type Repository } from './material.ts';

interface CommitResult {
	readonly outcome: string;
	readonly text: string;
	readonly reason?: string;
}

/** A repository in which 50,000 files are staged. */
async function manyStaged(): Promise<Repository> {
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
		const git = await manyStaged();

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

	it('is no reason to leave out what is not staged when a change is explained', async () => {
		const server = await gateway.script({ text: 'Two changes.' });
		const { folder, git } = await repository(['first']);
		await writeFile(join(folder, 'a.js'), 'const staged = 1;\n');
		await exec('git', ['add', '.'], { cwd: folder });
		await writeFile(join(folder, 'a.js'), 'const staged = 1;\nconst clicked = 2;\n');
		await git.status();

		const result = await run<CommitResult>(
			'doubao.explainChanges',
			vscode.Uri.file(join(folder, 'a.js')),
		);

		assert.equal(result.outcome, 'complete');
		const asked = JSON.stringify(server.requests[0]?.body);
		assert.match(asked, /const staged = 1/);
		assert.match(asked, /\+const clicked = 2/);
		assert.match(asked, /# Staged/);
	});
});

/** Two repositories; no editor says which of them is meant. */
async function two() {
	const [left, right] = [await repository(['first']), await repository(['first'])];
	for (const [{ folder, git }, name] of [
		[left, 'left'],
		[right, 'right'],
	] as const) {
		await writeFile(join(folder, `${name}.js`), `export const ${name} = 1;\n`);
		await exec('git', ['add', '.'], { cwd: folder });
		await git.status();
	}
	await run('workbench.action.closeAllEditors');
	return { left, right };
}

describe('with several repositories', () => {
	it('a commit message asks for which one it is, and automation is refused', async () => {
		const server = await gateway.script({ text: 'Add right' });
		const { left, right } = await two();
		left.git.inputBox.value = 'mine';
		const name = right.folder.split('/').at(-1) ?? '';

		const refused = await run<CommitResult>('doubao.generateCommitMessage', {});
		assert.equal(refused.outcome, 'refused');
		assert.match(refused.reason ?? '', /several Git repositories/);
		assert.equal(server.requests.length, 0);
		await run('notifications.clearAll');

		const declined = run<CommitResult>('doubao.generateCommitMessage');
		await driver.workbench.getByRole('option', { name }).first().waitFor();
		await driver.press('Escape');
		assert.equal((await declined).outcome, 'refused');

		const asked = run<CommitResult>('doubao.generateCommitMessage');
		await driver.workbench.getByRole('option', { name }).first().waitFor();
		await driver.picture('commit-which-repository');
		await driver.type(name);
		await driver.press('Enter');

		assert.deepEqual(await asked, { outcome: 'complete', text: 'Add right' });
		assert.equal(right.git.inputBox.value, 'Add right');
		assert.equal(left.git.inputBox.value, 'mine');
		assert.doesNotMatch(JSON.stringify(server.requests[0]?.body), /const left/);
	});

	it('files of both are explained together', async () => {
		const server = await gateway.script({ text: 'Two files.' });
		const { left, right } = await two();

		const result = await run<CommitResult>(
			'doubao.explainChanges',
			vscode.Uri.file(join(left.folder, 'left.js')),
			vscode.Uri.file(join(right.folder, 'right.js')),
		);

		assert.equal(result.outcome, 'complete');
		const asked = JSON.stringify(server.requests[0]?.body);
		assert.match(asked, /const left = 1/);
		assert.match(asked, /const right = 1/);
	});
});

/** Asks in the composer, with what is attached; what is sent. */
async function sentWith(server: {
	readonly requests: readonly { readonly body: unknown }[];
}): Promise<string> {
	const composer = driver.panel.getByRole('textbox', { name: 'Message' });
	await composer.fill('What is it?');
	await composer.press('Enter');
	await until(() => server.requests.length > 0, 'the question');
	return JSON.stringify(server.requests.at(-1)?.body);
}

describe('the changes attached to a chat', () => {
	it('are those of some files where 50,000 changed, and say so', async () => {
		const server = await gateway.script({ text: 'Many.' });
		const git = await manyStaged();
		await run('workbench.action.closeAllEditors');

		await run('doubao.newChat');
		const attached = await run<CommitResult>('doubao.attachContext', { kind: 'changes' });
		assert.equal(attached.outcome, 'attached');
		const asked = await sentWith(server);
		assert.match(asked, /\d{5} files changed/);
		assert.match(asked, /file0\.js/);
		assert.ok(asked.length < 400_000, `${asked.length} characters were sent.`);
		assert.equal(git.state.indexChanges.length > 0, true);
	});

	it('leave out the contents of files that may hold keys', async () => {
		const server = await gateway.script({ text: 'A key.' });
		await repositoryWith({ '.env': 'PASSWORD=1\n', 'a.js': 'export const a = 1;\n' });
		await run('workbench.action.closeAllEditors');

		await run('doubao.newChat');
		await run('doubao.attachContext', { kind: 'changes' });
		const asked = await sentWith(server);
		assert.match(asked, /const a = 1/);
		assert.doesNotMatch(asked, /PASSWORD/);
	});
});
