import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until, untilValue } from './library/until.ts';
import { openWindow, type OtherWindow } from './library/window.ts';

const steps = ['connect', 'ask', 'edit', 'comment', 'explain', 'keys'];

type Place = Pick<OtherWindow, 'driver'>;

function step({ driver: person }: Place, name: string) {
	return person.workbench.locator(`[data-step-id$="#${name}"]`).first();
}

async function isDone(place: Place, name: string): Promise<boolean> {
	return (
		(await place.driver.workbench
			.locator(`[data-step-id$="#${name}"] .codicon-getting-started-step-checked.complete`)
			.count()) > 0
	);
}

describe('the walkthrough', function () {
	this.timeout(180_000);

	it('leads through six steps that complete themselves', async () => {
		const window = await openWindow();
		await window.run('doubao.getStarted');
		await step(window, 'connect').waitFor();
		for (const name of steps) {
			assert.equal(await step(window, name).count(), 1, name);
			assert.equal(await isDone(window, name), false, `${name} is not done yet`);
		}
		await window.driver.picture('walkthrough-dark');

		await window.run('doubao.selectGateway', { id: 'demo' });
		await until(() => isDone(window, 'connect'), 'the first step to be done');
		await window.run('doubao.ask', { text: 'What is a monad?' });
		await until(() => isDone(window, 'ask'), 'the second step to be done');

		// As a person does it: what an extension runs by itself completes no step.
		await window.run('doubao.openSample', { step: 'edit' });
		await window.run('doubao.editSelection', { instruction: 'Simplify' });
		await window.driver.palette('Doubao: Accept All Changes');
		await window.run('doubao.openSample', { step: 'comment' });
		await window.driver.palette('Doubao: Generate Code from Comment');
		await window.run('doubao.openSample', { step: 'explain' });
		await window.driver.palette('Doubao: Explain Selection');
		await window.driver.palette('Doubao: Use Ctrl+I (Cmd+I) for Doubao');

		await window.run('doubao.getStarted');
		for (const name of steps) {
			await until(() => isDone(window, name), `${name} to be done`);
		}
		await window.driver.picture('walkthrough-done');
	});

	it('is there in Chinese', async () => {
		const window = await openWindow({ locale: 'zh-cn' });
		await window.run('doubao.getStarted');
		await window.driver.workbench.getByText('豆包快速入门').first().waitFor();
		await window.run('workbench.action.closeSidebar');
		const picture = window.driver.workbench.locator('img[srcset*="zh-cn%2Fconnect-dark"]').first();
		await picture.waitFor();
		await untilValue(
			() => picture.evaluate((image: { naturalWidth: number }) => image.naturalWidth),
			width => width > 0,
			'the picture in Chinese',
		);
		await window.driver.picture('walkthrough-chinese');
	});

	it('looks right in a light theme', async () => {
		await driver.theme('Default Light Modern');
		await run('doubao.getStarted');
		await step({ driver }, 'edit').waitFor();
		await step({ driver }, 'edit').click();
		await driver.picture('walkthrough-light');
	});

	it('tests the connection at a click', async () => {
		await gateway.script({ text: 'OK' });
		await run('doubao.getStarted');
		await step({ driver }, 'connect').click();
		await driver.click({ role: 'button', name: 'Test Connection' });

		await driver.waitForText(/Everything works/);
		await driver.press('Escape');
	});

	it('opens its sample once, with the place for the step selected', async () => {
		await run('doubao.openSample', { step: 'edit' });
		const editor = vscode.window.activeTextEditor;
		assert.match(
			editor?.document.getText(editor.selection) ?? '',
			/^export async function loadUsers[^]*\n}$/,
		);
		await run('doubao.openSample', { step: 'comment' });

		const now = vscode.window.activeTextEditor;
		assert.equal(now?.document, editor?.document);
		assert.match(now?.document.lineAt(now.selection.active.line).text ?? '', /TODO/);
	});

	it('gives the inline chat key to Doubao in one click', async () => {
		await gateway.script({ text: 'OK' });
		await settings.set({ 'doubao.keys.overrideInlineChat': false });
		await run('doubao.takeInlineChatKey');
		assert.equal(settings.get('doubao.keys.overrideInlineChat'), true);
	});
});
