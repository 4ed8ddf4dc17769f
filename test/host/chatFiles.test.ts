import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { untilValue } from './library/until.ts';
import { workspace } from './library/workspace.ts';

interface FileResult {
	readonly ok: boolean;
	readonly reason?: string;
}

describe('a chat in a file', () => {
	for (const name of ['talk.md', 'talk.json']) {
		it(`is exported and imported again: ${name}`, async () => {
			await gateway.script({ text: 'It is **blue**.' });
			await run('doubao.newChat');
			await run('doubao.ask', { text: 'A colour?' });
			await workspace.restoreAfterTest(name);
			const uri = vscode.Uri.file(workspace.path(name)).toString();

			assert.equal((await run<FileResult>('doubao.exportChat', { uri })).ok, true);
			assert.match(String(await workspace.bytes(name)), /It is \*\*blue\*\*/u);
			const { chat: before } = await state();
			await run('doubao.newChat');
			assert.equal((await run<FileResult>('doubao.importChat', { uri })).ok, true);
			const answer = driver.panel.getByRole('article', { name: 'Doubao, message 2' });
			await untilValue(
				() => answer.text(),
				now => now.includes('It is blue.'),
				'the imported answer',
			);
			const { chat: after } = await state();
			assert.equal(after.sessions, before.sessions + 1);
		});
	}

	it('that is none says so, and asks nothing', async () => {
		await workspace.restoreAfterTest('none.json');
		await workspace.open('none.json', '{}');
		const uri = vscode.Uri.file(workspace.path('none.json')).toString();
		const result = await run<FileResult>('doubao.importChat', { uri });
		assert.equal(result.ok, false);
		assert.match(result.reason ?? '', /no chat in none\.json/u);
	});

	it('gets its title by the fast model, where one is set', async () => {
		await settings.set({ 'doubao.fastModel': 'doubao-seed-2-0-mini' });
		const server = await gateway.script({ text: 'Because.' }, { text: '"Reasons of things"' });
		await run('doubao.newChat');
		await run('doubao.ask', { text: 'Why is that so?' });
		await run('doubao.showHistory');
		const titles = driver.panel.getByRole('list', { name: 'History' });
		await untilValue(
			() => titles.text(),
			now => now.includes('Reasons of things'),
			'the title',
		);
		assert.match(JSON.stringify(server.requests[1]?.body), /doubao-seed-2-0-mini/u);
		await driver.panel.getByRole('button', { name: 'Close' }).click();
	});
});
