import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, rewrite, shop } from './shop.ts';

interface EditResult {
	readonly outcome: string;
	readonly hunks: number;
	readonly errorClass?: string;
	readonly reason?: string;
}

async function edit(): Promise<EditResult> {
	return await run<EditResult>('doubao.editSelection', { instruction: 'simplify' });
}

async function openShop(): Promise<vscode.TextEditor> {
	const editor = await workspace.open('shop.js', shop);
	await select({ rows: [1, 11] });
	return editor;
}

/** The notification that stands there now, and then no more. */
async function notification(shown: RegExp): Promise<void> {
	await driver.waitForText(shown);
	await run('notifications.clearAll');
}

describe('an edit that cannot be', () => {
	it('is refused without an editor', async () => {
		await run('workbench.action.closeAllEditors');

		const { outcome, reason } = await edit();

		assert.equal(outcome, 'refused');
		assert.match(reason ?? '', /no editor/);
		await notification(/there is no editor/);
	});

	it('(E10) is refused in a read-only editor', async () => {
		await gateway.script({ deltas: rewrite });
		await openShop();
		await run('workbench.action.files.setActiveEditorReadonlyInSession');

		const { outcome, reason } = await edit();

		await run('workbench.action.files.resetActiveEditorReadonlyInSession');
		assert.equal(outcome, 'refused');
		assert.match(reason ?? '', /read-only/);
		assert.equal(text(), shop);
		await run('notifications.clearAll');
	});

	it('(E10) is refused in a document that no file system writes', async () => {
		await gateway.script({ deltas: rewrite });
		await openShop();
		await run('doubao.editSelection', { instruction: 'simplify' });
		await run('doubao.showDiff');
		const uri = vscode.workspace.textDocuments.find(
			one => one.uri.scheme === 'doubao-baseline',
		)?.uri;
		assert.ok(uri);
		await vscode.window.showTextDocument(uri);

		assert.match((await edit()).reason ?? '', /read-only/);
		await run('notifications.clearAll');
	});

	it('is refused in a binary file', async () => {
		await gateway.script({ deltas: rewrite });
		// Behind the first 512 bytes, which VS Code looks at before it opens a file as text.
		await workspace.open('data.js', `${'a'.repeat(1_000)}\0b\n`);

		assert.match((await edit()).reason ?? '', /binary/);
		await run('notifications.clearAll');
	});

	it('(E9) is refused where saving would already lose characters', async () => {
		await gateway.script({ deltas: rewrite });
		await workspace.open('gbk.js', Uint8Array.from([0x2f, 0x2f, 0xb0, 0xa1, 0x0a]));

		assert.match((await edit()).reason ?? '', /wrong encoding/);
		await run('notifications.clearAll');
	});

	it('(E10) is refused in a notebook cell', async () => {
		const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'x = 1', 'python');
		const notebook = await vscode.workspace.openNotebookDocument(
			'jupyter-notebook',
			new vscode.NotebookData([cell]),
		);
		await vscode.window.showNotebookDocument(notebook);
		await run('notebook.focusTop');
		await run('notebook.cell.edit');
		await untilValue(
			() => vscode.window.activeTextEditor?.document.uri.scheme,
			scheme => scheme === 'vscode-notebook-cell',
			'the cell’s editor',
		);

		assert.match((await edit()).reason ?? '', /Notebook/);
		await run('workbench.action.revertAndCloseActiveEditor');
		await run('notifications.clearAll');
	});

	it('is refused for a selection across two cells, which can be explained', async () => {
		const server = await gateway.script({ text: 'Two cells.' });
		const cells = ['first = 1', 'second = first + 1', 'third = 3'].map(
			code => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, code, 'python'),
		);
		const notebook = await vscode.workspace.openNotebookDocument(
			'jupyter-notebook',
			new vscode.NotebookData(cells),
		);
		const editor = await vscode.window.showNotebookDocument(notebook);
		editor.selections = [new vscode.NotebookRange(0, 2)];
		await untilValue(
			() => vscode.window.activeNotebookEditor?.selections.map(({ start, end }) => [start, end]),
			now => JSON.stringify(now) === '[[0,2]]',
			'both cells to be selected',
		);

		assert.match((await edit()).reason ?? '', /Notebook/);
		for (const command of ['doubao.generateFromComment', 'doubao.fixProblems']) {
			assert.match((await run<EditResult>(command)).reason ?? '', /Notebook/, command);
		}
		for (const command of ['doubao.explainSelection', 'doubao.explainInPlace']) {
			const { outcome } = await run<EditResult>(command);
			assert.equal(outcome, 'complete', command);
			const asked = JSON.stringify(server.requests.at(-1)?.body);
			assert.match(asked, /first = 1.*second = first \+ 1/, command);
			assert.doesNotMatch(asked, /third/, command);
		}
		assert.equal(editor.notebook.isDirty, true, 'as it was: never saved');
		await run('workbench.action.revertAndCloseActiveEditor');
		await run('notifications.clearAll');
	});

	it('(E10) works in an untitled document', async () => {
		await gateway.script({ deltas: rewrite });
		await workspace.openUntitled(shop, 'javascript');
		await select({ rows: [1, 11] });

		assert.equal((await edit()).outcome, 'review');
		assert.equal(text(), edited);
		await run('doubao.rejectAll');
		assert.equal(text(), shop);
	});
});

describe('without a key', () => {
	it('an edit offers to set one and keeps what was typed', async () => {
		await settings.set({ 'doubao.gateway': 'starmagic', 'doubao.baseUrl': undefined });
		await openShop();
		await run('workbench.action.focusActiveEditorGroup');
		await driver.press('Alt+KeyI');
		await driver.workbench.getByText('Edit with Doubao').first().waitFor();
		await driver.type('use reduce');
		await driver.press('Enter');

		await driver.waitForText(/StarMagic needs an API key first/);
		await run('notifications.clearAll');
		await run('workbench.action.focusActiveEditorGroup');
		await driver.press('Alt+KeyI');

		const input = driver.workbench.locator('.quick-input-widget input').first();
		await untilValue(
			() => input.value(),
			value => value === 'use reduce',
			'the same words',
		);
		await driver.press('Escape');
	});

	it('an edit with arguments opens no prompt', async () => {
		await settings.set({ 'doubao.gateway': 'starmagic', 'doubao.baseUrl': undefined });
		await openShop();

		assert.equal((await edit()).outcome, 'refused');
		assert.equal(text(), shop);
		await run('notifications.clearAll');
	});

	it('a question is refused at once; the panel shows the form and keeps the text', async () => {
		await settings.set({ 'doubao.gateway': 'starmagic', 'doubao.baseUrl': undefined });
		await run('doubao.newChat');

		const { outcome } = await run<EditResult>('doubao.ask', { text: 'Are you there?' });

		assert.equal(outcome, 'refused');
		await driver.panel.getByRole('textbox', { name: 'API Key' }).waitFor();
		await driver.panel.getByRole('combobox', { name: 'Gateway' }).waitFor();
		await driver.panel.getByRole('button', { name: 'Try the Demo' }).click();
		const composer = driver.panel.getByRole('textbox', { name: 'Message' });
		await untilValue(
			() => composer.value(),
			value => value === 'Are you there?',
			'the text',
		);
		await composer.fill('');
	});
});

describe('a gateway that asks to wait', () => {
	it('is named with the wait beside an edit, and again after Retry', async () => {
		const body = JSON.stringify({ error: { code: 'RateLimitExceeded', message: 'x' } });
		const server = await gateway.script({
			refuse: { status: 429, body, headers: { 'retry-after': '55' } },
		});
		await openShop();

		assert.deepEqual(await edit(), { outcome: 'error', hunks: 0, errorClass: 'rate_limit' });

		await driver.waitForText(/The gateway asks to wait 5\d seconds\. Nothing was changed\./);
		await driver.click({ role: 'button', name: 'Retry' });
		await driver.waitForText(/The gateway asks to wait [345]\d seconds\. Nothing was changed\./);
		assert.equal(server.requests.length, 1, 'the wait is kept');
		await run('notifications.clearAll');
	});
});

describe('a gateway that fails', () => {
	const failures = [
		['a01-401-ark-auth', 'auth', /did not accept the API key/],
		['a07-404-model-not-open', 'model_not_found', /does not offer this model/],
		['a11-200-html-root', 'endpoint', /is not a model gateway/],
	] as const;

	for (const [fixture, errorClass, sentence] of failures) {
		it(`(${fixture}) leaves the document alone and says so`, async () => {
			await gateway.play(fixture);
			const { document } = await openShop();

			const result = await edit();

			assert.deepEqual(result, { outcome: 'error', hunks: 0, errorClass });
			assert.equal(text(), shop);
			assert.equal(document.isDirty, false);
			await notification(sentence);
		});

		it(`(${fixture}) is a sentence with a button in the chat`, async () => {
			await gateway.play(fixture);
			await run('doubao.newChat');

			const result = await run<EditResult>('doubao.ask', { text: 'hello' });

			assert.equal(result.errorClass, errorClass);
			const alert = driver.panel.getByRole('alert');
			await alert.first().waitFor();
			assert.match(await alert.first().text(), sentence);
		});
	}

	it('(F22, E15) in the middle of a stream leaves what came for review, marked as partial', async () => {
		await gateway.script({ deltas: rewrite.slice(0, 4), end: 'cut' });
		await openShop();

		const result = await edit();

		assert.equal(result.outcome, 'partial');
		assert.equal(result.errorClass, 'connection');
		assert.equal((await state()).edits[0]?.partial, true);
		await driver.lens('partial').first().waitFor();
		await notification(/marked as partial/);
		await run('doubao.rejectAll');
		assert.equal(text(), shop);
	});
});
