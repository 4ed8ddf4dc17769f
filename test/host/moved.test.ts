import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until, untilValue } from './library/until.ts';
import { storedTexts } from './stored.ts';

const composer = driver.panel.getByRole('textbox', { name: 'Message' });
const answers = driver.panel.getByRole('article', { name: /^Doubao, message/ });

/** Puts the view into a container of VS Code's, as dragging it does. */
async function moveTo(destinationId: string): Promise<void> {
	await vscode.commands.executeCommand('vscode.moveViews', {
		viewIds: ['doubao.chat'],
		destinationId,
	});
	await run('doubao.openChat');
}

const places: readonly [where: string, move: () => Promise<void>][] = [
	['the activity bar', () => settings.set({ 'doubao.chat.location': 'activityBar' })],
	['the side bar', () => moveTo('workbench.view.explorer')],
	['the panel', () => moveTo('workbench.panel.output')],
];

describe('the chat that is moved to', () => {
	for (const [where, move] of places) {
		it(`(L5) ${where} goes on streaming there, with all that was in it`, async () => {
			const server = await gateway.script(
				{ text: 'Before.' },
				{ deltas: ['Here. ', 'There.'], pace: 'gate' },
			);
			await run('doubao.newChat');
			await run('doubao.ask', { text: 'First?' });
			const asked = run('doubao.ask', { text: 'Second?' });
			await server.received(2);
			server.release();
			const reads = (pattern: RegExp) =>
				untilValue(
					() => answers.last().text(),
					now => pattern.test(now),
					String(pattern),
				);
			await reads(/Here\./);
			const draft = `half a thought for ${where}`;
			await composer.fill(draft);
			await until(async () => (await storedTexts('d')).includes(draft), 'the draft on disk');
			afterTest(async () => {
				await vscode.commands.executeCommand('vscode.moveViews', {
					viewIds: ['doubao.chat'],
					destinationId: 'workbench.view.extension.doubao',
				});
			});

			await move();
			await run('doubao.openChat');

			await reads(/Here\./);
			assert.equal(await answers.count(), 2);
			await untilValue(
				() => composer.value(),
				now => now === draft,
				'the draft',
			);
			await driver.picture(`chat-moved to ${where}`);
			server.releaseAll();
			await asked;
			await reads(/Here\. There\./);
			await composer.fill('');
			await until(async () => !(await storedTexts('d')).includes(draft), 'the draft to be gone');
		});
	}
});
