import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Script } from '../support/answer.ts';
import { block, blocks, edited, long } from './longFile.ts';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import type { EditResult } from './streaming.ts';

const [lower = '', upper = ''] = blocks;

/** The edit of which only a part arrives, and what Continue is answered with. */
async function cut(first: Script, ...more: readonly Script[]) {
	const server = await gateway.script(first, ...more);
	const { document } = await workspace.open('long.js', long);
	await select({ rows: [1, 400] });
	const result = await run<EditResult>('doubao.editSelection', { instruction: 'shorten' });
	return { server, document, result };
}

/** Whether each edit under review is a part of an answer that is not whole. */
async function partial(): Promise<readonly boolean[]> {
	return (await state()).edits.map(edit => edit.partial);
}

async function complete(): Promise<void> {
	await untilValue(
		async () => {
			const { edits, streaming } = await state();
			return { streaming, partial: edits.some(edit => edit.partial) };
		},
		now => now.streaming === false && !now.partial,
		'a complete review',
	);
}

describe('an edit of many rows whose answer was cut', function () {
	this.timeout(120_000);

	it('between two blocks is marked, and Continue brings the rest', async () => {
		const { server, document, result } = await cut({ text: lower, end: 'length' }, { text: upper });
		assert.deepEqual([result.outcome, result.errorClass, result.hunks], ['partial', 'length', 1]);
		assert.deepEqual(await partial(), [true]);
		await run('doubao.nextHunk');
		await driver.lens(/1 of 1 · partial/).waitFor();
		await driver.picture('blocks-partial');
		await run('notifications.clearAll');

		await driver.lens('Continue').first().click();
		await untilValue(
			() => text(),
			now => now === edited,
			'both changes',
		);
		await complete();

		const sent = JSON.stringify(server.requests.at(-1)?.body);
		assert.match(sent, /was cut.*holds already:.*- .*const y = x \+ 70;.*\+ .*return x \+ 70;/);
		assert.match(sent, /shorten/);
		assert.equal((await state()).edits.length, 2);
		await run('doubao.rejectAll');
		assert.equal(text(), long);
		assert.equal(document.isDirty, false);
	});

	it('inside a block has that block written anew, in one place', async () => {
		const half = lower.slice(0, lower.indexOf('>>>>>>>'));
		const { server } = await cut(
			{ text: `${half}// more\n`, end: 'cut' },
			{ text: blocks.join('') },
		);
		await until(() => text().includes('// more'), 'the rows that arrived');
		await driver.waitForText(/What had arrived is marked as partial/);

		await driver.click({ role: 'button', name: 'Continue' });
		await untilValue(
			() => text(),
			now => now === edited,
			'both changes, and nothing of the cut one',
		);
		await complete();

		// The block that was cut is shown as it was before.
		assert.doesNotMatch(JSON.stringify(server.requests.at(-1)?.body), /\/\/ more/);
		await run('doubao.rejectAll');
		assert.equal(text(), long);
	});

	it('keeps what there is where Continue fails, and can be continued again', async () => {
		const half = lower.slice(0, lower.indexOf('>>>>>>>'));
		const refuse = { status: 401, body: '{"error":{"message":"no"}}' };
		const { result } = await cut({ text: half, end: 'cut' }, { refuse }, { text: blocks.join('') });
		assert.equal(result.outcome, 'partial');
		const before = text();
		assert.notEqual(before, long);

		const second = await run<EditResult>('doubao.continueEdit');
		assert.deepEqual([second.outcome, second.errorClass], ['error', 'auth']);
		assert.equal(text(), before);
		assert.deepEqual(await partial(), [true]);

		assert.equal((await run<EditResult>('doubao.continueEdit')).outcome, 'review');
		assert.equal(text(), edited);
		await complete();
	});

	it('keeps words of the user in the block that was cut', async () => {
		const half = `${lower.slice(0, lower.indexOf('>>>>>>>'))}// more\n`;
		await cut({ text: half, end: 'cut' }, { text: blocks.join('') });
		await run('notifications.clearAll');
		await run('workbench.action.focusActiveEditorGroup');
		await select('// more');
		await driver.press('End');
		await driver.type(' mine');
		await until(() => text().includes('// more mine'), 'the words');

		const { outcome, reason } = await run<EditResult>('doubao.continueEdit');

		assert.equal(outcome, 'partial');
		assert.match(reason ?? '', /1 of 2 changes were left out/);
		assert.ok(text().includes('// more mine') && text().includes('const y = 3 + x;'));
	});

	it('can be continued when it was stopped, and tells what the user rejected', async () => {
		const server = await gateway.script({ text: lower + upper, pace: 'gate' }, { text: upper });
		await workspace.open('long.js', long);
		await select({ rows: [1, 400] });
		const running = run<EditResult>('doubao.editSelection', { instruction: 'shorten' });
		await server.received();
		server.release(Math.ceil(lower.length / 8) + 2);
		await until(() => text().includes('\treturn x + 70;'), 'the first block');
		await untilValue(
			async () => (await state()).edits.map(edit => edit.state),
			states => states.includes('review'),
			'its end',
		);
		await run('doubao.stop');
		assert.equal((await running).outcome, 'partial');
		assert.deepEqual(await partial(), [true]);

		server.releaseAll();
		assert.equal((await run<EditResult>('doubao.continueEdit')).outcome, 'review');
		assert.equal(text(), edited);
		assert.deepEqual(await partial(), [false, false]);
		const nothing = await run<EditResult>('doubao.continueEdit');
		assert.match(nothing.reason ?? '', /no partial edit to continue/);
	});

	it('offers Continue where changes were left out', async () => {
		const wrong = block('\tconst z = 1;', '\tconst z = 2;');
		const { server } = await cut({ text: lower + wrong }, { text: upper });
		await driver.waitForText(/1 of 2 changes were left out/);

		await driver.click({ role: 'button', name: 'Continue' });
		await untilValue(
			() => text(),
			now => now === edited,
			'both changes',
		);

		await complete();
		assert.match(JSON.stringify(server.requests.at(-1)?.body), /Others were left out/);
	});

	it('is stopped by an undo of its first part while the rest arrives', async () => {
		const first = await gateway.script(
			{ text: lower, end: 'length' },
			{ text: upper, pace: 'gate' },
		);
		await workspace.open('long.js', long);
		await select({ rows: [1, 400] });
		await run('doubao.editSelection', { instruction: 'shorten' });
		await run('notifications.clearAll');
		await run('workbench.action.focusActiveEditorGroup');
		const running = run<EditResult>('doubao.continueEdit');
		await until(() => first.requests.length === 2, 'the second request');
		await until(async () => (await state()).streaming, 'the rest to be waited for');

		await driver.press('Control+KeyZ');

		assert.equal((await running).outcome, 'cancelled');
		assert.equal(text(), long);
		assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
	});
});
