import * as assert from 'node:assert/strict';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { rewrite, shop } from './shop.ts';

const field = () => driver.workbench.locator('.quick-input-widget input').first();

async function openField(): Promise<void> {
	await run('workbench.action.focusActiveEditorGroup');
	await driver.press('Alt+KeyI');
	await driver.workbench.getByText('Edit with Doubao').first().waitFor();
}

async function shows(expected: string): Promise<void> {
	await untilValue(
		() => field().value(),
		value => value === expected,
		`“${expected}” in the field`,
	);
}

async function ask(instruction: string): Promise<void> {
	await openField();
	await driver.type(instruction);
	await driver.press('Enter');
	await untilValue(
		async () => (await state()).edits.length,
		count => count === 1,
		'the review',
	);
	await run('doubao.rejectAll');
	await select({ rows: [1, 11] });
}

describe('the field for the instruction', () => {
	it('gives earlier instructions back by the arrow up, and what was typed by the arrow down', async () => {
		await gateway.script({ deltas: rewrite });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 11] });
		await ask('the first wish');
		await ask('the second wish');

		await openField();
		await driver.picture('edit-instruction-again');
		await driver.type('a third');
		await driver.press('ArrowUp');
		await shows('the second wish');
		await driver.press('ArrowUp');
		await shows('the first wish');
		await driver.press('ArrowDown', 'ArrowDown');
		await shows('a third');
		await driver.press('Escape');
		await openField();
		await shows('a third');
		await driver.press('Escape');
	});

	it('knows shortcuts, and gives the focus back at Esc', async () => {
		const server = await gateway.script({ deltas: rewrite });
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 11] });
		await openField();
		await field().fill('/simplify');
		await driver.waitForText(/Simplifies without changing/);
		await driver.picture('edit-instruction-shortcut');
		await field().fill('/simplify keep the loop');
		await driver.press('Enter');
		const { body } = await server.received();
		await untilValue(
			async () => (await state()).edits.length,
			count => count === 1,
			'the review',
		);
		assert.match(JSON.stringify(body), /Simplify this code without changing.*keep the loop/);
		await run('doubao.rejectAll');

		await select({ row: 12 });
		await openField();
		await driver.press('Escape');
		await driver.type('x');
		await untilValue(
			() => text(),
			now => now === `${shop}x`,
			'the letter in the editor',
		);
	});
});
