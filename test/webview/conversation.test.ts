import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { eachPanel, pictures, TestPanel } from './panel.ts';
import { append, complete, settle, turn } from './turns.ts';

const error = {
	outcome: 'error',
	alert: { text: 'The gateway did not accept the API key.', action: 'Set API Key' },
	usage: null,
} as const;

describe('the conversation', function () {
	this.timeout(60_000);
	let panel: TestPanel;
	eachPanel(opened => {
		panel = opened;
	});

	it('names its messages in order and shows what the user wrote as text', async () => {
		await panel.post(
			turn({ id: 'a', question: '<b>**one**</b>', answer: 'First', settled: complete }),
			turn({ id: 'b', question: 'two', answer: '**Second**', settled: complete }),
		);
		const log = panel.page.getByRole('log', { name: 'Conversation' });
		const names = await log
			.getByRole('article')
			.evaluateAll(all => all.map(article => article.getAttribute('aria-label')));
		assert.deepEqual(names, [
			'You, message 1',
			'Doubao, message 2',
			'You, message 3',
			'Doubao, message 4',
		]);
		const first = panel.page.getByRole('article', { name: 'You, message 1' });
		assert.equal(await first.innerText(), '<b>**one**</b>');
		assert.equal(await log.locator('strong').innerText(), 'Second');
	});

	it('shows an answer while it arrives, and its cost at the end', async () => {
		await panel.post(turn());
		const answer = panel.page.getByRole('article', { name: 'Doubao, message 2' });
		assert.equal(await panel.status, 'Doubao is answering');
		assert.equal(await panel.button('Stop').isVisible(), true);
		await panel.post(append('Hello *wor'), append('ld*'));
		await answer.locator('em', { hasText: 'world' }).waitFor();
		assert.equal(await answer.getByText('tokens').count(), 0);
		await panel.post(settle());
		assert.match(await answer.innerText(), /doubao-seed-2-0-code\s+1,204 in, 512 out · 3\.4 s/u);
		assert.equal(await panel.status, 'Answer complete, 1 lines');
		assert.equal(await panel.button('Stop').isVisible(), false);
	});

	it('says that the usage is unknown rather than zero, and hides the meter by setting', async () => {
		await panel.post(turn({ answer: 'x', settled: { ...complete, usage: null } }));
		assert.equal(await panel.button('usage unknown · 3.4 s').isVisible(), true);
		await panel.post({
			type: 'settings',
			settings: { sendKey: 'enter', showUsage: false, thinking: true },
		});
		assert.equal(await panel.page.getByText('usage unknown').count(), 0);
		assert.equal(await panel.page.getByText('doubao-seed-2-0-code', { exact: true }).count(), 1);
	});

	it('points out that another model answered', async () => {
		await panel.post(
			turn({ answer: 'x', settled: { ...complete, model: 'other-model', modelDiffers: true } }),
		);
		const title = await panel.page.getByText('other-model').getAttribute('title');
		assert.equal(title, 'Answered by other-model, not by the model that was asked');
	});

	it('marks an answer that was cut, stopped or broke off', async () => {
		for (const [outcome, mark] of [
			['truncated', 'Cut at the length limit'],
			['aborted', 'Stopped'],
			['interrupted', 'Broke off before the end'],
			['filtered', 'Ended by the provider’s content filter'],
		] as const) {
			await panel.post(turn({ id: outcome, answer: 'Half', settled: { ...complete, outcome } }));
			const answer = panel.page.getByRole('article').last();
			assert.equal(await answer.getByText(mark).isVisible(), true, mark);
			await answer.getByRole('button', { name: 'Retry' }).click();
		}
		assert.equal((await panel.postedOf('retry')).length, 4);
	});

	it('shows a failure as an alert with the button that helps and Retry', async () => {
		await panel.post(turn(), settle(error));
		assert.equal(await panel.page.getByRole('alert').innerText(), error.alert.text);
		await panel.button('Set API Key').click();
		await panel.button('Retry').click();
		assert.deepEqual((await panel.posted()).slice(-2), [
			{ type: 'failureAction', turnId: 't1' },
			{ type: 'retry', turnId: 't1' },
		]);
		await panel.post({ type: 'remove', turnId: 't1' });
		assert.equal(await panel.page.getByRole('article').count(), 0);
	});

	it('folds the thinking away, with its time and tokens', async () => {
		await panel.post(turn(), {
			type: 'append',
			turnId: 't1',
			text: '',
			reasoning: 'Hm. <i>Let me</i>',
		});
		const thought = panel.page.getByText('Hm. <i>Let me</i>');
		assert.equal(await thought.isVisible(), false);
		await panel.page.locator('summary', { hasText: 'Thinking' }).click();
		assert.equal(await thought.isVisible(), true);
		const usage = { inputTokens: 1, outputTokens: 300, reasoningTokens: 230 };
		await panel.post(append('Well.'), settle({ reasoningDuration: 2100, usage }));
		assert.match(await panel.page.locator('summary').innerText(), /2\.1 s, 230 tokens/u);
	});

	it('says why nothing arrives', async () => {
		await panel.post(turn(), { type: 'waiting', turnId: 't1', reason: 'retry', delay: 4200 });
		const words = 'The gateway is busy. Trying again in 5 seconds';
		assert.equal(await panel.page.getByRole('log').getByText(words).isVisible(), true);
		await panel.post(append('There.'));
		assert.equal(await panel.page.getByRole('log').getByText(words).isVisible(), false);
	});

	it('copies messages and code, and inserts code, by asking the host', async () => {
		await panel.post(turn({ answer: 'Text\n\n```ts\nlet a;\n```\n', settled: complete }));
		const code = panel.page.locator('.code-block');
		await code.getByRole('button', { name: 'Copy' }).click();
		await code.getByRole('button', { name: 'Insert at Cursor' }).click();
		await code.getByRole('button', { name: 'New File' }).click();
		const answer = panel.page.getByRole('article', { name: 'Doubao, message 2' });
		await answer.getByRole('button', { name: 'Copy' }).last().click();
		assert.deepEqual((await panel.posted()).slice(-4), [
			{ type: 'copyCode', code: 'let a;\n' },
			{ type: 'insertCode', code: 'let a;\n' },
			{ type: 'newFile', code: 'let a;\n', language: 'ts' },
			{ type: 'copyMessage', turnId: 't1', part: 'answer' },
		]);
		assert.equal(await panel.status, 'Copied');
	});

	it('opens a link by the host, by click and by key, and has no address in the page', async () => {
		await panel.post(turn({ answer: '[here](https://a.example/x?y=1)', settled: complete }));
		const link = panel.page.getByRole('link', { name: 'here' });
		await link.click();
		await link.press('Enter');
		assert.deepEqual(await panel.postedOf('openLink'), [
			{ type: 'openLink', url: 'https://a.example/x?y=1' },
			{ type: 'openLink', url: 'https://a.example/x?y=1' },
		]);
		assert.equal(await panel.page.locator('[href]:not(link)').count(), 0);
	});

	it('has a place in a file opened by the host, by click and by key', async () => {
		await panel.post(turn({ answer: 'See `src/a.ts:3` and b.py:4-9.', settled: complete }));
		await panel.page.getByRole('link', { name: 'src/a.ts:3' }).click();
		await panel.page.getByRole('link', { name: 'b.py:4-9' }).press('Enter');
		assert.deepEqual(await panel.postedOf('openPlace'), [
			{ type: 'openPlace', path: 'src/a.ts', line: 3, endLine: 3 },
			{ type: 'openPlace', path: 'b.py', line: 4, endLine: 9 },
		]);
		await panel.page.screenshot({ path: resolve(pictures, 'places.png') });
	});

	it('follows the answer at the end, lets go when the user scrolls up, and comes back', async () => {
		const rows = (count: number) => 'A row of text.\n\n'.repeat(count);
		const box = panel.page.locator('.scroll-box');
		const fromEnd = () =>
			box.evaluate(({ scrollHeight, clientHeight, scrollTop }) =>
				Math.round(scrollHeight - clientHeight - scrollTop),
			);
		await panel.post(turn(), append(rows(60)));
		assert.equal(await fromEnd(), 0);
		await panel.post(append(rows(20)));
		assert.equal(await fromEnd(), 0);
		assert.equal(await panel.button('Scroll to Bottom').isVisible(), false);
		await box.hover();
		await panel.page.mouse.wheel(0, -400);
		await panel.button('Scroll to Bottom').waitFor();
		const top = await box.evaluate(({ scrollTop }) => scrollTop);
		await panel.post(append(rows(20)));
		assert.equal(await box.evaluate(({ scrollTop }) => scrollTop), top);
		await panel.button('Scroll to Bottom').click();
		await panel.post(append(rows(5)));
		assert.equal(await fromEnd(), 0);
	});

	it('shows a session from nothing as often as the host sends it', async () => {
		await panel.post(turn({ answer: 'One', settled: complete }));
		await panel.post({ type: 'show', sessionId: 's2', draft: 'half a thought' });
		assert.equal(await panel.page.getByRole('article').count(), 0);
		assert.equal(await panel.composer.inputValue(), 'half a thought');
		assert.equal(await panel.page.getByText('start with one of these').isVisible(), true);
	});

	it('keeps a text that the host has not seen yet when another session is shown', async () => {
		await panel.page.evaluate(() => {
			const input = document.querySelector('textarea');
			if (input) {
				input.value = 'typed just now';
				input.dispatchEvent(new Event('input'));
			}
			window.postMessage({ type: 'show', sessionId: 's2', draft: '' }, '*');
		});
		await panel.settle();
		assert.equal(await panel.composer.inputValue(), 'typed just now');
	});

	it('tells the host at once what is written when the focus leaves the text', async () => {
		await panel.page.evaluate(() => {
			const input = document.querySelector('textarea');
			input?.focus();
			if (input) {
				input.value = 'typed just now';
				input.dispatchEvent(new Event('input'));
			}
			input?.blur();
		});
		const draft = { type: 'draft', text: 'typed just now' };
		assert.deepEqual(await panel.postedOf('draft'), [draft]);
	});

	it('numbers the messages anew when a turn is taken out', async () => {
		await panel.post(
			turn({ id: 'a', settled: { ...complete, ...error } }),
			turn({ id: 'b', question: 'two', answer: 'Second', settled: complete }),
			{ type: 'remove', turnId: 'a' },
		);
		const first = panel.page.getByRole('article', { name: 'You, message 1' });
		assert.equal(await first.innerText(), 'two');
		assert.equal(await panel.page.getByRole('article', { name: 'Doubao, message 2' }).count(), 1);
	});

	it('ignores what is not of the protocol', async () => {
		await panel.page.evaluate(() => {
			for (const message of [null, 7, { type: 'turn' }, { type: 'html', html: '<b>' }]) {
				window.postMessage(message, '*');
			}
		});
		await panel.settle();
		assert.equal(await panel.page.getByRole('article').count(), 0);
	});
});
