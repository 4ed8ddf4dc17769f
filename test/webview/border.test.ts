import assert from 'node:assert/strict';
import { parcelsOf, Unpacker } from '../../src/core/chat/parcels.ts';
import { closeBrowser, TestPanel } from './panel.ts';
import { append, complete, settle, turn } from './turns.ts';

describe('what is large, between host and panel', function () {
	this.timeout(60_000);
	let panel: TestPanel;

	beforeEach(async () => {
		panel = await TestPanel.open();
	});

	afterEach(async () => {
		assert.deepEqual(panel.errors, []);
		await panel.close();
	});

	after(closeBrowser);

	it('comes in parts, and leaves in parts', async () => {
		const text = 'const x = 1; // 豆\n'.repeat(20_000);
		await panel.postRaw(...parcelsOf({ type: 'compose', text }));
		assert.equal(await panel.composer.inputValue(), text);
		await panel.post(turn(), append('```ts\n'), append(text), append('```\n'), settle());
		await panel.page.locator('.code-block').getByRole('button', { name: 'Copy' }).click();
		const unpacker = new Unpacker();
		const posted = await panel.postedRaw();
		assert.equal(
			posted.every(message => Buffer.byteLength(JSON.stringify(message)) <= 256_000),
			true,
		);
		const whole = posted.map(message => unpacker.take(message));
		assert.deepEqual(whole.at(-1), { type: 'copyCode', code: text });
	});

	it('shows a very long answer over several frames, then its end', async () => {
		const answer = `${'Some words, and **more** of them.\n\n'.repeat(4000)}The end.`;
		const pieces = answer.match(/[^]{1,60000}/gu) ?? [];
		await panel.post(turn(), ...pieces.map(piece => append(piece)), settle());
		await panel.page.getByText('1,204 in, 512 out ·').waitFor();
		const shown = await panel.page.evaluate(() => [
			document.querySelectorAll('.markdown p').length,
			document.querySelectorAll('.markdown .section').length,
		]);
		assert.deepEqual(shown, [4001, Math.ceil(4001 / 40)]);
		assert.equal(await panel.page.getByText('The end.').isVisible(), true);
		assert.equal(await panel.status, 'Answer complete, 4001 lines');
	});

	it('keeps the order of an answer that settles while much of it is still to be shown', async () => {
		const half = 'word '.repeat(10_000);
		await panel.post(
			turn({ id: 'a' }),
			append(half, 'a'),
			append(half, 'a'),
			append('LAST', 'a'),
			settle({}, 'a'),
			turn({ id: 'b', answer: 'Other', settled: complete }),
		);
		const first = panel.page.getByRole('article', { name: 'Doubao, message 2' });
		await first.getByText('1,204 in, 512 out ·').waitFor();
		assert.equal(await first.locator('.markdown').innerText(), `${half}${half}LAST`);
	});
});
