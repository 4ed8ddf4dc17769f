import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { select, workspace } from './library/workspace.ts';
import { shop } from './shop.ts';

interface AskResult {
	readonly outcome: string;
	readonly reason?: string;
}

const composer = driver.panel.getByRole('textbox', { name: 'Message' });
const chips = driver.panel.getByRole('list', { name: 'Attached' }).getByRole('listitem');
const options = driver.panel.getByRole('option');
const token = `ghp_${'aB3dE5fG7hJ9'.repeat(3)}`;

async function attached(pattern: RegExp): Promise<void> {
	await untilValue(
		() => chips.texts(),
		texts => texts.some(text => pattern.test(text)),
		`a chip like ${String(pattern)}`,
	);
}

async function emptyChat(): Promise<void> {
	await run('doubao.newChat');
	await composer.waitFor();
	await composer.fill('');
}

describe('context in the chat', () => {
	beforeEach(emptyChat);

	it('finds files, folders, problems and changes behind @', async () => {
		await workspace.open('src/cart/shop.js', shop);
		await composer.type('@shop.js');
		await untilValue(
			() => options.texts(),
			texts => texts.some(text => text.startsWith('shop.js')),
			'the file',
		);
		await composer.press('Enter');
		await attached(/shop\.js/u);
		assert.equal(await composer.value(), '');

		await composer.type('@cart/');
		await untilValue(
			() => options.texts(),
			texts => texts.some(text => text.startsWith('cart/')),
			'the folder',
		);
		await options.nth((await options.texts()).findIndex(text => text.startsWith('cart/'))).click();
		await attached(/cart\//u);
		await driver.picture('context behind at');
		for (let left = await chips.count(); left > 0; left--) {
			await driver.panel
				.getByRole('button', { name: /^Remove / })
				.first()
				.click();
			await untilValue(
				() => chips.count(),
				now => now < left,
				'one chip less',
			);
		}
	});

	it('shows what will be sent, exactly, and sends that', async () => {
		const server = await gateway.script({ text: 'Done.' });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 3] });
		await run('doubao.addSelectionToChat');
		await composer.type('What is this?');
		await attached(/shop\.js:1-3/u);
		await driver.panel.getByRole('button', { name: 'Show What Will Be Sent' }).click();
		const shown = await untilValue(
			() => Promise.resolve(vscode.window.activeTextEditor?.document.getText() ?? ''),
			text => text.includes('What is this?'),
			'the request',
		);
		const preview: { readonly body: unknown; readonly headers: Record<string, string> } =
			JSON.parse(shown);
		assert.equal(preview.headers['authorization'], 'Bearer ••••••••');
		await driver.picture('what will be sent');
		await composer.press('Enter');
		await server.received();
		assert.deepEqual(server.requests[0]?.body, preview.body);
		assert.equal(JSON.stringify(server.requests[0]?.body), JSON.stringify(preview.body));
	});

	it('asks before a secret leaves, masks it, and takes no for an answer', async () => {
		const server = await gateway.script({ text: 'Done.' });
		await composer.type(`Why is ${token} refused?`);
		await composer.press('Enter');
		const dialog = driver.workbench.locator('.monaco-dialog-box');
		await dialog.waitFor();
		await driver.picture('a secret asks');
		await dialog.getByRole('button', { name: 'Cancel' }).click();
		await untilValue(
			() => composer.value(),
			text => text.includes(token),
			'the question back',
		);
		assert.equal(server.requests.length, 0);
		await composer.press('Enter');
		await dialog.getByRole('button', { name: 'Mask and Send' }).click();
		await server.received();
		const body = JSON.stringify(server.requests[0]?.body);
		assert.equal(body.includes(token), false);
		assert.match(body, /Why is <MASKED_GITHUB_TOKEN_1> refused\?/u);
	});

	it('refuses secrets to automation unless it confirms', async () => {
		const server = await gateway.script({ text: 'One.' }, { text: 'Two.' });
		const refused = await run<AskResult>('doubao.ask', { text: `My key is ${token}` });
		assert.equal(refused.outcome, 'refused');
		assert.match(refused.reason ?? '', /GitHub token/u);
		await workspace.open('.env', 'PASSWORD=1\n');
		const file = await run<AskResult>('doubao.ask', { text: 'What is this?', attach: 'file' });
		assert.equal(file.outcome, 'refused');
		assert.match(file.reason ?? '', /\.env/u);
		assert.equal(server.requests.length, 0);
		const sent = await run<AskResult>('doubao.ask', {
			text: 'What is this?',
			attach: 'file',
			confirm: true,
		});
		assert.equal(sent.outcome, 'complete');
		assert.match(JSON.stringify(server.requests[0]?.body), /PASSWORD=1/u);
	});
});

describe('what a project brings along', () => {
	it('is shown as a chip, sent with chat and edits, and can be taken away', async () => {
		const server = await gateway.script(
			{ text: 'One.' },
			{ text: '```js\n1;\n```' },
			{ text: 'Two.' },
		);
		await workspace.open('AGENTS.md', 'Always say please.\u200b\n');
		await emptyChat();
		await attached(/AGENTS\.md[\s\S]*1 hidden/u);
		await driver.picture('instructions chip');
		await run('doubao.ask', { text: 'Hello' });
		assert.match(JSON.stringify(server.requests[0]?.body), /Always say please\./u);
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 1] });
		await run('doubao.editSelection', { instruction: 'change it' });
		assert.match(JSON.stringify(server.requests[1]?.body), /Always say please\./u);
		await driver.panel.getByRole('button', { name: 'Remove AGENTS.md' }).click();
		await untilValue(
			() => chips.count(),
			count => count === 0,
			'no chip',
		);
		await run('doubao.ask', { text: 'Hello again' });
		assert.doesNotMatch(JSON.stringify(server.requests[2]?.body), /Always say please\./u);
		await composer.type('@AGENTS');
		await untilValue(
			() => options.first().text(),
			text => text.includes('Instructions of the project'),
			'the way back',
		);
		await composer.press('Enter');
		await attached(/AGENTS\.md/u);
	});

	it('has prompt files that are commands in the chat and in the edit field', async () => {
		const server = await gateway.script({ text: 'One.' }, { text: '```js\n1;\n```' });
		await workspace.open(
			'.github/prompts/audit.prompt.md',
			'---\ndescription: Looks for leaks\n---\nLook for leaks in ${input:what}.\n',
		);
		// Written later: when its chip is there, the prompt has been read, too.
		await workspace.open('AGENTS.md', 'Be brief.\n');
		await emptyChat();
		await attached(/AGENTS\.md/u);
		await composer.type('/audit the cart');
		await composer.press('Enter');
		await server.received();
		assert.match(JSON.stringify(server.requests[0]?.body), /Look for leaks in the cart\./u);
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 1] });
		await run('doubao.editSelection', { instruction: '/audit sums' });
		assert.match(JSON.stringify(server.requests[1]?.body), /Look for leaks in sums\./u);
	});
});
