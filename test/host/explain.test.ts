import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway, protocols } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until, untilValue } from './library/until.ts';
import { select, workspace } from './library/workspace.ts';
import { shop } from './shop.ts';

interface AskResult {
	readonly outcome: string;
	readonly text: string;
	readonly usage?: unknown;
	readonly model?: string;
}

const answer = 'It **adds up** the prices:\n\n```js\ntotal(cart)\n```\n';

function sent(body: unknown): string {
	return JSON.stringify(body);
}

describe('an explanation', () => {
	for (const protocol of protocols) {
		it(`of the selection streams into the panel, over ${protocol}`, async () => {
			const server = await gateway.script({ protocol, text: answer });
			await workspace.open('shop.js', shop);
			await run('doubao.newChat');
			await select({ rows: [1, 7] });

			const result = await run<AskResult>('doubao.explainSelection');

			assert.equal(result.outcome, 'complete');
			assert.equal(result.text, answer);
			assert.match(sent(server.requests[0]?.body), /sum \+= item\.price/);
			const message = driver.panel.getByRole('article', { name: 'Doubao, message 2' });
			await untilValue(
				() => message.text(),
				shown => /It adds up the prices/.test(shown) && /120 in, 40 out/.test(shown),
				'the answer, and the tokens that it used',
			);
			assert.match(
				await driver.panel.getByRole('article', { name: 'You, message 1' }).text(),
				/shop\.js:1–7/,
			);
		});
	}

	it('takes the symbol at the cursor when nothing is selected', async () => {
		const server = await gateway.script({ text: answer });
		await workspace.open('shop.js', shop);
		await select({ row: 10, column: 3 });

		await run('doubao.explainSelection');

		const asked = sent(server.requests[0]?.body);
		assert.match(asked, /Explain line(s)? 9/);
	});

	it('is followed up in the chat, which knows what was explained', async () => {
		const server = await gateway.script({ text: answer }, { text: 'Since it is short.' });
		await workspace.open('shop.js', shop);
		await run('doubao.newChat');
		await select({ rows: [1, 7] });
		await run('doubao.explainSelection');
		const composer = driver.panel.getByRole('textbox', { name: 'Message' });
		await composer.fill('Why so?');
		await composer.press('Enter');

		await driver.panel.getByText('Since it is short.').waitFor();
		const asked = sent(server.requests[1]?.body);
		assert.match(asked, /sum \+= item\.price/);
		assert.match(asked, /adds up\*\* the prices/);
		assert.match(asked, /Why so\?/);
	});

	it('is as deep, and in the language, as the settings say; by default in the editor’s', async () => {
		const server = await gateway.script({ text: answer });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 7] });
		await run('doubao.explainSelection');
		assert.match(sent(server.requests[0]?.body), /Answer in English/);

		await settings.set({
			'doubao.explain.depth': 'thorough',
			'doubao.language.reply': 'zh-cn',
			'doubao.model': 'doubao-seed-2-0-pro',
		});
		await run('doubao.explainSelection');

		const [, last] = server.requests;
		assert.match(sent(last?.body), /Answer in Simplified Chinese/);
		assert.match(sent(last?.body), /go through it part by part/);
		assert.equal(last?.body['model'], 'doubao-seed-2-0-pro');
	});

	it('starts by key', async () => {
		const server = await gateway.script({ text: answer });
		await workspace.open('shop.js', shop);
		await run('workbench.action.focusActiveEditorGroup');
		await select({ rows: [1, 7] });

		await driver.press('Shift+Alt+KeyE');

		await until(() => server.requests.length > 0, 'a request after the key');
	});

	it('starts from the palette', async () => {
		const server = await gateway.script({ text: answer });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 7] });

		await driver.palette('Doubao: Explain Selection');

		await until(() => server.requests.length > 0, 'a request from the palette');
	});

	it('starts from the context menu of the editor', async () => {
		const server = await gateway.script({ text: answer });
		await workspace.open('shop.js', shop);
		await run('workbench.action.focusActiveEditorGroup');
		await select({ rows: [1, 7] });

		await driver.press('Shift+F10');
		await driver.click({ role: 'menuitem', name: 'Doubao' });
		const item = driver.workbench.getByRole('menuitem', { name: 'Explain Selection' }).first();
		await item.waitFor();
		await driver.picture('menu-editor');

		// A menu that has just opened takes the first release of the button for the one that opened it.
		await until(async () => {
			if (await item.isVisible()) {
				await item.click();
			}
			return server.requests.length > 0;
		}, 'a request from the menu');
	});

	it('is offered in the lightbulb of a selection', async () => {
		const { document } = await workspace.open('shop.js', shop);

		const actions = await run<vscode.CodeAction[]>(
			'vscode.executeCodeActionProvider',
			document.uri,
			new vscode.Range(0, 0, 6, 1),
		);

		assert.equal(
			actions.some(({ title }) => title === 'Explain Selection (Doubao)'),
			true,
		);
	});

	it('says plainly that there is no editor', async () => {
		await run('workbench.action.closeAllEditors');

		assert.equal((await run<AskResult>('doubao.explainSelection')).outcome, 'refused');
		await driver.waitForText(/there is no editor to explain from/);
		await run('notifications.clearAll');
	});
});
