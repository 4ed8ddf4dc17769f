import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { eachPanel, pictures, TestPanel } from './panel.ts';
import { complete, settle, turn } from './turns.ts';

describe('what can be done with a turn', function () {
	this.timeout(60_000);
	let panel: TestPanel;
	eachPanel(opened => {
		panel = opened;
	});

	it('asks once more at Regenerate', async () => {
		await panel.post(turn({ answer: 'Answer', settled: complete }));
		await panel.button('Regenerate').click();
		assert.deepEqual(await panel.postedOf('regenerate'), [{ type: 'regenerate', turnId: 't1' }]);
	});

	it('edits a question in its place, and Escape gives the question back', async () => {
		await panel.post(turn({ answer: 'Answer', settled: complete }));
		await panel.button('Edit').click();
		const field = panel.page.getByRole('textbox', { name: 'Your question' });
		assert.equal(await field.inputValue(), 'What does this do?');
		await field.press('Escape');
		assert.equal(await panel.page.locator('.bubble').innerText(), 'What does this do?');
		await panel.button('Edit').click();
		await field.fill('And that?');
		await panel.page.screenshot({ path: resolve(pictures, 'edit a question.png') });
		await field.press('Enter');
		assert.deepEqual(await panel.postedOf('edit'), [
			{ type: 'edit', turnId: 't1', text: 'And that?' },
		]);
		assert.equal((await panel.postedOf('stop')).length, 0);
	});

	it('offers no Edit for a question that a command made', async () => {
		await panel.post(turn({ editable: false, answer: 'Answer', settled: complete }));
		assert.equal(await panel.button('Edit').count(), 0);
	});

	it('leads to the versions of a turn', async () => {
		await panel.post(
			turn({ version: { index: 2, count: 2 }, answer: 'Answer', settled: complete }),
		);
		assert.match(await panel.page.locator('.versions').innerText(), /2\/2/u);
		assert.equal(await panel.button('Next Version').isDisabled(), true);
		await panel.button('Previous Version').click();
		assert.deepEqual(await panel.postedOf('step'), [{ type: 'step', turnId: 't1', by: -1 }]);
		await panel.page.screenshot({ path: resolve(pictures, 'versions.png') });
	});

	it('goes on with the last answer if it was cut, and with no other', async () => {
		const cut = { ...complete, outcome: 'truncated' } as const;
		await panel.post(
			turn({ id: 'a', answer: 'Half', settled: cut }),
			turn({ id: 'b', answer: 'Half, too', settled: cut }),
		);
		const go = panel.button('Continue');
		assert.equal(await go.count(), 1, 'hidden ones are not in the tree of names');
		await go.click();
		assert.deepEqual(await panel.postedOf('continue'), [{ type: 'continue', turnId: 'b' }]);
	});

	it('takes no other branch while an answer arrives', async () => {
		await panel.post(
			turn({ id: 'a', version: { index: 1, count: 2 }, answer: 'One', settled: complete }),
			turn({ id: 'b' }),
		);
		for (const name of ['Regenerate', 'Edit', 'Next Version']) {
			assert.equal(await panel.button(name).count(), 0, name);
		}
		await panel.post(settle({}, 'b'));
		assert.equal(await panel.button('Next Version').isVisible(), true);
	});
});
