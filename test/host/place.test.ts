import * as assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { workspace } from './library/workspace.ts';

interface Opened {
	readonly outcome: string;
	readonly reason?: string;
}

describe('a place that an answer names', () => {
	const shown = (): string => {
		const editor = vscode.window.activeTextEditor;
		return editor
			? `${vscode.workspace.asRelativePath(editor.document.uri)}:${editor.selection.active.line + 1}`
			: '';
	};

	it('opens in the editor, from words and from code', async () => {
		await gateway.script({ text: 'See users.ts:5 and `src/users.ts:9-11`.' });
		await workspace.open('README.md');
		await run('doubao.ask', { text: 'Where?', newChat: true });
		const link = (name: string) => driver.panel.getByRole('link', { name });

		await link('users.ts:5').first().click();
		await untilValue(shown, now => now === 'src/users.ts:5', 'the place by its name');
		await link('src/users.ts:9-11').click();
		await untilValue(shown, now => now === 'src/users.ts:11', 'the place by its path');
	});

	it('does not lead out of the workspace, by names or by links', async () => {
		const outside = join(workspace.folder, '..', `outside-${Date.now()}`);
		await mkdir(outside);
		await writeFile(join(outside, 'secret.ts'), 'const secret = 1;\n');
		const link = workspace.path('linked');
		await symlink(outside, link);
		afterTest(async () => {
			await rm(link, { force: true });
			await rm(outside, { recursive: true, force: true });
		});
		await workspace.open('README.md');
		for (const path of [
			`../${outside.split('/').at(-1) ?? ''}/secret.ts`,
			join(outside, 'secret.ts'),
			'linked/secret.ts',
			'src',
			'no/such/file.ts',
			'',
		]) {
			const { outcome } = await run<Opened>('doubao.openPlace', { path, line: 1, endLine: 1 });
			assert.equal(outcome, 'refused', path);
			assert.equal(shown(), 'README.md:1', path);
		}
	});

	it('opens a row that is not there at the last one', async () => {
		await workspace.open('README.md');
		const opened = { path: 'src/main.ts', line: 9_999, endLine: 9_999 };
		assert.deepEqual(await run<Opened>('doubao.openPlace', opened), { outcome: 'opened' });
		assert.match(shown(), /^src\/main\.ts:\d+$/);
	});
});
