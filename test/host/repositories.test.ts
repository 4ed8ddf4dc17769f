import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until } from './library/until.ts';
import { exec, manyStaged, repository, repositoryWith } from './material.ts';

interface CommitResult {
	readonly outcome: string;
	readonly text: string;
	readonly reason?: string;
}

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

	it('a change with a secret is refused to automation', async () => {
		const server = await gateway.script({ text: 'A key.' });
		const token = 'ghp_aB3dE5fG7hK1aB3dE5fG7hK1aB3dE5fG7hK1';
		const git = await repositoryWith({ 'login.js': `const token = '${token}';\n` });

		const { outcome, reason } = await run<CommitResult>(
			'doubao.explainChanges',
			vscode.Uri.joinPath(git.rootUri, 'login.js'),
		);

		assert.equal(outcome, 'refused');
		assert.match(reason ?? '', /GitHub token/);
		assert.equal(server.requests.length, 0);
		assert.equal(await driver.workbench.locator('.monaco-dialog-box').count(), 0);
		await driver.panel.getByRole('textbox', { name: 'Message' }).fill('');
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
