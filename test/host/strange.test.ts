import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, rewrite, shop } from './shop.ts';
import { reviewed, shows, type EditResult } from './streaming.ts';

async function edit(): Promise<EditResult> {
	return await run<EditResult>('doubao.editSelection', { instruction: 'simplify' });
}

/** Opens the bytes with a row of code below; VS Code remembers encodings, so each by a name of its own. */
async function openAbove(file: string, head: Uint8Array) {
	const server = await gateway.script({ text: '```js\nlet b = 2;\n```\n' });
	await workspace.open(file, Buffer.concat([head, Buffer.from('let a = 1;\n')]));
	await select({ rows: [2, 2] });
	return server;
}

/** Edits the row of code and saves; what stood above must be there as it was. */
async function editAndSave(file: string): Promise<Buffer> {
	await select({ rows: [2, 2] });
	assert.equal((await edit()).outcome, 'review');
	await run('doubao.acceptAll');
	await vscode.window.activeTextEditor?.document.save();
	return await workspace.bytes(file);
}

describe('a file that is not like others', () => {
	const ends = [
		['LF', shop, edited],
		['CRLF', shop.replaceAll('\n', '\r\n'), edited.replaceAll('\n', '\r\n')],
		['a byte order mark', `\ufeff${shop}`, `\ufeff${edited}`],
		['no final row end', shop.trimEnd(), edited.trimEnd()],
		[
			'CRLF, a byte order mark and no final row end',
			`\ufeff${shop.trimEnd().replaceAll('\n', '\r\n')}`,
			`\ufeff${edited.trimEnd().replaceAll('\n', '\r\n')}`,
		],
	] as const;
	for (const [what, before, after] of ends) {
		it(`(E8, F6, F7) keeps ${what}, and gives it back byte for byte`, async () => {
			const document = await reviewed(before);
			await document.save();
			assert.equal(String(await workspace.bytes('shop.js')), after);

			await run('doubao.rejectAll');
			await document.save();

			assert.equal(String(await workspace.bytes('shop.js')), before);
		});
	}

	it('(E8) is told to have mixed line ends, which VS Code will make one kind', async () => {
		await openAbove('mixed.js', Buffer.from('// top\r\n'));
		assert.equal((await edit()).outcome, 'review');

		await driver.waitForText(/line endings of mixed.js are mixed/);
		await run('notifications.clearAll');
	});

	it('(E9) is reopened as GB18030 by a button, and then edited without losing a byte', async () => {
		// 中文 in GBK, as a comment.
		const gbk = Uint8Array.of(0x2f, 0x2f, 0x20, 0xd6, 0xd0, 0xce, 0xc4, 0x0a);
		await openAbove('gbk.js', gbk);
		assert.equal((await edit()).outcome, 'refused');

		await driver.picture('edit-wrong-encoding');
		await driver.click({ role: 'button', name: 'Reopen with GB18030' });
		await shows('// 中文\nlet a = 1;\n', 'the text in its own encoding');

		const saved = await editAndSave('gbk.js');
		assert.deepEqual(saved, Buffer.concat([gbk, Buffer.from('let b = 2;\n')]));
	});

	const undecodable = [
		['Shift JIS', 'sjis.js', [0x2f, 0x2f, 0x93, 0xfa, 0x96, 0x7b, 0x0a]],
		['no encoding at all', 'bytes.js', [0x2f, 0x2f, 0x80, 0xff, 0xfe, 0x0a]],
	] as const;
	for (const [what, file, bytes] of undecodable) {
		it(`(E9) is left alone in ${what}, and an encoding can be chosen`, async () => {
			const server = await openAbove(file, Uint8Array.from(bytes));

			assert.match((await edit()).reason ?? '', /wrong encoding/);

			await driver.workbench.getByRole('button', { name: 'Choose Encoding' }).first().waitFor();
			assert.equal(server.requests.length, 0);
			const now = await workspace.bytes(file);
			assert.deepEqual([...now.subarray(0, bytes.length)], bytes);
			await run('notifications.clearAll');
		});
	}

	it('(E9) may hold a replacement character of its own', async () => {
		const head = Buffer.from('// \ufffd\n');
		await openAbove('fffd.js', head);

		const saved = await editAndSave('fffd.js');
		assert.deepEqual(saved, Buffer.concat([head, Buffer.from('let b = 2;\n')]));
	});

	it('(E9) is warned about when its encoding has no character for what is new', async () => {
		await openAbove('latin.js', Uint8Array.of(0x2f, 0x2f, 0xe9, 0x0a));
		await gateway.script({ text: '```js\nlet 价 = "😀";\n```\n' });
		const uri = vscode.Uri.file(workspace.path('latin.js'));
		await vscode.workspace.openTextDocument(uri, { encoding: 'iso88591' });
		await shows('//é\nlet a = 1;\n', 'the text in its own encoding');
		await select({ rows: [2, 2] });

		assert.equal((await edit()).outcome, 'review');

		await driver.waitForText(/iso88591.*does not have: 价 😀/);
		await run('notifications.clearAll');
	});
});

describe('a place that is no ordinary editor', () => {
	it('(E10) says why in an output panel', async () => {
		await run('workbench.panel.output.focus');
		await until(() => vscode.window.activeTextEditor?.document.uri.scheme === 'output', 'it');

		assert.match((await edit()).reason ?? '', /read-only/);
		await run('workbench.action.closePanel');
		await run('notifications.clearAll');
	});

	it('(E10) works on the live side of a diff, and says why on the other', async () => {
		const document = await reviewed();
		await run('doubao.acceptAll');
		const original = document.uri.with({ scheme: 'doubao-baseline', query: 'x' });
		await run('vscode.diff', original, document.uri);
		await until(() => vscode.window.activeTextEditor?.document === document, 'the live side');
		await gateway.script({ text: '```js\n// label\n```\n' });
		await select({ rows: [4, 4] });

		assert.equal((await edit()).outcome, 'review');
		await run('doubao.rejectAll');
		assert.equal(text(), edited);
		await run('workbench.action.compareEditor.focusSecondarySide');
		await until(
			() => vscode.window.activeTextEditor?.document.uri.scheme === 'doubao-baseline',
			'the other side',
		);
		assert.match((await edit()).reason ?? '', /read-only/);
		await run('notifications.clearAll');
	});
});

describe('a large file', function () {
	this.timeout(60_000);
	const row = (at: number) => `const value${at} = compute(${at}); // a row like many others\n`;
	const rows = (count: number, change: (at: number) => string = row) =>
		Array.from({ length: count }, (_, at) => change(at)).join('');

	it('(F19, E18) of 5 MB is edited like another', async () => {
		const filler = rows(95_000);
		await gateway.script({ deltas: rewrite });
		await workspace.open('large.js', filler + shop + filler.slice(0, 400_000));
		await select({ rows: [95_001, 95_011] });

		assert.deepEqual(await edit(), { outcome: 'review', hunks: 2 });
		assert.equal(text().slice(filler.length, filler.length + edited.length), edited);
		await run('doubao.rejectAll');
		assert.equal(text().slice(filler.length, filler.length + shop.length), shop);
	});

	it('(F19, E18) has rows among 10,000 selected ones changed, and accepted in one act', async () => {
		const places = [0, 5_000, 9_999];
		const changed = (at: number) => row(at).replace('compute', 'computed');
		const block = (at: number) =>
			`<<<<<<< SEARCH\n${row(at)}=======\n${changed(at)}>>>>>>> REPLACE\n`;
		await gateway.script({ text: places.map(block).join('') });
		await workspace.open('large.js', `// top\n${rows(10_000)}// end\n`);
		await select({ rows: [2, 10_001] });

		assert.deepEqual(await edit(), { outcome: 'review', hunks: 3 });
		const after = rows(10_000, at => (places.includes(at) ? changed(at) : row(at)));
		assert.equal(text(), `// top\n${after}// end\n`);
		assert.deepEqual(await run('doubao.acceptAll'), { hunks: 0 });
	});

	it('(F19) has a row of 1 MB rewritten', async () => {
		const long = (word: string) => `const words = "${word.repeat(100_000)}";\n`;
		const answer = long('some words').replace('const', 'let');
		await gateway.script({ text: `\`\`\`js\n${answer}\`\`\`\n`, chunk: 4_000 });
		await workspace.open('long.js', `// top\n${long('some words')}// end\n`);
		await select({ row: 2, column: 3 });

		assert.deepEqual(await edit(), { outcome: 'review', hunks: 1 });
		assert.equal(text(), `// top\n${answer}// end\n`);
		await run('doubao.rejectAll');
		assert.equal(text(), `// top\n${long('some words')}// end\n`);
	});
});
