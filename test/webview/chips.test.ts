import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { closeBrowser, pictures, TestPanel } from './panel.ts';
import { themes } from './themes.ts';
import { turn } from './turns.ts';

const attachments = [
	{ label: 'src/http/range.ts:10-24', kind: 'selection', tokens: 310, hidden: 0 },
	{
		label: 'src/a/very/long/path/to/some/deeply/nested/module/index.ts',
		kind: 'file',
		tokens: 12_400,
		hidden: 2,
	},
] as const;

const light = themes.find(({ name }) => name === 'light');

describe('what will be sent along', function () {
	this.timeout(60_000);
	after(closeBrowser);

	it('is shown as chips with their tokens, each can be taken away', async () => {
		const panel = await TestPanel.open({ ...(light && { theme: light }), width: 250, height: 400 });
		await panel.post({ type: 'attachments', attachments });
		const chips = panel.page.getByRole('list', { name: 'Attached' }).getByRole('listitem');
		assert.equal(await chips.count(), 2);
		assert.match(await chips.nth(1).innerText(), /12,400 tokens/u);
		await panel.page.screenshot({ path: resolve(pictures, 'chips narrow.png') });
		const wide = await panel.page.evaluate(() => document.documentElement.scrollWidth);
		assert.equal(wide, 250);
		assert.match(await chips.nth(1).innerText(), /2 hidden/u);
		await panel.button('Open src/http/range.ts:10-24').click();
		assert.deepEqual(await panel.postedOf('openAttachment'), [
			{ type: 'openAttachment', label: 'src/http/range.ts:10-24' },
		]);
		await panel.button('Remove src/http/range.ts:10-24').click();
		assert.deepEqual(await panel.postedOf('detach'), [
			{ type: 'detach', label: 'src/http/range.ts:10-24' },
		]);
		await panel.post({ type: 'attachments', attachments: attachments.slice(1) });
		const focused = () =>
			panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
		assert.match((await focused()) ?? '', /^Remove src\/a/u);
		await panel.post({ type: 'attachments', attachments: [] });
		assert.equal(await focused(), 'Message');
		assert.equal(await chips.count(), 0);
		assert.deepEqual(panel.errors, []);
		await panel.close();
	});

	it('is measured: how full the context is, and what does not fit', async () => {
		for (const theme of themes) {
			const panel = await TestPanel.open({ theme, width: 330, height: 420 });
			await panel.post(
				{ type: 'attachments', attachments },
				{ type: 'contextUse', use: { used: 1_400, limit: 28_000, cut: [] } },
			);
			const meter = panel.button('Show What Will Be Sent');
			assert.equal(await panel.page.locator('.context-percent').innerText(), '5%');
			const described = () => meter.getAttribute('aria-description');
			assert.equal(await described(), 'Context: about 1,400 of 28,000 tokens');
			const left = panel.page.getByRole('list', { name: 'Left out' });
			assert.equal(await left.count(), 0);
			await panel.post({
				type: 'contextUse',
				use: {
					used: 27_990,
					limit: 28_000,
					cut: [
						{ kind: 'lines', label: 'module/index.ts', count: 1_234 },
						{ kind: 'messages', label: '', count: 4 },
						{ kind: 'picture', label: 'shot.png', count: 1 },
					],
				},
			});
			assert.deepEqual(await left.getByRole('listitem').allInnerTexts(), [
				'module/index.ts: the last 1,234 lines do not fit and are left out',
				'The first 4 messages of this chat do not fit and are left out',
				'shot.png is left out: the chosen model takes no pictures',
			]);
			assert.match(await panel.status, /1,234 lines/u);
			await panel.page.screenshot({ path: resolve(pictures, `context ${theme.name}.png`) });
			await meter.click();
			assert.equal((await panel.postedOf('showRequest')).length, 1);
			assert.deepEqual(panel.errors, []);
			await panel.close();
		}
	});

	it('says under a question what was left out of it', async () => {
		const panel = await TestPanel.open();
		await panel.post(turn({ cut: [{ kind: 'lines', label: 'a.ts', count: 7 }] }));
		const question = panel.page.getByRole('article', { name: 'You, message 1' });
		assert.match(await question.innerText(), /a\.ts: the last 7 lines/u);
		await panel.close();
	});
});
