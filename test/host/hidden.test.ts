import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';

const before = 'const level = "user";\nif (level != "user") {\n\tgrant();\n}\n';
const answer = before.replace(
	'!= "user"',
	'!= "user\u202e \u2066// only admins\u2069\u200b\u{e0041}"',
);

interface Left {
	readonly hunks: number;
	readonly reason?: string;
}

async function edit(): Promise<void> {
	await gateway.script({ text: `\`\`\`js\n${answer}\`\`\`\n` });
	await workspace.open('trojan.js', before);
	await select({ rows: [1, 4] });
	assert.deepEqual(await run('doubao.editSelection', { instruction: 'check' }), {
		outcome: 'review',
		hunks: 1,
	});
}

async function hunks(): Promise<number> {
	return (await state()).edits.reduce((sum, one) => sum + one.hunks.length, 0);
}

describe('hidden characters in new code', () => {
	it('(E22) are named in the row, in the lens and in the hover', async () => {
		await edit();

		await driver.lens('U+202E').waitFor();
		await driver.picture('edit-hidden-dark');
		await driver.theme('Default Light Modern');
		await driver.picture('edit-hidden-light');
		await driver.theme('Default High Contrast');
		await driver.picture('edit-hidden-hc');
	});

	it('(E22) are not accepted by automation that does not confirm', async () => {
		await edit();

		const left = await run<Left>('doubao.acceptHunk', { index: 0 });

		assert.equal(left.hunks, 1);
		assert.match(left.reason ?? '', /U\+202E, U\+2066, U\+2069, U\+200B, U\+E0041/);
		assert.deepEqual(await run('doubao.acceptHunk', { index: 0, confirm: true }), { hunks: 0 });
		assert.equal(text(), answer);
	});

	it('(E22) are asked about first: Cancel leaves them pending, Accept Anyway takes them', async () => {
		await edit();
		await run('workbench.action.focusActiveEditorGroup');
		const dialog = driver.workbench.getByRole('dialog');

		await driver.lens('Accept').first().click();
		await dialog.getByText('U+202E').first().waitFor();
		await driver.picture('edit-hidden-question');
		await dialog.getByRole('button', { name: 'Cancel' }).click();
		await dialog.waitFor({ state: 'hidden' });
		assert.equal(await hunks(), 1);
		const all = run<Left>('doubao.acceptAll');
		await dialog.getByRole('button', { name: 'Accept Anyway' }).click();

		assert.deepEqual(await all, { hunks: 0 });
		await untilValue(hunks, left => left === 0, 'nothing left');
	});

	it('(E22) are asked about before Insert at Cursor, and counted when they are copied', async () => {
		await gateway.script({ text: `\`\`\`js\n${answer}\u001b[31m\n\`\`\`\n` });
		await workspace.open('trojan.js', '\n');
		await run('doubao.ask', { text: 'Check it?', newChat: true });
		const dialog = driver.workbench.getByRole('dialog');
		const insert = driver.panel.getByRole('button', { name: 'Insert at Cursor' }).last();

		await insert.click();
		await dialog.getByText('U+202E').first().waitFor();
		await dialog.getByRole('button', { name: 'Cancel' }).click();
		await dialog.waitFor({ state: 'hidden' });
		assert.equal(text(), '\n');
		await insert.click();
		await dialog.getByRole('button', { name: 'Accept Anyway' }).click();
		await untilValue(text, now => now.includes('\u202e'), 'the code');

		await driver.panel.getByRole('button', { name: 'Copy' }).last().click();
		await driver.waitForText(/copied, with 5 hidden characters/);
		const copied = await vscode.env.clipboard.readText();
		assert.ok(copied.includes('\u202e') && !copied.includes('\u001b'), JSON.stringify(copied));
	});
});
