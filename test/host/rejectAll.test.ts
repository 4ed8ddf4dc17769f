import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, rewrite, shop } from './shop.ts';
import { pending, shows, startStreaming, type EditResult } from './streaming.ts';

const crlf = (rows: string) => rows.replaceAll('\n', '\r\n');

/** The original, and the file as it was: not modified, nothing under review. */
async function isOriginal(document: vscode.TextDocument, original: string): Promise<void> {
	assert.equal(document.getText(), original);
	assert.equal(document.isDirty, false, 'not modified');
	assert.deepEqual((await state()).edits, []);
}

describe('rejecting everything', () => {
	it('(E13) while an answer streams stops it, and leaves a file that is not modified', async () => {
		const original = crlf(shop).trimEnd();
		const { server, document, running } = await startStreaming(original);

		await run('doubao.rejectAll');

		assert.equal((await running).outcome, 'cancelled');
		await isOriginal(document, original);
		server.releaseAll();
		await driver.painted();
		await isOriginal(document, original);
		await driver.press('Control+Shift+KeyZ');
		await until(() => text().includes('reduce'), 'what had arrived, by redo');
		assert.equal((await state()).edits[0]?.partial, true);
		await run('doubao.rejectAll');
		await isOriginal(document, original);
	});

	it('(E13) leaves a file that is not modified after a change was rejected, and after a refinement', async () => {
		const again = edited.replace('return items.reduce', 'return (items ?? []).reduce');
		await gateway.script({ deltas: rewrite }, { text: `\`\`\`js\n${again}\`\`\`\n` });
		const { document } = await workspace.open('shop.js', shop);
		await select({ rows: [1, 11] });
		await run('doubao.editSelection', { instruction: 'simplify' });
		await run('doubao.rejectHunk', { index: 1 });
		await run('doubao.refineEdit', { instruction: 'no items' });
		await shows(again, 'the second proposal');

		await run('doubao.rejectAll');

		await isOriginal(document, shop);
	});

	it('(E11, E13) takes two edits of one file back, and what was accepted stays', async () => {
		const twice = `${shop}\n${shop}`;
		await gateway.script({ deltas: rewrite });
		const { document } = await workspace.open('shop.js', twice);
		const edit = async (first: number) => {
			await select({ rows: [first, first + 10] });
			return run<EditResult>('doubao.editSelection', { instruction: 'simplify' });
		};
		await edit(13);
		await edit(1);
		await pending(4);
		await run('doubao.rejectAll');
		await isOriginal(document, twice);

		await edit(13);
		await run('doubao.acceptAll');
		await edit(1);
		await run('doubao.rejectAll');
		assert.equal(text(), `${shop}\n${edited}`);
		assert.deepEqual((await state()).edits, []);
	});

	it('(E2, E13) leaves every word of the user, and nothing of an answer that streams', async () => {
		const tail = '// tail\n';
		const { server, document, running } = await startStreaming(shop + tail);
		await select({ row: document.lineCount - 1, column: 8 });
		await driver.type('x');
		await until(() => text().includes('tailx'), 'the letter');

		await run('doubao.rejectAll');

		assert.equal((await running).outcome, 'cancelled');
		server.releaseAll();
		await untilValue(
			() => text(),
			now => now === shop + tail.replace('tail', 'tailx'),
			'the original and the letter',
		);
		assert.deepEqual((await state()).edits, []);
	});
});
