import assert from 'node:assert/strict';
import { closeBrowser, TestPanel } from './panel.ts';
import { append, complete, settle, turn } from './turns.ts';

/** Turns as the host sends them; `first` and `last` are numbers counted from 1. */
function turns(first: number, last: number) {
	return Array.from({ length: last - first + 1 }, (_, index) =>
		turn({
			id: `t${first + index}`,
			question: `Question ${first + index}`,
			answer: `Answer ${first + index}\n\nwith a second paragraph.`,
			settled: complete,
		}),
	);
}

function before(first: number, last: number) {
	return turns(first, last)
		.toReversed()
		.map(message => ({ ...message, first: true }) as const);
}

describe('a long session in the panel', function () {
	this.timeout(60_000);
	let panel: TestPanel;

	beforeEach(async () => {
		panel = await TestPanel.open();
		await panel.post({ type: 'show', sessionId: 'long', draft: '' }, ...turns(461, 500), {
			type: 'length',
			length: 500,
		});
	});

	afterEach(async () => {
		assert.deepEqual(panel.errors, []);
		await panel.close();
	});

	after(closeBrowser);

	const names = () =>
		panel.page
			.getByRole('article')
			.evaluateAll(all => all.map(article => article.getAttribute('aria-label')));

	async function toTop(): Promise<void> {
		await panel.page.locator('.scroll-box').evaluate(node => {
			node.scrollTop = 0;
		});
		await panel.settle();
	}

	it('opens with the latest messages, named by their place in the whole', async () => {
		const shown = await names();
		assert.equal(shown.length, 80);
		assert.equal(shown[0], 'You, message 921');
		assert.equal(shown.at(-1), 'Doubao, message 1000');
		const button = panel.page.locator('.earlier');
		assert.equal(await button.innerText(), 'Show Earlier Messages (920)');
		assert.deepEqual(await panel.postedOf('earlier'), []);
	});

	it('asks for earlier ones at the top, once, and what is in view stays there', async () => {
		await toTop();
		assert.deepEqual(await panel.postedOf('earlier'), [{ type: 'earlier', turnId: 't461' }]);
		const top = () =>
			panel.page
				.getByText('Question 461', { exact: true })
				.evaluate(node => Math.round(node.getBoundingClientRect().top));
		const was = await top();
		await panel.post(...before(421, 460), { type: 'length', length: 500 });
		assert.equal(Math.abs((await top()) - was) <= 2, true, `${was} → ${await top()}`);
		assert.equal((await names())[0], 'You, message 841');
		assert.equal((await names()).length, 160);
	});

	it('forgets what is far above the end while it follows an answer', async () => {
		await toTop();
		await panel.post(...before(421, 460), { type: 'length', length: 500 });
		await panel.button('Scroll to Bottom').click();
		await panel.post(turn({ id: 'new' }), { type: 'length', length: 501 }, append('Hi', 'new'));
		assert.equal((await names()).length, 80);
		assert.equal((await names()).at(-1), 'Doubao, message 1002');
		await panel.post(settle({}, 'new'));
		assert.equal(await panel.page.locator('.earlier').innerText(), 'Show Earlier Messages (922)');
	});

	it('shows all of a session that has no more', async () => {
		await panel.post({ type: 'show', sessionId: 'short', draft: '' }, ...turns(1, 2), {
			type: 'length',
			length: 2,
		});
		assert.equal(await panel.page.locator('.earlier').isVisible(), false);
		assert.equal((await names())[0], 'You, message 1');
	});
});
