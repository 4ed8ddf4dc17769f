import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway, protocols } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, firstOnly, rewrite, shop } from './shop.ts';

interface EditResult {
	readonly outcome: string;
	readonly hunks: number;
	readonly errorClass?: string;
	readonly reason?: string;
}

async function edit(instruction = 'simplify'): Promise<EditResult> {
	return await run<EditResult>('doubao.editSelection', { instruction });
}

async function openShop(contents = shop): Promise<vscode.TextEditor> {
	const editor = await workspace.open('shop.js', contents);
	await select({ rows: [1, 11] });
	return editor;
}

async function hunks(): Promise<number> {
	return (await state()).edits.reduce((sum, one) => sum + one.hunks.length, 0);
}

describe('an edit', () => {
	for (const protocol of protocols) {
		it(`streams in row by row and is reviewed by key, over ${protocol}`, async () => {
			const server = await gateway.script({ protocol, deltas: rewrite, pace: 'gate' });
			const editor = await openShop();

			const running = edit();
			await server.received();
			server.release(3);
			await untilValue(
				() => text(),
				now => now.includes('reduce') && now.includes("item.name + ': '"),
				'the first new rows above the old ones',
			);
			server.releaseAll();
			const result = await running;

			assert.deepEqual(result, { outcome: 'review', hunks: 2 });
			assert.equal(text(), edited);

			await run('workbench.action.focusActiveEditorGroup');
			await select({ row: 2 });
			await driver.press('Alt+KeyY');
			await untilValue(hunks, left => left === 1, 'one hunk after Accept');
			assert.equal(text(), edited, 'Accept changes nothing in the document');
			await select({ row: 6 });
			await driver.press('Alt+KeyN');
			await untilValue(hunks, left => left === 0, 'no hunk after Reject');
			assert.equal(text(), firstOnly);
			await editor.document.save();
			assert.equal(String(await workspace.bytes('shop.js')), firstOnly);
		});
	}

	it('asks in the input box and starts by key', async () => {
		const server = await gateway.script({ deltas: rewrite });
		await openShop();
		await run('workbench.action.focusActiveEditorGroup');

		await driver.press('Alt+KeyI');
		await driver.workbench.getByText('Edit with Doubao').first().waitFor();
		await driver.picture('edit-instruction-dark');
		await driver.type('use reduce');
		await driver.press('Enter');
		const { body } = await server.received();
		await untilValue(hunks, left => left === 2, 'two hunks');

		assert.match(JSON.stringify(body), /use reduce/);
		assert.match(JSON.stringify(body), /"thinking":\{"type":"disabled"\}/);
	});

	it('takes the function at the cursor when nothing is selected', async () => {
		const server = await gateway.script({
			text: '```js\nexport function label(item) {\n\treturn item.name;\n}\n```\n',
		});
		await workspace.open('shop.js', shop);
		await select({ row: 10, column: 3 });

		assert.equal((await edit('only the name')).outcome, 'review');

		assert.equal(text(), shop.replace("item.name + ': ' + item.price", 'item.name'));
		assert.match(JSON.stringify(server.requests[0]?.body), /Rewrite lines 9/);
	});

	it('is accepted and rejected by its lenses', async () => {
		await gateway.script({ deltas: rewrite });
		await openShop();
		await edit();

		await driver.lens('1 of 2').waitFor();
		assert.equal(await driver.lens('Accept').count(), 2);
		await driver.lens('Reject').first().click();
		await untilValue(hunks, left => left === 1, 'one hunk after the click on Reject');
		await driver.lens('1 of 1').waitFor();
		await driver.lens('Accept').click();
		await untilValue(hunks, left => left === 0, 'no hunk after the click on Accept');

		assert.equal(
			text(),
			shop.replace("item.name + ': ' + item.price", '`${item.name}: ${item.price}`'),
		);
	});

	it('(F15, E14) is taken back by one undo, and redo brings the review back', async () => {
		await gateway.script({ deltas: rewrite });
		const { document } = await openShop();
		await edit();
		await run('workbench.action.focusActiveEditorGroup');

		await driver.press('Control+KeyZ');
		await untilValue(
			() => text(),
			now => now === shop,
			'the original after one undo',
		);
		assert.equal(document.isDirty, false);
		assert.equal(await hunks(), 0);
		await driver.press('Control+Shift+KeyZ');
		await untilValue(
			() => text(),
			now => now === edited,
			'the edit after one redo',
		);
		assert.equal(await hunks(), 2);
	});

	it('(E13, F6) gives the original back byte for byte when everything is rejected', async () => {
		const crlf = shop.replaceAll('\n', '\r\n').trimEnd();
		await gateway.script({ deltas: rewrite });
		const { document } = await openShop(crlf);
		await edit();
		assert.equal(text(), edited.replaceAll('\n', '\r\n').trimEnd());

		assert.deepEqual(await run('doubao.rejectAll'), { hunks: 0 });

		assert.equal(text(), crlf);
		assert.equal(document.isDirty, false, 'the undo of VS Code brings the clean state back');
	});

	it('(E15) stops at Esc, keeps what had arrived and marks it as partial', async () => {
		const server = await gateway.script({ deltas: rewrite, pace: 'gate' });
		await openShop();
		await run('workbench.action.focusActiveEditorGroup');
		const running = edit();
		const request = await server.received();
		server.release(3);
		await until(() => text().includes('reduce'), 'the first new row');
		const arrived = text();

		await driver.press('Escape');
		const result = await running;
		await request.closed;

		assert.equal(result.outcome, 'partial');
		assert.equal(result.hunks > 0, true);
		assert.equal(text(), arrived);
		await driver.lens('partial').first().waitFor();
		await run('doubao.rejectAll');
		assert.equal(text(), shop);
	});

	it('(E2) keeps what is typed meanwhile, before, inside and behind the region', async () => {
		const server = await gateway.script({ deltas: rewrite, pace: 'gate' });
		const contents = `// before\n\n${shop}\n// behind\n`;
		const { document } = await workspace.open('shop.js', contents);
		await select({ rows: [3, 13] });
		const running = edit();
		await server.received();
		server.release(3);
		await until(() => text().includes('reduce'), 'the first new row');

		const mine = new vscode.WorkspaceEdit();
		const end = document.lineCount - 2;
		mine.insert(document.uri, new vscode.Position(0, 9), ' mine');
		mine.insert(document.uri, document.lineAt(end).range.end, ' mine');
		await vscode.workspace.applyEdit(mine);
		server.releaseAll();
		const { outcome } = await running;

		assert.equal(outcome, 'review');
		assert.equal(text(), `// before mine\n\n${edited}\n// behind mine\n`);
		await run('doubao.rejectAll');
		assert.equal(text(), `// before mine\n\n${shop}\n// behind mine\n`);
	});

	it('(F28, E16) leaves the document alone when nothing differs', async () => {
		await gateway.script({ text: `\`\`\`js\n${shop}\`\`\`\n` });
		const { document } = await openShop();

		assert.deepEqual(await edit(), { outcome: 'unchanged', hunks: 0 });
		assert.equal(document.isDirty, false);
	});

	it('(F13) goes on while another file is looked at, without stealing the focus', async () => {
		const server = await gateway.script({ deltas: rewrite, pace: 'gate' });
		const { document } = await openShop();
		const running = edit();
		await server.received();
		const other = await workspace.open('other.js', '// other\n');
		server.releaseAll();
		const { outcome, hunks: count } = await running;

		assert.deepEqual({ outcome, count }, { outcome: 'review', count: 2 });
		assert.equal(document.getText(), edited);
		assert.equal(vscode.window.activeTextEditor?.document, other.document);
	});
});
