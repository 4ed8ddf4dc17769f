import assert from 'node:assert/strict';
import { eachPanel, type TestPanel } from './panel.ts';

describe('what is written and not sent, in a page that is made anew', () => {
	let panel: TestPanel;
	eachPanel(opened => {
		panel = opened;
	});

	/** Types, and lets the page end before the host is told. */
	async function typeAndEnd(text: string): Promise<void> {
		await panel.page.evaluate(typed => {
			const input = document.querySelector('textarea');
			if (input) {
				input.value = typed;
				input.dispatchEvent(new Event('input'));
			}
		}, text);
		await panel.page.reload();
	}

	const cases: readonly [
		what: string,
		typed: string,
		sessionId: string,
		known: string,
		shown: string,
	][] = [
		['stays, though the host knows an older text', 'abcdef', 's1', 'abc', 'abcdef'],
		['stays empty, though the host knows an older text', '', 's1', 'abc', ''],
		['goes along into another chat', 'abc', 's2', '', 'abc'],
		['goes below what is written in another chat', 'abc', 's2', 'of two', 'of two\nabc'],
	];
	for (const [what, typed, sessionId, known, shown] of cases) {
		it(what, async () => {
			await typeAndEnd(typed);
			await panel.greet({}, sessionId, known);
			assert.equal(await panel.composer.inputValue(), shown);
			await panel.composer.evaluate(input => {
				input.focus();
				input.blur();
			});
			assert.deepEqual(await panel.postedOf('draft'), [{ type: 'draft', text: shown }]);
		});
	}

	it('makes way for the host’s, which has been told of it', async () => {
		await panel.composer.fill('abc');
		await panel.composer.blur();
		await panel.page.reload();
		await panel.greet({}, 's1', 'put back');
		assert.equal(await panel.composer.inputValue(), 'put back');
	});

	it('is nothing any more once it was sent, so that what comes back is shown', async () => {
		await panel.composer.fill('abc');
		await panel.composer.press('Enter');
		await panel.page.reload();
		await panel.greet({}, 's1', 'abc');
		assert.equal(await panel.composer.inputValue(), 'abc');
	});
});
