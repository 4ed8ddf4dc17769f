import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, rewrite, shop } from './shop.ts';

const link = '[Click here](command:workbench.action.openSettings)';

describe('hostile names and texts', () => {
	it('a path in a message is no link', async () => {
		await workspace.open(`${link}/package.json`, '{\n\t"a": 1\n}\n');

		const result = await run<{ readonly outcome: string }>('doubao.editSelection', {
			instruction: 'x',
		});

		assert.equal(result.outcome, 'refused');
		await driver.waitForText(/Click here/);
		assert.equal(
			await driver.workbench.locator('.notifications-toasts a', { hasText: 'Click' }).count(),
			0,
		);
		await run('notifications.clearAll');
	});

	it('a file name in the instruction box is no link', async () => {
		await gateway.script({ deltas: rewrite });
		await workspace.open(`${link}.js`, shop);
		await run('workbench.action.focusActiveEditorGroup');

		await driver.press('Alt+KeyI');

		const box = driver.workbench.locator('.quick-input-widget');
		await box
			.getByText(/Click here/)
			.first()
			.waitFor();
		assert.equal(await box.locator('a', { hasText: 'Click' }).count(), 0);
		await driver.press('Escape');
	});

	it('removed code stays in its block in the hover, whatever fences it holds', async () => {
		const rows = [
			'function a() {',
			'  ```',
			'![x](https://canary.invalid/p.png) **bold**',
			'}',
			'',
		];
		await gateway.script({ text: '~~~js\nfunction a() {\n  return 1;\n}\n~~~\n' });
		await workspace.open('hover.js', rows.join('\n'));
		await select({ rows: [1, 4] });
		await run('doubao.editSelection', { instruction: 'x' });
		await run('workbench.action.focusActiveEditorGroup');
		await select({ row: 2, column: 4 });

		await run('editor.action.showHover');

		const hover = driver.workbench.locator('.monaco-hover');
		await hover
			.getByText(/canary\.invalid/)
			.first()
			.waitFor();
		assert.equal(await hover.locator('img, strong').count(), 0);
		await driver.press('Escape');
		await run('doubao.rejectAll');
	});
});

describe('a review that others get in the way of', () => {
	it('survives another language mode', async () => {
		await gateway.script({ deltas: rewrite });
		const { document } = await workspace.openUntitled(shop, 'javascript');
		await select({ rows: [1, 11] });
		await run('doubao.editSelection', { instruction: 'x' });

		await vscode.languages.setTextDocumentLanguage(document, 'typescript');

		assert.equal((await state()).edits[0]?.hunks.length, 2);
		assert.deepEqual(await run('doubao.rejectAll'), { hunks: 0 });
		assert.equal(text(), shop);
	});

	it('leaves the composer alone when everything is rejected', async () => {
		await gateway.script({ deltas: rewrite });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 11] });
		await run('doubao.editSelection', { instruction: 'x' });
		await run('doubao.openChat');
		const composer = driver.panel.getByRole('textbox', { name: 'Message' });
		await composer.fill('my question');
		await untilValue(
			() => composer.value(),
			value => value === 'my question',
			'the question',
		);

		await run('doubao.rejectAll');

		assert.equal(text(), shop);
		assert.equal(await composer.value(), 'my question');
		await composer.fill('');
	});

	it('acts on what the box said, wherever the cursor went meanwhile', async () => {
		const server = await gateway.script({ deltas: rewrite });
		await workspace.open('shop.js', shop);
		await run('workbench.action.focusActiveEditorGroup');
		await select({ rows: [1, 7] });
		await driver.press('Alt+KeyI');
		const input = driver.workbench.locator('.quick-input-widget input').first();
		await input.waitFor();

		await select({ row: 10 });
		await input.fill('simplify');
		await driver.press('Enter');

		const { body } = await server.received();
		assert.match(JSON.stringify(body), /Rewrite lines 1 to 7/);
		await untilValue(
			async () => (await state()).streaming,
			streaming => streaming !== true,
			'the end',
		);
		await run('doubao.rejectAll');
	});

	it('sends nothing when rows move while a question about secrets stands open', async () => {
		const server = await gateway.script({ deltas: rewrite });
		const { document } = await workspace.open('shop.js', `// ghp_${'a1B2'.repeat(9)}\n${shop}`);
		await run('workbench.action.focusActiveEditorGroup');
		await select({ rows: [1, 7] });
		await driver.press('Alt+KeyI');
		const input = driver.workbench.locator('.quick-input-widget input').first();
		await input.waitFor();
		await input.fill('simplify');
		await driver.press('Enter');
		const dialog = driver.workbench.getByRole('dialog');
		await dialog.waitFor();

		const edit = new vscode.WorkspaceEdit();
		edit.insert(document.uri, new vscode.Position(0, 0), '// from elsewhere\n');
		await vscode.workspace.applyEdit(edit);
		await dialog.getByRole('button', { name: 'Mask and Send' }).click();

		await driver.waitForText('The file was changed meanwhile');
		assert.equal(server.requests.length, 0);
	});

	it('does not move the caret of another editor', async () => {
		const server = await gateway.script({ deltas: rewrite, pace: 'gate' });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 11] });
		const running = run('doubao.editSelection', { instruction: 'x' });
		await server.received();
		const other = await workspace.open('other.js', '// one\n// two\n// three\n');
		await select({ rows: [2, 3] });
		const before = other.selection;

		server.releaseAll();
		await running;

		assert.equal(other.selection.isEqual(before), true);
		assert.notEqual(text(), edited);
	});
});
