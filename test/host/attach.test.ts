import * as assert from 'node:assert/strict';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { select, workspace } from './library/workspace.ts';
import { shop } from './shop.ts';

describe('what is attached to the chat', () => {
	it('is shown, can be taken away, and is sent with the next question only', async () => {
		const server = await gateway.script({ text: 'One.' }, { text: 'Two.' });
		await run('doubao.newChat');
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 3] });
		await run('doubao.addSelectionToChat');
		await run('doubao.addFileToChat');
		const chips = driver.panel.getByRole('list', { name: 'Attached' }).getByRole('listitem');
		await untilValue(
			() => chips.count(),
			count => count === 2,
			'two chips',
		);
		await driver.panel.getByRole('button', { name: 'Remove shop.js', exact: true }).click();
		await untilValue(
			() => chips.texts(),
			texts => texts.length === 1 && /shop\.js:1-3/u.test(texts[0] ?? ''),
			'the selection alone',
		);
		const composer = driver.panel.getByRole('textbox', { name: 'Message' });
		await composer.type('What is this?');
		await composer.press('Enter');
		const answers = driver.panel.getByRole('article', { name: /^Doubao, message/ });
		await untilValue(
			() => answers.first().text(),
			now => now.includes('One.'),
			'the answer',
		);
		assert.match(JSON.stringify(server.requests[0]?.body), /shop\.js:1-3/u);
		await composer.type('And this?');
		await composer.press('Enter');
		await untilValue(
			() => answers.count(),
			count => count === 2,
			'the second answer',
		);
		assert.equal(await chips.count(), 1, 'the one of the first question');
	});

	it('is the selection, when a shortcut is asked with nothing attached', async () => {
		const server = await gateway.script({ text: 'It adds.' });
		await run('doubao.newChat');
		await workspace.open('shop.js', shop);
		await select({ rows: [1, 3] });
		const composer = driver.panel.getByRole('textbox', { name: 'Message' });
		await composer.type('/explain');
		await composer.press('Escape');
		await composer.press('Enter');
		const { body } = await server.received();
		assert.match(JSON.stringify(body), /shop\.js:1-3/u);
		assert.match(JSON.stringify(body), /Explain this code/u);
		await driver.panel.getByText('/explain').first().waitFor();
	});
});
