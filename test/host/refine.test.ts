import * as assert from 'node:assert/strict';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { edited, firstOnly, rewrite, shop } from './shop.ts';

interface EditResult {
	readonly outcome: string;
	readonly hunks: number;
}

const again = edited.replace('return items.reduce', 'return (items ?? []).reduce');
const fenced = (rows: string) => `\`\`\`js\n${rows}\`\`\`\n`;

async function review(...answers: readonly string[]) {
	const server = await gateway.script(
		{ deltas: rewrite },
		...answers.map(answer => ({ text: fenced(answer) })),
	);
	await workspace.open('shop.js', shop);
	await select({ rows: [1, 11] });
	assert.deepEqual(await run('doubao.editSelection', { instruction: 'simplify' }), {
		outcome: 'review',
		hunks: 2,
	});
	return server;
}

describe('refining an edit', () => {
	it('streams another proposal, tells the model what was rejected, and rejects to the original', async () => {
		const server = await review(again);
		await run('doubao.rejectHunk', { index: 1 });
		assert.equal(text(), firstOnly);

		const result = await run<EditResult>('doubao.refineEdit', { instruction: 'no items at all' });

		assert.equal(result.outcome, 'review');
		assert.equal(text(), again);
		const sent = JSON.stringify(server.requests.at(-1)?.body);
		assert.match(sent, /no items at all/);
		assert.match(sent, /simplify/);
		assert.match(sent, /rejected these changes.*\+ .*\$\{item\.name\}/);
		await run('doubao.rejectAll');
		assert.equal(text(), shop);
	});

	it('keeps what was accepted', async () => {
		await review(again.replace('`${item.name}: ${item.price}`', 'String(item)'));
		await run('doubao.acceptHunk', { index: 1 });

		await run('doubao.refineEdit', { instruction: 'shorter' });
		await run('doubao.rejectAll');

		assert.equal(
			text(),
			shop.replace("item.name + ': ' + item.price", '`${item.name}: ${item.price}`'),
		);
	});

	it('is taken back by one undo, which brings the first proposal back for review', async () => {
		await review(again);
		await run('doubao.refineEdit', { instruction: 'no items at all' });
		await run('workbench.action.focusActiveEditorGroup');

		await driver.press('Control+KeyZ');

		await untilValue(
			() => text(),
			now => now === edited,
			'the first proposal',
		);
		assert.equal((await state()).edits[0]?.hunks.length, 2);
	});

	it('has a partial answer finished by the lens Continue', async () => {
		await gateway.script({ deltas: rewrite.slice(0, 4), end: 'cut' }, { text: fenced(edited) });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 11] });
		await run('doubao.editSelection', { instruction: 'simplify' });
		await run('notifications.clearAll');

		await driver.lens('Continue').first().click();

		await untilValue(
			() => text(),
			now => now === edited,
			'the whole answer',
		);
		await untilValue(
			async () => (await state()).edits[0],
			edit => edit?.state === 'review' && !edit.partial,
			'a complete review',
		);
	});

	it('asks for the wish in its own field', async () => {
		await review(again);
		await run('workbench.action.focusActiveEditorGroup');

		const refining = run<EditResult>('doubao.refineEdit');
		await driver.workbench.locator('.quick-input-widget input:focus').waitFor();
		await driver.type('no items at all');
		await driver.press('Enter');

		assert.equal((await refining).outcome, 'review');
		assert.equal(text(), again);
	});

	it('says so where nothing is under review', async () => {
		await workspace.open('shop.js', shop);

		const { outcome } = await run<EditResult>('doubao.refineEdit', { instruction: 'x' });

		assert.equal(outcome, 'refused');
		await run('notifications.clearAll');
	});
});
