import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { closeBrowser, pictures, TestPanel } from './panel.ts';
import { themes } from './themes.ts';

const attachments = [
	{ label: 'src/http/range.ts:10-24', tokens: 310 },
	{ label: 'src/a/very/long/path/to/some/deeply/nested/module/index.ts', tokens: 12_400 },
];

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
});
