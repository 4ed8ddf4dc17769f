import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';

interface Result {
	readonly outcome: string;
	readonly reason?: string;
}

const dialog = () => driver.workbench.locator('.monaco-dialog-box');

/** Nothing asks: neither a dialog nor a list or a field. */
async function nothingAsked(): Promise<void> {
	await driver.painted();
	assert.equal(await dialog().count(), 0, 'no dialog');
	const input = driver.workbench.locator('.quick-input-widget');
	assert.equal(await input.isVisible().catch(() => false), false, 'no list or field');
	await run('notifications.clearAll');
}

/** So little that any further question passes it. */
async function capped(): Promise<void> {
	await settings.set({ 'doubao.usage.sessionCap': 0.000_001 });
}

describe('a command with its arguments asks nothing', () => {
	it('generateFromComment in a protected file, unless that is confirmed', async () => {
		const server = await gateway.script({ text: '```yaml\nruns: here\n```' });
		await workspace.open('.github/workflows/ci.yml', '# runs here\n');

		const { outcome, reason } = await run<Result>('doubao.generateFromComment', { row: 0 });

		assert.equal(outcome, 'refused');
		assert.match(reason ?? '', /ci\.yml/);
		assert.equal(server.requests.length, 0);
		await nothingAsked();
		const confirmed = await run<Result>('doubao.generateFromComment', { row: 0, confirm: true });
		assert.equal(confirmed.outcome, 'review');
	});

	it('generateFromComment with a secret in the file', async () => {
		const server = await gateway.script({ text: '```js\nlogin();\n```' });
		await workspace.open(
			'login.js',
			"// logs in\nconst token = 'ghp_aB3dE5fG7hJ8aB3dE5fG7hJ8aB3dE5fG7hJ8';\n",
		);

		const { outcome, reason } = await run<Result>('doubao.generateFromComment', { row: 0 });

		assert.equal(outcome, 'refused');
		assert.match(reason ?? '', /GitHub token/);
		assert.equal(server.requests.length, 0);
		await nothingAsked();
	});

	it('ask beyond the session cap; the question stands in the chat, to be asked by hand', async () => {
		const server = await gateway.script({ text: 'Yes.' });
		await capped();

		const { outcome, reason } = await run<Result>('doubao.ask', { text: 'Dear?', newChat: true });

		assert.equal(outcome, 'refused');
		assert.match(reason ?? '', /exceed the session cap/);
		assert.equal(server.requests.length, 0);
		await nothingAsked();
		await driver.panel
			.getByText(/exceed the session cap/)
			.first()
			.waitFor();
		await driver.picture('session-cap-refused');
		await driver.panel.getByRole('button', { name: 'Retry' }).first().click();
		await dialog().getByRole('button', { name: 'Send Anyway' }).click();
		await driver.panel.getByText('Yes.').waitFor();
	});

	it('editSelection and generateFromComment beyond the session cap', async () => {
		const server = await gateway.script({ text: '```js\nlet b;\n```' });
		await capped();
		await workspace.open('dear.js', '// b instead of a\nlet a;\n');
		await select({ rows: [2, 2] });

		for (const [command, argument] of [
			['doubao.editSelection', { instruction: 'Rename.' }],
			['doubao.generateFromComment', { row: 0 }],
		] as const) {
			const { outcome, reason } = await run<Result>(command, argument);
			assert.equal(outcome, 'refused', command);
			assert.match(reason ?? '', /exceed the session cap/, command);
			await nothingAsked();
		}

		assert.equal(server.requests.length, 0);
		assert.equal(text(), '// b instead of a\nlet a;\n');
		assert.deepEqual((await state()).edits, []);
		const sent = await run<Result>('doubao.editSelection', {
			instruction: 'Rename.',
			confirm: true,
		});
		assert.equal(sent.outcome, 'review');
	});

	it('continueEdit with a secret in the rows', async () => {
		const server = await gateway.script({
			deltas: ["```js\nconst token = 'ghp_aB3dE5fG7hJ9aB3dE5fG7hJ9aB3dE5fG7hJ9';\n", 'log'],
			end: 'cut',
		});
		const { document } = await workspace.open('cut.js', 'const token = read();\nlogin(token);\n');
		await select({ rows: [1, 2] });
		const { outcome } = await run<Result>('doubao.editSelection', { instruction: 'Inline it.' });
		assert.equal(outcome, 'partial');
		await run('notifications.clearAll');

		const uri = document.uri.toString();
		const refused = await run<Result>('doubao.continueEdit', { uri });

		assert.equal(refused.outcome, 'refused');
		assert.match(refused.reason ?? '', /GitHub token/);
		assert.equal(server.requests.length, 1);
		await nothingAsked();
		await run('doubao.rejectAll');
	});

	it('openPlace where several files have the name', async () => {
		for (const name of ['one/twin.ts', 'two/twin.ts']) {
			await workspace.open(name, 'export {};\n');
		}
		const { document } = await workspace.open('README.md');

		const { outcome, reason } = await run<Result>('doubao.openPlace', { path: 'twin.ts', line: 1 });

		assert.equal(outcome, 'refused');
		assert.match(reason ?? '', /several files/);
		assert.equal(vscode.window.activeTextEditor?.document, document);
		await nothingAsked();
	});

	it('attachContext with a file that may hold keys, and with a kind that is none', async () => {
		await gateway.script({ text: 'OK' });
		await workspace.restoreAfterTest('.env.local');
		await writeFile(workspace.path('.env.local'), 'PASSWORD=1\n');
		const uri = vscode.Uri.file(workspace.path('.env.local')).toString();

		const { outcome, reason } = await run<Result>('doubao.attachContext', { uri });

		assert.equal(outcome, 'refused');
		assert.match(reason ?? '', /\.env\.local may contain keys/);
		await nothingAsked();
		const unknown = await run<Result>('doubao.attachContext', { kind: 'everything' });
		assert.equal(unknown.outcome, 'refused');
		await nothingAsked();
	});

	it('clearAllData that does not confirm', async () => {
		assert.equal(await run('doubao.clearAllData', { confirm: false }), false);
		await nothingAsked();
	});

	it('and a click on the lens above a TODO still asks', async () => {
		const server = await gateway.script({ text: '```yaml\nruns: here\n```' });
		await settings.set({ 'doubao.fromComment.codeLens': true });
		await workspace.open('.github/workflows/ci.yml', '# TODO: runs here\n');
		await driver.lens('Generate Code').first().click();

		await dialog().getByRole('button', { name: 'Edit Anyway' }).click();

		await until(() => text().includes('runs: here'), 'the code');
		assert.equal(server.requests.length, 1);
	});
});
