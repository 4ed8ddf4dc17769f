import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { select, text, workspace } from './library/workspace.ts';
import { failedTerminal, repositoryWith } from './material.ts';

interface Result {
	readonly outcome: string;
	readonly text?: string;
	readonly reason?: string;
}

/** A token of its own, so that what one test sends as it is does not let another one through. */
const tokenOf = (part: string) => `ghp_${part.repeat(3)}`;
const code = (token: string) => `const token = '${token}';\nlogin(token);\n`;
const dialog = () => driver.workbench.locator('.monaco-dialog-box');
const answered = (button: string) => dialog().getByRole('button', { name: button }).click();

async function body(server: Awaited<ReturnType<typeof gateway.script>>): Promise<string> {
	return JSON.stringify(server.requests.at(-1)?.body);
}

describe('a secret is asked about before it leaves', () => {
	it('with an explanation in place, once', async () => {
		const token = tokenOf('aB3dE5fG7hJ1');
		const server = await gateway.script({ text: 'It logs in.' }, { text: 'Again.' });
		await workspace.open('login.js', code(token));
		await select({ rows: [1, 2] });
		const cancelled = run<Result>('doubao.explainInPlace');
		await answered('Cancel');
		assert.equal((await cancelled).outcome, 'refused');
		assert.equal(server.requests.length, 0);

		const masked = run<Result>('doubao.explainInPlace');
		await answered('Mask and Send');
		assert.equal((await masked).outcome, 'complete');
		assert.equal((await body(server)).includes(token), false);

		const sent = run<Result>('doubao.explainInPlace');
		await answered('Send as It Is');
		assert.equal((await sent).outcome, 'complete');
		assert.match(await body(server), new RegExp(token));
		// Every part of the extension remembers it.
		await gateway.script({ text: `\`\`\`js\n${code(token)}\`\`\`\n` });
		assert.notEqual((await run<Result>('doubao.simplify')).outcome, 'refused');
		await run('doubao.closeExplanation');
	});

	it('with a commit message', async () => {
		const token = tokenOf('aB3dE5fG7hJ2');
		const server = await gateway.script({ text: 'Log in' });
		const git = await repositoryWith({ 'login.js': code(token) });
		const { rootUri } = git;
		const refused = await run<Result>('doubao.generateCommitMessage', { rootUri });
		assert.equal(refused.outcome, 'refused');
		assert.match(refused.reason ?? '', /GitHub token/u);
		assert.equal(await dialog().count(), 0);
		await run('notifications.clearAll');

		const clicked = { rootUri, mayAsk: true };
		const cancelled = run<Result>('doubao.generateCommitMessage', clicked);
		await answered('Cancel');
		assert.equal((await cancelled).outcome, 'refused');
		assert.equal(server.requests.length, 0);
		assert.equal(git.inputBox.value, '');

		const masked = run<Result>('doubao.generateCommitMessage', clicked);
		await answered('Mask and Send');
		assert.equal((await masked).text, 'Log in');
		assert.equal((await body(server)).includes(token), false);
	});

	it('with a command that failed', async () => {
		const token = tokenOf('aB3dE5fG7hJ3');
		const server = await gateway.script({ text: '```sh\ntrue\n```' });
		await failedTerminal(`ls /no/such/${token}`);
		const cancelled = run<Result>('doubao.fixTerminalCommand');
		await answered('Cancel');
		assert.equal((await cancelled).outcome, 'refused');
		assert.equal(server.requests.length, 0);

		const masked = run<Result>('doubao.fixTerminalCommand');
		await answered('Mask and Send');
		assert.equal((await masked).outcome, 'complete');
		assert.equal((await body(server)).includes(token), false);
	});

	it('with an edit that is refined, and automation is refused', async () => {
		const token = tokenOf('aB3dE5fG7hJ4');
		const start = 'const token = read();\nlogin(token);\n';
		const server = await gateway.script(
			{ text: `\`\`\`js\n${code(token)}\`\`\`\n` },
			{ text: '```js\nconst token = "<MASKED_GITHUB_TOKEN_1>";\n```\n' },
		);
		await workspace.open('login.js', start);
		await select({ rows: [1, 2] });
		await run('doubao.editSelection', { instruction: 'inline it' });
		assert.equal(text(), code(token));

		const refused = await run<Result>('doubao.refineEdit', { instruction: 'shorter' });
		assert.equal(refused.outcome, 'refused');
		assert.match(refused.reason ?? '', /GitHub token/u);
		assert.equal(server.requests.length, 1);
		assert.equal(text(), code(token));
		assert.equal(await dialog().count(), 0);
		await run('notifications.clearAll');

		const asked = run<Result>('doubao.refineEdit');
		await driver.waitForText('Asks for another proposal');
		await driver.type('shorter');
		await driver.press('Enter');
		await answered('Mask and Send');
		assert.equal((await asked).outcome, 'review');
		assert.equal((await body(server)).includes(token), false);
		assert.match(text(), new RegExp(token), 'the value stands where its mask was');
		await run('doubao.rejectAll');
		assert.equal(text(), start);
	});

	for (const [command, where] of [
		['doubao.explainSelection', 'panel'],
		['doubao.explainInPlace', 'inPlace'],
	] as const) {
		it(`where a file that may hold keys is explained: ${command}`, async () => {
			await settings.set({ 'doubao.explain.location': where });
			const server = await gateway.script({ text: 'A password.' });
			await workspace.open('.env', 'PASSWORD=1\n');
			await select({ rows: [1, 1] });
			const cancelled = run<Result>(command);
			await dialog().waitFor();
			await driver.waitForText(/\.env may contain keys/u);
			await answered('Cancel');
			assert.equal((await cancelled).outcome, 'refused');
			assert.equal(server.requests.length, 0);

			const sent = run<Result>(command);
			await answered('Send Anyway');
			assert.equal((await sent).outcome, 'complete');
			assert.match(await body(server), /PASSWORD=1/u);
			await run('doubao.closeExplanation');
			assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
		});
	}
});
