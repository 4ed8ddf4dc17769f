import * as assert from 'node:assert/strict';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { untilValue } from './library/until.ts';

const composer = driver.panel.getByRole('textbox', { name: 'Message' });
const field = driver.panel.getByRole('textbox', { name: 'Your question' });
const token = `ghp_${'aB3dE5fG7hJ9'.repeat(3)}`;

async function editAs(text: string): Promise<void> {
	const edit = driver.panel.getByRole('button', { name: 'Edit' }).first();
	await edit.waitFor();
	await edit.click();
	await field.waitFor();
	await field.fill(text);
}

async function composerHas(text: string): Promise<void> {
	await untilValue(
		() => composer.value(),
		now => now.includes(text),
		'the text in the composer',
	);
}

describe('an edited question', () => {
	beforeEach(async () => {
		await run('doubao.newChat');
		await composer.waitFor();
		await composer.fill('');
	});

	afterEach(() => composer.fill(''));

	it('is asked about before a secret in it leaves, and comes back on Cancel', async () => {
		const server = await gateway.script({ text: 'One.' });
		await run('doubao.ask', { text: 'Hello' });
		await editAs(`Why is ${token} refused?`);
		await field.press('Enter');
		const dialog = driver.workbench.getByRole('dialog');
		await dialog.waitFor();
		await dialog.getByRole('button', { name: 'Cancel' }).click();
		await composerHas(token);
		assert.equal(server.requests.length, 1);
	});

	it('may be a shortcut, which is sent in its long form', async () => {
		const server = await gateway.script({ text: 'One.' }, { text: 'Two.' });
		await run('doubao.ask', { text: 'Hello' });
		await editAs('/fix let a = ;');
		await field.press('Enter');
		await untilValue(
			() => Promise.resolve(server.requests.length),
			count => count === 2,
			'the second request',
		);
		assert.match(JSON.stringify(server.requests[1]?.body), /Find what is wrong[^"]*let a = ;/u);
	});

	it('comes to the composer while an answer arrives', async () => {
		const server = await gateway.script(
			{ text: 'One.' },
			{ deltas: ['Two ', 'three.'], pace: 'gate' },
		);
		await run('doubao.ask', { text: 'Hello' });
		await editAs('Good evening');
		const other = run('doubao.ask', { text: 'And now?' });
		await untilValue(
			() => Promise.resolve(server.requests.length),
			count => count === 2,
			'the second request',
		);
		await field.press('Enter');
		await composerHas('Good evening');
		server.releaseAll();
		await other;
	});
});
