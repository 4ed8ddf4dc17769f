import * as assert from 'node:assert/strict';
import type { State } from './library/commands.ts';
import { until, untilValue } from './library/until.ts';
import { isWholeSuite } from './library/runner.ts';
import { openWindow, sharedWindow } from './library/window.ts';

const themes = [
	['dark', 'Default Dark Modern', 2],
	['light', 'Default Light Modern', 1],
	['hc', 'Default High Contrast', 3],
] as const;

/** What a person reads and says in each language. */
const languages = [
	[
		'en',
		{
			message: 'Message',
			key: 'API Key',
			accept: 'Accept',
			instruction: 'Simplify',
			question: 'What is an inline diff?',
			command: 'Generate Code from Comment',
		},
	],
	[
		'zh-cn',
		{
			message: '消息',
			key: 'API 密钥',
			accept: '接受',
			instruction: '简化',
			question: '什么是内联差异？',
			command: '由注释生成代码',
		},
	],
] as const;

for (const [locale, words] of languages) {
	/** Pictures of the demo for README and walkthrough, in `.cache/pictures`: by `npm run pictures`. */
	describe(`the demo in pictures, ${locale}`, function () {
		this.timeout(180_000);

		before('only where they are asked for', function () {
			if (isWholeSuite()) {
				this.skip();
			}
		});

		const window = sharedWindow({ locale });
		const panel = () => window().driver.panel;

		/** Puts the window on, as after its start, with the cursor in the sample's file. */
		async function begin(theme: string, kind: number, gateway: string): Promise<void> {
			await window().evaluate(
				async (api, given) => {
					const user = api.workspace.getConfiguration();
					const { Global } = api.ConfigurationTarget;
					await user.update('workbench.colorTheme', given.theme, Global);
					await user.update('doubao.gateway', given.gateway, Global);
					await api.commands.executeCommand('workbench.action.closeAllEditors');
				},
				{ theme, gateway },
			);
			await untilValue<number>(
				() => window().evaluate(api => api.window.activeColorTheme.kind),
				shown => shown === kind,
				theme,
			);
			await window().evaluate(async api => {
				const [file] = await api.workspace.findFiles('src/users.ts');
				if (file) {
					await api.window.showTextDocument(file, { preview: false });
				}
			});
		}

		/** Puts the cursor in front of a text, or selects it. */
		async function select(text: string, length = 0): Promise<void> {
			await window().evaluate(
				async (api, given) => {
					const editor = api.window.activeTextEditor;
					if (editor) {
						const start = editor.document.getText().indexOf(given.text);
						const place = (offset: number) => editor.document.positionAt(offset);
						editor.selection = new api.Selection(place(start), place(start + given.length));
						editor.revealRange(editor.selection);
					}
					await api.commands.executeCommand('setContext', 'doubaoTest.selected', true);
				},
				{ text, length },
			);
		}

		for (const [name, theme, kind] of themes) {
			const picture = (step: string) => window().driver.picture(`demo-${step}-${locale}-${name}`);

			it(`shows an edit and an explanation, ${name}`, async () => {
				await begin(theme, kind, 'demo');
				await window().run('doubao.openChat');
				await window().run('doubao.newChat');
				await panel().getByRole('textbox', { name: words.message }).waitFor();
				await picture('first-screen');
				await window().run('workbench.action.closeAuxiliaryBar');
				await select('const parsed');

				const editing = window().run<{ readonly outcome: string }>('doubao.editSelection', {
					instruction: words.instruction,
				});
				await until(async () => {
					const { edits } = await window().run<State>('doubao.getState');
					return edits.some(({ hunks }) => hunks.length > 0);
				}, 'the first hunk');
				await picture('streaming');
				const { outcome } = await editing;
				assert.equal(outcome, 'review');
				await window().driver.lens(words.accept).first().waitFor();
				await picture('review');
				await window().run('doubao.rejectAll');

				await window().run('doubao.explainSelection');
				await panel()
					.locator('.markdown h2')
					.last()
					.evaluate((heading: { scrollIntoView(): void }) => heading.scrollIntoView());
				await picture('explained');
			});
		}

		for (const [name, theme, kind] of themes.slice(0, 2)) {
			const picture = (step: string) => window().driver.picture(`demo-${step}-${locale}-${name}`);

			it(`shows what the walkthrough speaks of, ${name}`, async () => {
				await begin(theme, kind, 'cubicspaces');
				await window().run('doubao.openChat');
				await window().run('doubao.newChat');
				await panel().getByRole('textbox', { name: words.key }).focus();
				await picture('connect');
				await begin(theme, kind, 'demo');
				await window().run('doubao.ask', { text: words.question, newChat: true });
				await picture('asked');
				await window().run('workbench.action.closeAuxiliaryBar');
				await select('TODO', 'TODO'.length);
				assert.deepEqual(await window().run('doubao.generateFromComment'), {
					outcome: 'review',
					hunks: 1,
				});
				await window().run('revealLine', { lineNumber: 28, at: 'top' });
				await window().driver.lens(words.accept).first().waitFor();
				await picture('comment');
				await window().run('doubao.rejectAll');
				await window().run(
					'workbench.action.openGlobalKeybindings',
					'@ext:doubao-assistant.doubao-assistant',
				);
				await window().driver.waitForText(words.command);
				await picture('keys');
			});
		}
	});
}

describe('the menus in pictures, zh-cn', function () {
	this.timeout(120_000);

	before('only where they are asked for', function () {
		if (isWholeSuite()) {
			this.skip();
		}
	});

	it('offer what the code under the cursor wants', async () => {
		const window = await openWindow({ locale: 'zh-cn' });
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
