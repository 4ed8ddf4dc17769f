import * as assert from 'node:assert/strict';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { settings } from './library/settings.ts';
import { until } from './library/until.ts';
import { isWholeSuite } from './library/runner.ts';
import { openWindow } from './library/window.ts';
import { select, workspace } from './library/workspace.ts';

const themes = [
	['dark', 'Default Dark Modern'],
	['light', 'Default Light Modern'],
	['hc', 'Default High Contrast'],
] as const;

/** Pictures of the demo for README and walkthrough, in `.cache/pictures`: by `npm run pictures`. */
describe('the demo in pictures', function () {
	this.timeout(120_000);

	before('only where they are asked for', function () {
		if (isWholeSuite()) {
			this.skip();
		}
	});

	for (const [name, theme] of themes) {
		it(`shows an edit and an explanation, ${name}`, async () => {
			await driver.theme(theme);
			await settings.set({ 'doubao.gateway': 'demo', 'doubao.baseUrl': undefined });
			await workspace.open('src/users.ts');
			await run('doubao.newChat');
			await driver.panel.getByRole('textbox', { name: 'Message' }).waitFor();
			await driver.picture(`demo-first-screen-${name}`);
			await run('workbench.action.closeAuxiliaryBar');
			await select({ row: 12, column: 3 });

			const editing = run<{ readonly outcome: string }>('doubao.editSelection', {
				instruction: 'Simplify',
			});
			await until(
				async () => (await state()).edits.some(({ hunks }) => hunks.length > 0),
				'the first hunk',
			);
			await driver.painted();
			await driver.picture(`demo-streaming-${name}`);
			const { outcome } = await editing;
			assert.equal(outcome, 'review');
			await driver.lens('Accept').first().waitFor();
			await driver.picture(`demo-review-${name}`);
			await run('doubao.rejectAll');

			await run('doubao.explainSelection');
			await driver.picture(`demo-explained-${name}`);
		});
	}

	for (const [name, theme] of themes.slice(0, 2)) {
		it(`shows what the walkthrough speaks of, ${name}`, async () => {
			await driver.theme(theme);
			await settings.set({ 'doubao.gateway': 'cubicspaces', 'doubao.baseUrl': undefined });
			await run('doubao.openChat');
			await run('doubao.newChat');
			await driver.panel.getByRole('textbox', { name: 'API Key' }).waitFor();
			await driver.picture(`demo-connect-${name}`);
			await settings.set({ 'doubao.gateway': 'demo' });
			await workspace.open('src/users.ts');
			await run('doubao.ask', { text: 'What is an inline diff?', newChat: true });
			await driver.picture(`demo-asked-${name}`);
			await run('workbench.action.closeAuxiliaryBar');
			await select(/TODO/);
			await run('doubao.generateFromComment');
			await run('revealLine', { lineNumber: 28, at: 'top' });
			await driver.lens('Accept').first().waitFor();
			await driver.picture(`demo-comment-${name}`);
			await run('doubao.rejectAll');
			await run('workbench.action.openGlobalKeybindings', '@ext:doubao-assistant.doubao-assistant');
			await driver.waitForText('Generate Code from Comment');
			await driver.picture(`demo-keys-${name}`);
		});
	}

	it('shows generated code under a comment', async () => {
		await settings.set({ 'doubao.gateway': 'demo', 'doubao.baseUrl': undefined });
		await workspace.open('src/users.ts');
		await run('workbench.action.closeAuxiliaryBar');
		await select(/TODO/);
		assert.deepEqual(await run('doubao.generateFromComment'), { outcome: 'review', hunks: 1 });
		await driver.lens('Accept').first().waitFor();
		await driver.picture('demo-generated');
	});

	it('speaks Chinese', async () => {
		const window = await openWindow({ locale: 'zh-cn' });
		await window.run('doubao.selectGateway', { id: 'demo' });
		await window.run('doubao.openChat');
		await window.driver.panel.getByRole('textbox', { name: '消息' }).waitFor();
		const { outcome } = await window.run<{ readonly outcome: string }>('doubao.ask', {
			text: '什么是豆包？',
		});
		assert.equal(outcome, 'complete');
		await window.driver.picture('demo-chinese');

		await window.run('workbench.action.closeAuxiliaryBar');
		await window.evaluate(async api => {
			const content = "// 待办：按域名分组\nexport const count: number = 'one';\n";
			const document = await api.workspace.openTextDocument({ content, language: 'typescript' });
			const editor = await api.window.showTextDocument(document);
			editor.selection = new api.Selection(1, 14, 1, 14);
		});
		await until(
			() =>
				window.evaluate(api =>
					api.languages.getDiagnostics().some(([, problems]) => problems.length > 0),
				),
			'a problem',
		);
		await window.run('editor.action.quickFix');
		await window.driver.waitForText('修复（豆包）');
		await window.driver.picture('menu-lightbulb-chinese');
		await window.driver.press('Escape');
		await window.run('editor.action.showContextMenu');
		await window.driver.workbench.getByRole('menuitem', { name: 'Doubao' }).waitFor();
		await window.driver.picture('menu-editor-chinese');
		await window.driver.press('Escape');
	});
});
