import * as assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { openWindow, type OtherWindow } from './library/window.ts';
import { openFromHistory } from './openFromHistory.ts';
import { storedFiles } from './stored.ts';

const answer = `这个函数把请求头**解析成字节范围**。

\`\`\`ts
export const size = (header: string): number => Number(header);
\`\`\`

| 输入 | 结果 |
|:--|--:|
| \`0-99\` | 100 |
`;

/** What the panel says itself: not what users, models, files and gateways are called or have said. */
async function english(window: OtherWindow): Promise<readonly string[]> {
	const said = await window.driver.panel.locator('body').text();
	return said
		.split('\n')
		.filter(row => /[A-Za-z]{3,} [A-Za-z]{2,}/u.test(row) && !/[\u4e00-\u9fff]/u.test(row))
		.filter(row => !/^export const|·|Seed 2\.0/u.test(row));
}

describe('the chat in a Chinese window', function () {
	this.timeout(180_000);

	it('speaks Chinese in a conversation, with chips, in the picker, after a failure, in the history and when it asks', async () => {
		const server = await gateway.script(
			{ text: answer, reasoning: '先看参数。', usage: { inputTokens: 120, outputTokens: 40 } },
			{ refuse: { status: 401, body: '{"error":{"code":"AuthenticationError","message":"x"}}' } },
		);
		const window = await openWindow({ locale: 'zh-cn' });
		const { panel, workbench } = window.driver;
		await window.evaluate(async (api, baseUrl) => {
			const user = api.workspace.getConfiguration();
			await user.update('doubao.gateway', 'custom', api.ConfigurationTarget.Global);
			await user.update('doubao.baseUrl', baseUrl, api.ConfigurationTarget.Global);
			await user.update('doubao.api', 'chat-completions', api.ConfigurationTarget.Global);
			const content = 'export const one = 1;\nexport const two = 2;\n';
			const document = await api.workspace.openTextDocument({ content, language: 'typescript' });
			const editor = await api.window.showTextDocument(document);
			editor.selection = new api.Selection(0, 0, 2, 0);
		}, server.baseUrl);
		const look = async (name: string) => {
			await window.driver.picture(`chat-zh-cn ${name}`);
			assert.deepEqual(await english(window), [], name);
		};

		await window.run('doubao.ask', { text: '这个函数做什么？' });
		await panel.getByRole('article', { name: '豆包，第 2 条消息' }).waitFor();
		await look('conversation');
		await panel.getByRole('button', { name: /^输入 120/u }).click();
		await look('figures');

		await window.run('doubao.addSelectionToChat');
		const composer = panel.getByRole('textbox').first();
		await composer.type('@');
		await panel.getByRole('option').first().waitFor();
		await look('chips and picker');
		await composer.press('Escape');
		await composer.fill('');
		await composer.type('/');
		await panel.getByRole('option').first().waitFor();
		await look('commands');
		await composer.press('Escape');
		await composer.fill('');

		await window.run('doubao.ask', { text: '还有呢？' });
		await panel.getByRole('alert').last().waitFor();
		await look('failure');

		await window.run('doubao.showHistory');
		await panel.getByRole('listitem').first().waitFor();
		await look('history');
		await window.run('doubao.openChat');

		await composer.type(`密钥 ghp_${'aB3dE5fG7hJ9'.repeat(3)} 为什么无效？`);
		await composer.press('Enter');
		const dialog = workbench.getByRole('dialog');
		await dialog.waitFor();
		await look('a secret asks');
		assert.match(await dialog.text(), /：GitHub 令牌（ghp_…/u);
	});
});

describe('chats of a Chinese window', function () {
	this.timeout(120_000);

	it('(Z8) are read in an English one, word for word', async () => {
		const { baseUrl } = await gateway.script({ text: answer }, { text: 'English.' });
		const chinese = await openWindow({ locale: 'zh-cn' });
		await chinese.evaluate(async (api, address) => {
			const user = api.workspace.getConfiguration();
			await user.update('doubao.gateway', 'custom', api.ConfigurationTarget.Global);
			await user.update('doubao.baseUrl', address, api.ConfigurationTarget.Global);
		}, baseUrl);
		const question = '这个函数做什么，为什么？';
		await chinese.run('doubao.ask', { text: question });
		await run('doubao.newChat');
		await run('doubao.ask', { text: 'In English?' });
		await adoptChats(question, 'In English?');

		await openFromHistory(driver, question, () => run('doubao.showHistory'));

		const said = driver.panel.getByRole('article', { name: /^Doubao, message/ }).first();
		const shown = await untilValue(
			() => said.text(),
			now => now.includes('这个函数把请求头解析成字节范围。'),
			'the Chinese answer',
		);
		assert.match(shown, /输入/u);
		const asked = driver.panel.getByRole('article', { name: /^You, message/ }).first();
		assert.equal((await asked.text()).trim(), question);
	});
});

/**
 * Puts the chat that begins with one question beside the one that begins with the other, as if both
 * had been had on one computer: a window of another language has a VS Code of its own.
 */
async function adoptChats(question: string, other: string): Promise<void> {
	const folderOf = async (text: string): Promise<string> => {
		const files = [...(await storedFiles('t'))];
		const found = files.find(([, said]) => said.includes(`"shown":"${text}"`));
		return found ? dirname(found[0]) : '';
	};
	const [from, beside] = await untilValue(
		() => Promise.all([folderOf(question), folderOf(other)]),
		folders => folders.every(folder => folder !== ''),
		'both chats on disk',
	);
	await cp(from, join(dirname(beside), basename(from)), { recursive: true });
}
