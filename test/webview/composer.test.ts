import assert from 'node:assert/strict';
import { eachPanel, TestPanel } from './panel.ts';
import { append, complete, settle, turn } from './turns.ts';

describe('the composer', function () {
	this.timeout(60_000);
	let panel: TestPanel;
	eachPanel(opened => {
		panel = opened;
	});

	it('sends with Enter, breaks the row with Shift+Enter, and keeps the focus', async () => {
		await panel.composer.click();
		await panel.page.keyboard.type('one');
		await panel.page.keyboard.press('Shift+Enter');
		await panel.page.keyboard.type('two');
		await panel.page.keyboard.press('Enter');
		assert.deepEqual(await panel.postedOf('ask'), [{ type: 'ask', text: 'one\ntwo' }]);
		assert.equal(await panel.composer.inputValue(), '');
		assert.equal(await panel.composer.evaluate(input => input === document.activeElement), true);
		assert.equal(await panel.status, 'Sent');
	});

	it('sends with Ctrl+Enter where the setting says so', async () => {
		await panel.post({
			type: 'settings',
			settings: { sendKey: 'ctrlEnter', showUsage: true, thinking: true },
		});
		await panel.composer.fill('one');
		await panel.composer.press('Enter');
		assert.deepEqual(await panel.postedOf('ask'), []);
		await panel.composer.press('Control+Enter');
		assert.deepEqual(await panel.postedOf('ask'), [{ type: 'ask', text: 'one\n' }]);
	});

	it('never sends while an input method composes', async () => {
		await panel.composer.click();
		const session = await panel.page.context().newCDPSession(panel.page);
		await session.send('Input.imeSetComposition', {
			text: 'nihao',
			selectionStart: 5,
			selectionEnd: 5,
		});
		// What Chromium reports for a key that an input method has taken.
		await session.send('Input.dispatchKeyEvent', {
			type: 'rawKeyDown',
			key: 'Enter',
			code: 'Enter',
			windowsVirtualKeyCode: 229,
		});
		assert.deepEqual(await panel.postedOf('ask'), []);
		await session.send('Input.insertText', { text: '你好' });
		assert.deepEqual(await panel.postedOf('ask'), []);
		await panel.page.keyboard.press('Enter');
		assert.deepEqual(await panel.postedOf('ask'), [{ type: 'ask', text: '你好' }]);
	});

	it('does not send blanks, and its button says so', async () => {
		assert.equal(await panel.button('Send').isDisabled(), true);
		await panel.composer.fill('  \n ');
		await panel.composer.press('Enter');
		assert.deepEqual(await panel.postedOf('ask'), []);
		await panel.composer.fill('x');
		await panel.button('Send').click();
		assert.deepEqual(await panel.postedOf('ask'), [{ type: 'ask', text: 'x' }]);
	});

	it('recalls the last question with the up arrow, only where nothing is written', async () => {
		await panel.post(turn({ question: 'What is this?', answer: 'x', settled: complete }));
		await panel.composer.fill('new');
		await panel.composer.press('ArrowUp');
		assert.equal(await panel.composer.inputValue(), 'new');
		await panel.composer.fill('');
		await panel.composer.press('ArrowUp');
		assert.equal(await panel.composer.inputValue(), 'What is this?');
	});

	it('stops by button and by Esc, and gives the focus back', async () => {
		await panel.post(turn(), append('Half'));
		await panel.composer.focus();
		await panel.composer.press('Escape');
		await panel.button('Stop').click();
		assert.equal((await panel.postedOf('stop')).length, 2);
		await panel.post(settle({ outcome: 'aborted' }));
		assert.equal(await panel.composer.evaluate(input => input === document.activeElement), true);
		assert.equal(await panel.status, 'Stopped');
	});

	it('keeps the focus during a stream and lets one question wait', async () => {
		await panel.post(turn());
		await panel.composer.fill('next one');
		await panel.stream(...Array.from({ length: 20 }, (_, index) => append(`word${index} `)));
		assert.equal(await panel.composer.evaluate(input => input === document.activeElement), true);
		await panel.composer.press('Enter');
		await panel.post({ type: 'queue', question: 'next one' });
		assert.equal(await panel.page.getByText('Next: next one').isVisible(), true);
		await panel.composer.fill('a third');
		assert.equal(await panel.button('Send').isDisabled(), true);
		await panel.composer.press('Enter');
		assert.equal((await panel.postedOf('ask')).length, 1);
		assert.equal(await panel.composer.inputValue(), 'a third');
	});

	it('shows the waiting question whole and takes it back', async () => {
		await panel.post(turn(), { type: 'queue', question: 'next one' });
		await panel.button('Take Back').click();
		assert.equal((await panel.postedOf('unqueue')).length, 1);
		await panel.post({ type: 'queue', question: null }, { type: 'compose', text: 'next one' });
		assert.equal(await panel.page.getByText('Next: next one').count(), 0);
		assert.equal(await panel.composer.inputValue(), 'next one');
	});

	it('goes back and forth through the questions with the arrow keys', async () => {
		await panel.post(
			turn({ id: 'a', question: 'first', answer: 'x', settled: complete }),
			turn({ id: 'b', question: 'second', answer: 'y', settled: complete }),
		);
		await panel.composer.focus();
		const texts: string[] = [];
		for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown']) {
			await panel.composer.press(key);
			texts.push(await panel.composer.inputValue());
		}
		assert.deepEqual(texts, ['second', 'first', 'first', 'second', '']);
	});

	it('offers commands behind a slash, at the beginning only, and starts anew by /clear', async () => {
		await panel.composer.pressSequentially('/');
		const options = panel.page.getByRole('option');
		assert.deepEqual(
			(await options.allInnerTexts()).map(text => text.split(/\s/u)[0]),
			['/explain', '/fix', '/tests', '/docs', '/simplify', '/clear'],
		);
		await panel.composer.pressSequentially('fi');
		await panel.composer.press('Enter');
		assert.equal(await panel.composer.inputValue(), '/fix ');
		assert.deepEqual(await panel.postedOf('ask'), []);
		await panel.composer.pressSequentially('the loop');
		await panel.composer.press('Enter');
		assert.deepEqual(await panel.postedOf('ask'), [{ type: 'ask', text: '/fix the loop' }]);
		await panel.composer.pressSequentially('a /');
		assert.equal(await options.count(), 0);
		await panel.composer.fill('');
		await panel.composer.pressSequentially('/cl');
		await panel.composer.press('Tab');
		assert.equal((await panel.postedOf('newChat')).length, 1);
		assert.equal(await panel.composer.inputValue(), '');
	});

	it('switches thinking on and off', async () => {
		const button = panel.button('Thinking');
		assert.equal(await button.getAttribute('aria-pressed'), 'true');
		await button.click();
		assert.deepEqual(await panel.postedOf('think'), [{ type: 'think', on: false }]);
		await panel.post({
			type: 'settings',
			settings: { sendKey: 'enter', showUsage: true, thinking: false },
		});
		assert.equal(await button.getAttribute('aria-pressed'), 'false');
		await button.press('Enter');
		assert.deepEqual((await panel.postedOf('think')).at(-1), { type: 'think', on: true });
	});

	it('takes text back that was not sent, before what is written now', async () => {
		await panel.composer.fill('later');
		await panel.post({ type: 'compose', text: 'earlier' });
		assert.equal(await panel.composer.inputValue(), 'earlier\nlater');
	});

	it('grows with its text, to a limit', async () => {
		const height = async () => (await panel.composer.boundingBox())?.height ?? 0;
		const low = await height();
		await panel.composer.fill('a\nb\nc\nd');
		const high = await height();
		assert.equal(high > low * 2, true);
		await panel.composer.fill('a\n'.repeat(200));
		assert.equal((await height()) <= 720 * 0.4 + 1, true);
	});

	it('keeps what is too long to be sent, and says so until it is shorter', async () => {
		const long = 'x'.repeat(1_000_001);
		await panel.composer.fill(long);
		const alert = panel.page.getByRole('alert');
		await alert.getByText('This is longer than 1,000,000 characters').waitFor();
		await panel.composer.press('Enter');
		await panel.button('Send').click();
		assert.deepEqual(await panel.postedOf('ask'), []);
		assert.equal((await panel.composer.inputValue()).length, long.length);
		await panel.composer.fill('short');
		assert.equal(await alert.isVisible(), false);
		await panel.composer.press('Enter');
		assert.deepEqual(await panel.postedOf('ask'), [{ type: 'ask', text: 'short' }]);
	});

	it('keeps an edited question that is too long in its form, and says so', async () => {
		await panel.post(turn({ answer: 'x', settled: complete }));
		await panel.page.getByRole('article').first().hover();
		await panel.page.getByRole('article').first().getByRole('button', { name: 'Edit' }).click();
		const field = panel.page.getByRole('textbox', { name: 'Your question' });
		await field.fill('x'.repeat(1_000_001));
		await panel.button('Ask Again').click();
		await panel.page.getByRole('alert').getByText('This is longer than').waitFor();
		assert.deepEqual(await panel.postedOf('edit'), []);
		assert.equal((await field.inputValue()).length, 1_000_001);
		await field.fill('short');
		await field.press('Enter');
		assert.deepEqual(await panel.postedOf('edit'), [{ type: 'edit', turnId: 't1', text: 'short' }]);
	});

	it('shows a question that is cut as cut', async () => {
		await panel.post(turn({ question: 'long', questionCut: true, editable: false }));
		await panel.page.getByText('The rest of this question is too long to show').waitFor();
	});

	it('names gateway and model and lets the host choose', async () => {
		const button = panel.button('Gateway and Model');
		const shown = panel.page.locator('#model-name');
		assert.equal(await shown.innerText(), 'Demo · Seed 2.0 Code');
		assert.equal(
			await button.getAttribute('title'),
			'Gateway and Model: Demo · doubao-seed-2-0-code',
		);
		await panel.page.setViewportSize({ width: 250, height: 700 });
		assert.equal(await shown.innerText(), 'Seed 2.0 Code');
		assert.equal(await shown.evaluate(node => node.scrollWidth > node.clientWidth), false);
		await button.click();
		assert.equal((await panel.postedOf('selectModel')).length, 1);
	});

	it('fills in what one may try', async () => {
		await panel.button('Find the bug in this code: …').click();
		assert.equal(await panel.composer.inputValue(), 'Find the bug in this code: ');
		assert.deepEqual(await panel.postedOf('ask'), []);
	});
});

describe('the first run', function () {
	this.timeout(60_000);
	let panel: TestPanel;
	eachPanel(async opened => {
		panel = opened;
		await panel.post({
			type: 'firstRun',
			gateways: [
				{ id: 'cubicspaces', name: 'Cubicspaces' },
				{ id: 'ark', name: 'Volcengine Ark' },
			],
			selected: 'cubicspaces',
		});
	});

	it('takes a gateway and a key', async () => {
		await panel.page.getByRole('combobox', { name: 'Gateway' }).selectOption('ark');
		const key = panel.page.getByRole('textbox', { name: 'API Key' });
		assert.equal(await key.getAttribute('type'), 'password');
		await key.fill(' secret ');
		await panel.button('Save and Test').click();
		assert.deepEqual(await panel.postedOf('saveKey'), [
			{ type: 'saveKey', gateway: 'ark', key: 'secret' },
		]);
		await panel.post({ type: 'firstRunResult', ok: false, message: 'The key was refused.' });
		assert.equal(await panel.page.getByRole('alert').innerText(), 'The key was refused.');
		assert.equal(await key.inputValue(), ' secret ');
		await panel.post({ type: 'firstRunResult', ok: true, message: '' });
		await panel.post({ type: 'firstRun', gateways: null, selected: '' });
		assert.equal(await key.count(), 0);
	});

	it('asks for the key where it is missing, and offers the demo', async () => {
		await panel.button('Save and Test').click();
		assert.equal(await panel.page.getByRole('alert').innerText(), 'Paste an API key first.');
		assert.deepEqual(await panel.postedOf('saveKey'), []);
		await panel.button('Try the Demo').click();
		assert.equal((await panel.postedOf('tryDemo')).length, 1);
	});
});
