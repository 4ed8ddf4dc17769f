import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import type { ContextChoice } from '../../src/core/chat/contextProtocol.ts';
import { closeBrowser, pictures, TestPanel } from './panel.ts';
import { themes } from './themes.ts';

const choices: readonly ContextChoice[] = [
	{ key: 'selection', kind: 'selection', label: 'Selection', detail: 'src/http/range.ts:10-24' },
	{ key: 'problems', kind: 'problems', label: 'Problems in all files', detail: '12' },
	{ key: 'changes', kind: 'changes', label: 'Git changes', detail: 'since the last commit' },
	{ key: 'f1', kind: 'file', label: 'range.ts', detail: 'src/http' },
	{
		key: 'f2',
		kind: 'file',
		label: 'index.ts',
		detail: 'src/a/very/long/path/to/some/deeply/nested/module/with/more/folders',
	},
	{ key: 'f3', kind: 'folder', label: 'http/', detail: 'src' },
	{ key: 'f4', kind: 'image', label: 'screen.png', detail: 'docs' },
];

describe('the list behind @', function () {
	this.timeout(60_000);
	let panel: TestPanel;

	const options = () => panel.page.getByRole('option');
	const chosen = () => panel.page.getByRole('option', { selected: true }).innerText();
	const answer = async (found: readonly ContextChoice[] = choices) => {
		const asked = await panel.postedOf('findContext');
		const last = asked.at(-1);
		assert.ok(last?.type === 'findContext');
		await panel.post({ type: 'contextFound', search: last.search, choices: found });
		return last.query;
	};

	beforeEach(async () => {
		panel = await TestPanel.open();
	});

	afterEach(async () => {
		assert.deepEqual(panel.errors, []);
		await panel.close();
	});

	after(closeBrowser);

	it('is found, gone through and chosen from by keys; the focus stays in the text', async () => {
		await panel.composer.pressSequentially('Compare @ra');
		assert.equal(await answer(), 'ra');
		assert.equal(await options().count(), choices.length);
		assert.match(await chosen(), /Selection/u);
		assert.equal(await panel.status, '7 found');
		const active = () => panel.composer.getAttribute('aria-activedescendant');
		const first = await active();
		await panel.composer.press('ArrowUp');
		assert.match(await chosen(), /screen\.png/u);
		await panel.composer.press('ArrowDown');
		assert.equal(await active(), first);
		for (let steps = 0; steps < 3; steps++) {
			await panel.composer.press('ArrowDown');
		}
		await panel.composer.press('Enter');
		assert.deepEqual(await panel.postedOf('attach'), [{ type: 'attach', key: 'f1' }]);
		assert.equal(await panel.composer.inputValue(), 'Compare range.ts ');
		assert.equal(await options().count(), 0);
		assert.deepEqual(await panel.postedOf('ask'), []);
		await panel.composer.press('Control+Z');
		assert.equal(await panel.composer.inputValue(), 'Compare @ra');
	});

	it('takes the word away where the chip says it all', async () => {
		await panel.composer.pressSequentially('@');
		await answer();
		await options().nth(3).click();
		assert.equal(await panel.composer.inputValue(), '');
		assert.deepEqual(await panel.postedOf('attach'), [{ type: 'attach', key: 'f1' }]);
		assert.equal(await panel.composer.evaluate(input => input === document.activeElement), true);
	});

	it('shows only what belongs to the latest letters, and keeps the choice while more comes', async () => {
		await panel.composer.pressSequentially('@a');
		await panel.composer.pressSequentially('b');
		await panel.post({ type: 'contextFound', search: '1', choices });
		assert.equal(await options().count(), 0);
		await answer(choices.slice(0, 3));
		await panel.composer.press('ArrowDown');
		await answer();
		assert.equal(await options().count(), choices.length);
		assert.match(await chosen(), /Problems/u);
		await panel.composer.pressSequentially('c');
		await answer();
		assert.match(await chosen(), /Selection/u);
	});

	it('goes with Escape and stays away until another word begins', async () => {
		await panel.composer.pressSequentially('@a');
		await answer();
		await panel.composer.press('Escape');
		assert.equal(await options().count(), 0);
		await panel.composer.pressSequentially('b');
		assert.equal((await panel.postedOf('findContext')).length, 2, 'one for @, one for @a');
		await panel.composer.pressSequentially(' @');
		await answer();
		assert.equal(await options().count(), choices.length);
		assert.deepEqual(await panel.postedOf('stop'), []);
	});

	it('says when there is nothing, and leaves Enter to the message', async () => {
		await panel.composer.pressSequentially('@zz');
		await answer([]);
		await panel.page.getByText('Nothing found', { exact: true }).first().waitFor();
		await panel.composer.press('Enter');
		assert.equal((await panel.postedOf('ask')).length, 1);
	});

	it('opens by its button, which leaves nothing behind', async () => {
		await panel.composer.fill('Explain');
		await panel.button('Attach Context').click();
		await answer();
		assert.equal(await panel.composer.inputValue(), 'Explain @');
		await panel.composer.press('Escape');
		assert.equal(await panel.composer.inputValue(), 'Explain ');
	});

	it('waits for the end of a composition', async () => {
		await panel.composer.click();
		const session = await panel.page.context().newCDPSession(panel.page);
		const composed = { text: '@wen', selectionStart: 4, selectionEnd: 4 };
		await session.send('Input.imeSetComposition', composed);
		assert.deepEqual(await panel.postedOf('findContext'), []);
		await session.send('Input.insertText', { text: '@文' });
		assert.equal(await answer(), '文');
	});

	it('fits a narrow panel', async () => {
		for (const theme of themes) {
			const narrow = await TestPanel.open({ theme, width: 300, height: 420 });
			await narrow.composer.pressSequentially('@i');
			await narrow.post({ type: 'contextFound', search: '2', choices });
			await narrow.composer.press('ArrowDown');
			await narrow.page.screenshot({ path: resolve(pictures, `completion ${theme.name}.png`) });
			assert.equal(await narrow.page.evaluate(() => document.documentElement.scrollWidth), 300);
			await narrow.close();
		}
	});
});
