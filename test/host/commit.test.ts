import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { exec, manyStaged, repository, repositoryWith } from './material.ts';

interface CommitResult {
	readonly outcome: string;
	readonly text: string;
	readonly reason?: string;
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

	it('is written at a click on its button, which may ask about secrets', async () => {
		const server = await gateway.script({ text: 'Log in' });
		const token = 'ghp_aB3dE5fG7hJ0aB3dE5fG7hJ0aB3dE5fG7hJ0';
		const git = await repositoryWith({ 'login.js': `const token = '${token}';\n` });
		await run('workbench.view.scm');

		await driver.click({ role: 'button', name: /Generate Commit Message/ });
		const dialog = driver.workbench.locator('.monaco-dialog-box');
		await dialog.getByRole('button', { name: 'Mask and Send' }).click();

		await untilValue(
			() => git.inputBox.value,
			now => now === 'Log in',
			'the message',
		);
		assert.equal(JSON.stringify(server.requests[0]?.body).includes(token), false);
		await run('workbench.view.explorer');
	});

	it('explains the change of a file from its menu in source control', async () => {
		const server = await gateway.script({ text: 'Adds a file.' });
		await repositoryWith({ 'menu.js': 'const fromTheMenu = 1;\n' });
		await run('workbench.view.scm');
		const row = driver.workbench.locator('.scm-view .monaco-list-row', { hasText: 'menu.js' });
		await row.first().click({ button: 'right' });
		await driver.workbench.getByRole('menuitem', { name: 'Explain Changes' }).hover();
		await driver.press('Enter');

		await until(() => server.requests.length > 0, 'the question');
		assert.match(JSON.stringify(server.requests[0]?.body), /fromTheMenu/);
		await run('workbench.view.explorer');
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
