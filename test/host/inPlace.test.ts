import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until, untilValue } from './library/until.ts';
import { openWindow } from './library/window.ts';
import { select, text, workspace } from './library/workspace.ts';
import { shop } from './shop.ts';

interface AskResult {
	readonly outcome: string;
	readonly text: string;
}

const answer =
	'It **adds up** the prices, see `shop.js:3`.\n\n![x](https://a.example/x.png) [run](command:workbench.action.quit)\n\n```js\ntotal(cart)\n```\n\n- one\n- two\n';

describe('an explanation in place', () => {
	const zone = () => driver.workbench.locator('.review-widget');
	const commentsPanel = () => driver.workbench.locator('.comments-panel');

	it('streams in beside the code, touches no document and opens no panel', async () => {
		const server = await gateway.script({
			deltas: ['It **adds up** the prices', answer.slice('It **adds up** the prices'.length)],
			pace: 'gate',
		});
		await workspace.open('shop.js', shop);
		await run('workbench.action.focusActiveEditorGroup');
		await select({ rows: [1, 7] });
		const { version } = vscode.window.activeTextEditor?.document ?? {};

		const asked = run<AskResult>('doubao.explainInPlace');
		await until(() => server.requests.length > 0, 'a request');
		server.release();
		await zone().getByText('adds up').first().waitFor();
		assert.equal((await state()).streaming, true);
		server.releaseAll();
		const result = await asked;

		assert.equal(result.outcome, 'complete');
		assert.equal(result.text, answer);
		await zone().getByText('total(cart)').first().waitFor();
		assert.equal(text(), shop);
		assert.equal(vscode.window.activeTextEditor?.document.version, version);
		assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
		assert.equal(await commentsPanel().count(), 0, 'the Comments panel stays shut');
		assert.equal(await zone().locator('img').count(), 0, 'nothing is loaded');
		for (const [name, theme] of [
			['dark', 'Default Dark Modern'],
			['light', 'Default Light Modern'],
			['hc', 'Default High Contrast'],
		] as const) {
			await driver.theme(theme);
			await driver.picture(`explain-in-place-${name}`);
		}
		assert.equal(await zone().locator('a', { hasText: 'run' }).count(), 0, 'no foreign command');
		await zone().locator('a', { hasText: 'shop.js:3' }).first().click();
		await untilValue(
			() => vscode.window.activeTextEditor?.selection.active.line,
			row => row === 2,
			'the place that the answer names',
		);
	});

	it('closes by Escape, and Stop keeps what came', async () => {
		const server = await gateway.script({ deltas: ['First part. ', 'Never.'], pace: 'gate' });
		await workspace.open('shop.js', shop);
		await run('workbench.action.focusActiveEditorGroup');
		await select({ row: 3, column: 2 });
		const asked = run<AskResult>('doubao.explainInPlace');
		await until(() => server.requests.length > 0, 'a request');
		server.release();
		await zone().getByText('First part').first().waitFor();

		await run('doubao.stop');

		assert.equal((await asked).outcome, 'aborted');
		await zone().getByText('First part').first().waitFor();
		await zone().getByText('Stopped').first().waitFor();
		await run('workbench.action.focusActiveEditorGroup');
		await until(async () => {
			await driver.press('Escape');
			return (await zone().count()) === 0;
		}, 'the zone to close');
	});

	it('goes on in the chat', async () => {
		const server = await gateway.script({ text: answer });
		await workspace.open('shop.js', shop);
		await run('doubao.newChat');
		await run('workbench.action.focusActiveEditorGroup');
		await select({ rows: [1, 7] });
		await run('doubao.explainInPlace');

		await zone().hover();
		await zone().getByRole('button', { name: 'Continue in Chat' }).first().click();

		await driver.panel.getByRole('article', { name: 'Doubao, message 2' }).waitFor();
		await until(async () => (await zone().count()) === 0, 'the zone to close');
		await run('doubao.ask', { text: 'And then?' });
		const again = JSON.stringify(server.requests.at(-1)?.body);
		assert.match(again, /adds up/);
		assert.match(again, /And then\?/);
	});

	it('is where explanations go when the user wants them there', async () => {
		await settings.set({ 'doubao.explain.location': 'inPlace', 'doubao.explain.depth': 'brief' });
		const server = await gateway.script({ text: answer });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 7] });

		const result = await run<AskResult>('doubao.explainSelection');

		assert.equal(result.outcome, 'complete');
		await zone().getByText('adds up').first().waitFor();
		assert.match(JSON.stringify(server.requests[0]?.body), /two to four sentences/);
		await run('doubao.closeExplanation');
	});

	it('explains a problem, and a whole file in the panel', async () => {
		const server = await gateway.script({ text: answer });
		const { document } = await workspace.open('half.ts', 'const a: number = two;\n');
		await until(
			() =>
				vscode.languages
					.getDiagnostics(document.uri)
					.some(({ message }) => message.includes("'two'")),
			'the problem',
			{ patience: 25_000 },
		);
		await select({ row: 1, column: 20 });
		assert.equal((await run<AskResult>('doubao.explainProblem')).outcome, 'complete');
		assert.match(JSON.stringify(server.requests[0]?.body), /Cannot find name 'two'/);

		assert.equal((await run<AskResult>('doubao.explainFile')).outcome, 'complete');
		assert.match(JSON.stringify(server.requests[1]?.body), /Explain lines? 1/);
	});

	it('speaks Chinese', async () => {
		const window = await openWindow({ locale: 'zh-cn' });
		await window.run('doubao.selectGateway', { id: 'demo' });
		await window.evaluate(async api => {
			const [folder] = api.workspace.workspaceFolders ?? [];
			if (folder) {
				const editor = await api.window.showTextDocument(
					api.Uri.joinPath(folder.uri, 'src', 'users.ts'),
				);
				editor.selection = new api.Selection(0, 0, 6, 0);
			}
		});

		const { outcome } = await window.run<AskResult>('doubao.explainInPlace');

		assert.equal(outcome, 'complete');
		await window.driver.workbench.locator('.review-widget').getByText('解释').first().waitFor();
		await window.driver.picture('explain-in-place-zh-cn');
	}).timeout(120_000);
});
