import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { block, blocks, edited, long } from './longFile.ts';
import type { EditResult } from './streaming.ts';

async function edit(): Promise<EditResult> {
	return await run<EditResult>('doubao.editSelection', { instruction: 'shorten' });
}

async function openLong(): Promise<void> {
	await workspace.open('long.js', long);
	await select({ rows: [1, 400] });
}

describe('an edit of many rows', function () {
	this.timeout(120_000);

	it('streams in as search/replace blocks, and is one undo and one redo', async () => {
		const deltas = blocks.flatMap(one => one.split(/(?<=\n)/));
		const server = await gateway.script({ deltas, pace: 'gate' });
		await openLong();

		const running = edit();
		const { body } = await server.received();
		server.release(5);
		await untilValue(
			() => text(),
			now => now.includes('\treturn x + 70;'),
			'the row of the first block',
		);
		server.releaseAll();

		assert.deepEqual(await running, { outcome: 'review', hunks: 2 });
		assert.equal(text(), edited);
		assert.match(JSON.stringify(body), /Task: blocks/);
		await driver.lens('1 of 2').waitFor();
		await run('workbench.action.focusActiveEditorGroup');
		await driver.press('Control+KeyZ');
		await untilValue(
			() => text(),
			now => now === long,
			'the original after one undo',
		);
		await driver.press('Control+Shift+KeyZ');
		await untilValue(
			() => text(),
			now => now === edited,
			'the edit after one redo',
		);
		assert.equal((await state()).edits.length, 2);
		await run('doubao.rejectAll');
		assert.equal(text(), long);
		assert.equal((await state()).edits.length, 0);
	});

	it('leaves out what the model quotes wrongly, and refuses where nothing is left', async () => {
		const wrong = block('\tconst z = 1;', '\tconst z = 2;');
		const twice = block('\treturn y;', '\treturn 0;');
		await gateway.script({ text: wrong + twice + blocks[0] }, { text: wrong });
		await openLong();

		const { outcome, hunks, reason } = await edit();
		assert.deepEqual([outcome, hunks], ['partial', 1]);
		assert.match(reason ?? '', /2 of 3 changes were left out/);
		await run('doubao.rejectAll');
		await select({ rows: [1, 400] });
		const second = await edit();
		assert.deepEqual([second.outcome, second.hunks], ['refused', 0]);
		assert.equal(text(), long);
		await driver.waitForText(/quotes lines that are not in/);
	});

	it('keeps what had arrived when it is stopped', async () => {
		const server = await gateway.script({ text: blocks.join(''), pace: 'gate' });
		await openLong();
		const running = edit();
		await server.received();
		await until(async () => (await state()).streaming, 'the edit to wait');
		await run('doubao.stop');
		assert.equal((await running).outcome, 'cancelled');
		assert.equal(text(), long);
		assert.equal((await state()).edits.length, 0);
	});

	for (const [what, back] of [
		['undo', async () => driver.press('Control+KeyZ')],
		['reject all', async () => run('doubao.rejectAll')],
	] as const) {
		it(`(F16, E13) ends at ${what} between two blocks, with the file not modified`, async () => {
			const deltas = blocks.flatMap(one => one.split(/(?<=\n)/));
			const server = await gateway.script({ deltas, pace: 'gate' });
			await openLong();
			await run('workbench.action.focusActiveEditorGroup');
			const running = edit();
			const request = await server.received();
			// The first block to its end, and a part of the second one.
			server.release(8);
			await until(() => text().includes('\treturn x + 70;'), 'the first block');
			await untilValue(
				async () => (await state()).edits.map(({ state: now }) => now),
				now => now.includes('review'),
				'the end of the first block',
			);

			await back();

			assert.equal((await running).outcome, 'cancelled');
			await request.closed;
			server.releaseAll();
			await driver.painted();
			assert.equal(text(), long);
			assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
			assert.deepEqual((await state()).edits, []);
			await driver.press('Control+Shift+KeyZ');
			await until(() => text().includes('\treturn x + 70;'), 'the first block by redo');
			assert.equal((await state()).edits[0]?.hunks.length, 1);
		});
	}

	it('is shown by the demo', async () => {
		await settings.set({ 'doubao.gateway': 'demo', 'doubao.baseUrl': undefined });
		await openLong();
		const { outcome, hunks } = await edit();
		assert.deepEqual([outcome, hunks], ['review', 2]);
	});
});
