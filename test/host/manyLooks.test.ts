import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { struckTexts } from '../support/attachmentRules.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { untilValue } from './library/until.ts';
import { select, workspace } from './library/workspace.ts';

const rows = 280;
const before = Array.from({ length: rows }, (_, at) => `const value${at} = compute(old${at});\n`);
/** Every other row, so that each is a change of its own. */
const after = before.map((row, at) => (at % 2 === 0 ? row.replace('old', 'new') : row));

describe('the looks of very many changes', function () {
	this.timeout(90_000);

	it('show at most 200 removed texts, those near the visible rows, and in any font', async () => {
		await settings.set({ 'editor.fontSize': 22, 'editor.fontFamily': 'serif' });
		await gateway.script({ text: `\`\`\`js\n${after.join('')}\`\`\`\n` });
		const editor = await workspace.open('many.js', before.join(''));
		await select({ rows: [1, rows] });
		await run('workbench.action.focusActiveEditorGroup');
		const outcome = await run<{ readonly outcome: string }>('doubao.editSelection', {
			instruction: 'rename',
		});
		assert.equal(outcome.outcome, 'review');
		editor.revealRange(new vscode.Range(0, 0, 0, 0), vscode.TextEditorRevealType.AtTop);

		const near = await untilValue(
			() => driver.evaluate(struckTexts),
			count => count > 10,
			'removed texts',
		);
		assert.ok(near <= 200, `${near} texts`);
		assert.ok(near < rows / 2, `${near} texts for ${rows / 2} changes`);
		await driver.picture('edit-other-font');

		editor.revealRange(new vscode.Range(rows - 1, 0, rows - 1, 0));
		await driver.painted();
		await driver.workbench.locator('.view-line', { hasText: `new${rows - 2}` }).waitFor();
		const far = await driver.evaluate(struckTexts);
		assert.ok(far > 0 && far <= 200, `${far} texts at the end`);
		await run('doubao.rejectAll');
	});
});
