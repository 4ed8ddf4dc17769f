import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SessionView, ToWebview } from '../../src/core/chat/protocol.ts';
import { eachPanel, pictures, TestPanel } from './panel.ts';
import { themes } from './themes.ts';
import { turn } from './turns.ts';

const sessions: readonly SessionView[] = [
	['s1', 'Why does the parser drop the last row?', true, true],
	['s2', '用 TypeScript 写一个 LRU 缓存', false, false],
	['s3', 'A very long title '.repeat(6), false, false],
].map(([id, title, pinned, open], at) => ({
	id: String(id),
	title: String(title),
	used: 1_760_000_000_000 - at * 90_000_000,
	pinned: pinned === true,
	streaming: at === 1,
	open: open === true,
}));

const history: ToWebview = { type: 'history', sessions, reveal: true };

describe('the list of sessions', function () {
	this.timeout(60_000);
	let panel: TestPanel;
	eachPanel(async opened => {
		panel = opened;
		await panel.post(history);
	});

	const items = () => panel.page.getByRole('list', { name: 'History' }).getByRole('listitem');

	it('has one item a session, and opens one', async () => {
		assert.equal(await items().count(), 3);
		await items().nth(1).getByRole('button', { name: 'LRU' }).click();
		assert.deepEqual((await panel.postedOf('openSession'))[0], {
			type: 'openSession',
			sessionId: 's2',
		});
		assert.equal(await items().count(), 0, 'it is closed');
	});

	it('searches the titles', async () => {
		const search = panel.page.getByRole('searchbox', { name: 'Search chats' });
		assert.equal(await search.evaluate(input => input === document.activeElement), true);
		await search.fill('row PARSER');
		assert.equal(await items().count(), 1);
		await search.fill('nowhere');
		assert.equal(await items().count(), 0);
		assert.equal(await panel.page.getByText('No chat has these words').isVisible(), true);
	});

	it('renames, pins, deletes and takes the deletion back', async () => {
		await items().nth(2).hover();
		await items().nth(2).getByRole('button', { name: 'Rename' }).click();
		const field = panel.page.getByRole('textbox', { name: 'Rename' });
		await field.fill('Short');
		await panel.post({ ...history, reveal: false });
		assert.equal(await field.inputValue(), 'Short', 'news do not disturb it');
		await field.press('Enter');
		await items().nth(0).getByRole('button', { name: 'Pin' }).click();
		await items().nth(1).hover();
		await items().nth(1).getByRole('button', { name: 'Delete' }).click();
		assert.match(await panel.status, /Deleted/u);
		await panel.button('Undo').click();
		assert.deepEqual((await panel.posted()).slice(-4), [
			{ type: 'renameSession', sessionId: 's3', title: 'Short' },
			{ type: 'pinSession', sessionId: 's1', pinned: false },
			{ type: 'deleteSession', sessionId: 's2' },
			{ type: 'restoreSession', sessionId: 's2' },
		]);
	});

	it('gives the draft to the session that is left', async () => {
		await panel.composer.fill('for s1');
		await items().nth(1).getByRole('button', { name: 'LRU' }).click();
		const said = (await panel.posted()).map(({ type }) => type);
		assert.equal(said.indexOf('draft') < said.indexOf('openSession'), true);
		assert.equal(said.includes('draft'), true);
	});

	it('closes at Escape and gives the focus to the composer', async () => {
		await panel.page.keyboard.press('Escape');
		assert.equal(await items().count(), 0);
		assert.equal(await panel.composer.evaluate(input => input === document.activeElement), true);
		assert.equal((await panel.postedOf('historyClosed')).length, 1);
	});

	it('makes way for an answer that is asked for from the editor', async () => {
		await panel.post(history);
		assert.notEqual(await items().count(), 0);
		await panel.post(turn());
		assert.equal(await items().count(), 0);
		assert.equal(await panel.page.getByRole('article').first().isVisible(), true);
	});

	it('shows what the user should know, until it is over', async () => {
		await panel.post({ type: 'notice', text: 'The chats cannot be saved' });
		assert.equal(await panel.page.getByRole('alert').innerText(), 'The chats cannot be saved');
		await panel.post({ type: 'notice', text: '' });
		assert.equal(await panel.page.getByRole('alert').count(), 0);
	});

	it('is clean for axe and worth a look in all themes', async () => {
		const axe = await readFile(
			resolve(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'),
			'utf8',
		);
		for (const theme of themes) {
			await panel.close();
			panel = await TestPanel.open({ theme });
			await panel.post(history, {
				type: 'notice',
				text: 'The chats cannot be saved: no space left.',
			});
			await items().nth(0).hover();
			await panel.page.screenshot({ path: resolve(pictures, `history ${theme.name}.png`) });
			await panel.page.evaluate(axe);
			const found = await panel.page.evaluate(async () => {
				const run = Reflect.get(Reflect.get(window, 'axe'), 'run');
				const { violations } = await run(document);
				return violations.filter(
					({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical',
				);
			});
			assert.deepEqual(found, [], theme.name);
		}
		await panel.page.setViewportSize({ width: 250, height: 500 });
		await panel.page.screenshot({ path: resolve(pictures, 'history narrow.png') });
	});
});
