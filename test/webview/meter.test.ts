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

	it('tells the time to the first word, the pace, and the cost of answer and chat', async () => {
		const usage = { inputTokens: 1204, cachedTokens: 1000, outputTokens: 512, reasoningTokens: 12 };
		await panel.post(turn({ answer: 'x', settled: { ...complete, usage, meter } }));
		assert.match(
			await panel.page.locator('.meter').innerText(),
			/0\.4 s to the first word\s+62 tokens\/s\s+about ¥0\.0012, this chat ¥0\.046/u,
		);
		const title = await panel.page
			.getByText('1,204 (1,000 cached) in, 512 (12 thinking) out tokens')
			.getAttribute('title');
		assert.equal(
			title,
			'1,000 of the input from the cache, 12 of the output for thinking\n' +
				'This chat: 5,000 in, 2,000 out tokens, 58 tokens/s',
		);
	});

	it('says that a chat cost at least as much when some answers are unknown', async () => {
		const session = { ...meter.session, unknown: 1 };
		await panel.post(turn({ answer: 'x', settled: { ...complete, meter: { ...meter, session } } }));
		assert.match(await panel.page.locator('.meter').innerText(), /this chat at least ¥0\.046/u);
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
