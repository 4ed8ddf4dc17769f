import assert from 'node:assert/strict';
import { eachPanel, TestPanel } from './panel.ts';
import { complete, turn } from './turns.ts';

const meter = {
	firstText: 420,
	rate: 61.6,
	cost: 0.00123,
	session: { inputTokens: 5000, outputTokens: 2000, cost: 0.0456, unknown: 0, rate: 58.2 },
};

describe('the line under an answer', function () {
	this.timeout(60_000);
	let panel: TestPanel;
	eachPanel(opened => {
		panel = opened;
	});

	it('tells the sums, and by a press what they are made of and what the chat came to', async () => {
		const usage = { inputTokens: 1204, cachedTokens: 1000, outputTokens: 512, reasoningTokens: 12 };
		await panel.post(turn({ answer: 'x', settled: { ...complete, usage, meter } }));
		const sums = panel.button('1,204 in, 512 out · 3.4 s · ≈¥0.0012');
		const details = [
			'1,204 (1,000 cached) in, 512 (12 thinking) out tokens',
			'0.4 s to the first word · 62 tokens/s',
			'This chat: 5,000 in, 2,000 out tokens · 58 tokens/s',
			'about ¥0.0012, this chat ¥0.046',
			'An estimate by list price. Gateways set their own: see doubao.usage.prices.',
		];
		assert.equal(await sums.getAttribute('title'), details.join('\n'));
		assert.equal(await panel.page.getByText('to the first word').isVisible(), false);
		await sums.press('Enter');
		assert.equal(await sums.getAttribute('aria-expanded'), 'true');
		assert.deepEqual(await panel.page.locator('.usage-details li').allInnerTexts(), details);
		await sums.click();
		assert.equal(await panel.page.getByText('to the first word').isVisible(), false);
	});

	it('says that a chat cost at least as much when some answers are unknown', async () => {
		const session = { ...meter.session, unknown: 1 };
		await panel.post(turn({ answer: 'x', settled: { ...complete, meter: { ...meter, session } } }));
		await panel.button('1,204 in, 512 out · 3.4 s · ≈¥0.0012').click();
		await panel.page.getByText('this chat at least ¥0.046').waitFor();
	});

	it('is one row in a panel of any width but narrow ones, and two there', async () => {
		const meterOf = { ...complete, meter };
		await panel.post(turn({ answer: 'x', settled: { ...meterOf, outcome: 'aborted' } }));
		const rows = { 250: 2, 300: 2, 420: 2, 520: 1, 900: 1 };
		for (const [width, count] of Object.entries(rows)) {
			await panel.page.setViewportSize({ width: Number(width), height: 700 });
			const height = await panel.page.locator('.footer').evaluate(node => node.clientHeight);
			assert.equal(Math.round(height / 22), count, width);
			for (const part of ['.model-used', '.usage']) {
				const cut = await panel.page
					.locator(part)
					.evaluate(node => node.scrollWidth > node.clientWidth || node.clientHeight > 22);
				assert.equal(cut, false, `${part} at ${width}`);
			}
		}
	});

	it('counts down on Retry while the gateway asks to wait', async () => {
		const alert = { text: 'Too many requests.', action: null, retryAfter: 1500 };
		await panel.post(turn({ settled: { ...complete, outcome: 'error', alert } }));
		const button = panel.page.getByRole('button', { name: /^Retry/u });
		assert.match(await button.innerText(), /Retry in [12] s/u);
		assert.equal(await button.isDisabled(), true);
		await panel.page.getByRole('button', { name: 'Retry', exact: true }).waitFor();
		assert.equal(await button.isEnabled(), true);
	});
});
