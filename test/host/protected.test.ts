import * as assert from 'node:assert/strict';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterTest } from './library/cleanup.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import * as vscode from 'vscode';

interface EditResult {
	readonly outcome: string;
	readonly reason?: string;
}

const before = '{\n\t"scripts": {}\n}\n';
const answer = '{\n\t"scripts": { "postinstall": "true" }\n}\n';

async function script() {
	return await gateway.script({ text: `\`\`\`json\n${answer}\`\`\`\n` });
}

describe('a protected file', () => {
	for (const file of ['package.json', '.vscode/tasks.json', '.github/workflows/ci.yml']) {
		it(`(E20) ${file} is refused to automation, with its path and the reason`, async () => {
			const server = await script();
			await workspace.open(file, before);
			await select({ rows: [1, 3] });

			const { outcome, reason } = await run<EditResult>('doubao.editSelection', {
				instruction: 'add a script',
			});

			assert.equal(outcome, 'refused');
			assert.ok(reason?.includes(file), reason);
			assert.equal(text(), before);
			assert.equal(server.requests.length, 0, 'nothing was sent');
			await run('notifications.clearAll');
		});
	}

	it('is edited when automation confirms', async () => {
		await script();
		await workspace.open('package.json', before);
		await select({ rows: [1, 3] });
		const instruction = 'add a script';

		const { outcome } = await run<EditResult>('doubao.editSelection', {
			instruction,
			confirm: true,
		});

		assert.equal(outcome, 'review');
		assert.equal(text(), answer);
	});

	it('(E20) is asked about once the instruction is typed, and left alone after Cancel', async () => {
		const server = await script();
		await workspace.open('package.json', before);
		await select({ rows: [1, 3] });
		await run('workbench.action.focusActiveEditorGroup');
		const dialog = driver.workbench.getByRole('dialog');

		const declined = run<EditResult>('doubao.editSelection');
		await driver.workbench.getByText('Edit with Doubao').first().waitFor();
		await driver.type('add a script');
		await driver.press('Enter');
		await dialog.getByText('package.json').first().waitFor();
		await driver.picture('edit-protected-question');
		await dialog.getByRole('button', { name: 'Cancel' }).click();
		assert.equal((await declined).outcome, 'refused');
		assert.equal(server.requests.length, 0);

		const wanted = run<EditResult>('doubao.editSelection');
		await driver.workbench.getByText('Edit with Doubao').first().waitFor();
		await driver.press('Enter');
		await dialog.getByRole('button', { name: 'Edit Anyway' }).click();
		assert.equal((await wanted).outcome, 'review', 'the instruction was offered again');
	});

	it('(E21) is one that a link in the folder leads out to', async () => {
		await script();
		const outside = await mkdtemp(join(tmpdir(), 'outside-'));
		afterTest(async () => rm(outside, { recursive: true }));
		await writeFile(join(outside, 'real.json'), before);
		await workspace.restoreAfterTest('link.json');
		await symlink(join(outside, 'real.json'), workspace.path('link.json'));
		await run('vscode.open', vscode.Uri.file(workspace.path('link.json')));
		await until(
			() => vscode.window.activeTextEditor?.document.fileName.endsWith('link.json'),
			'it',
		);
		await select({ rows: [1, 3] });

		const { outcome, reason } = await run<EditResult>('doubao.editSelection', {
			instruction: 'add a script',
		});

		assert.equal(outcome, 'refused');
		assert.ok(reason?.includes(join(outside, 'real.json')), reason);
		await run('workbench.action.closeActiveEditor');
		await run('notifications.clearAll');
	});

	it('is none without a name', async () => {
		await script();
		await workspace.openUntitled(before, 'json');
		await select({ rows: [1, 3] });

		const { outcome } = await run<EditResult>('doubao.editSelection', { instruction: 'add' });

		assert.equal(outcome, 'review');
	});
});
