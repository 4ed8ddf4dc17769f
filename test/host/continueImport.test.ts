import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { afterTest } from './library/cleanup.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { workspace } from './library/workspace.ts';

const config = `name: Mine
version: 1.0.0
schema: v1
models:
  - name: Doubao
    provider: openai
    model: doubao-seed-2-0-pro
    apiBase: http://127.0.0.1:9/v1
    apiKey: \${{ secrets.DOUBAO_KEY }}
    roles: [chat]
  - name: Doubao, small
    provider: openai
    model: doubao-seed-2-0-mini
    apiBase: http://127.0.0.1:9/v1
    roles: [edit, apply]
  - name: Claude
    provider: anthropic
    model: claude
rules:
  - Answer briefly.
  - name: Tests
    rule: |
      Tests go to test/.
`;

async function write(name: string, text: string): Promise<vscode.Uri> {
	await workspace.restoreAfterTest(name);
	await writeFile(workspace.path(name), text);
	return vscode.Uri.file(workspace.path(name));
}

/** The settings that are written are put back after the test. */
async function prepare(): Promise<vscode.Uri> {
	await settings.set({
		'doubao.gateway': 'demo',
		'doubao.baseUrl': undefined,
		'doubao.model': undefined,
		'doubao.editModel': undefined,
		'doubao.instructions': 'Mine first.',
	});
	const file = await write('config.yaml', config);
	await write('.env', 'DOUBAO_KEY=key-0123456789\n');
	return file;
}

describe('Import from Continue', () => {
	it('shows what will be taken, and takes it when that is confirmed', async () => {
		const file = await prepare();
		afterTest(() => run('doubao.removeApiKey'));

		const taking = run<readonly string[]>('doubao.importFromContinue', { uri: file.toString() });
		await driver.waitForText('Gateway and model: doubao-seed-2-0-pro');
		await driver.picture('continue-import');
		assert.equal(settings.get('doubao.gateway'), 'demo', 'nothing is taken before the click');
		await driver.press('Enter');

		assert.deepEqual(await taking, ['model', 'key', 'editModel', 'rules']);
		assert.equal(settings.get('doubao.gateway'), 'custom');
		assert.equal(settings.get('doubao.baseUrl'), 'http://127.0.0.1:9/v1');
		assert.equal(settings.get('doubao.model'), 'doubao-seed-2-0-pro');
		assert.equal(settings.get('doubao.editModel'), 'doubao-seed-2-0-mini');
		assert.equal(
			settings.get('doubao.instructions'),
			'Mine first.\n\nAnswer briefly.\n\nTests go to test/.',
		);
	});

	it('brings the key along, to that address only', async () => {
		const server = await gateway.script({ key: null, text: 'OK' });
		await prepare();
		const file = await write(
			'config.yaml',
			config.replaceAll('http://127.0.0.1:9/v1', server.baseUrl),
		);
		afterTest(() => run('doubao.removeApiKey'));

		const taking = run('doubao.importFromContinue', { uri: file.toString() });
		await driver.waitForText(`API key for ${new URL(server.baseUrl).origin}`);
		assert.equal(await driver.workbench.getByText('key-0123456789').count(), 0, 'it is not shown');
		await driver.press('Enter');
		await taking;
		await run('doubao.ask', { text: 'Hello?', newChat: true });

		assert.equal(server.requests[0]?.headers.authorization, 'Bearer key-0123456789');
		assert.doesNotMatch(JSON.stringify(settings.get('doubao')), /key-0123456789/);
	});

	it('offers no key that cannot be one', async () => {
		const file = await prepare();
		await write('.env', 'DOUBAO_KEY="two words"\n');
		const taken = await run<readonly string[]>('doubao.importFromContinue', {
			uri: file.toString(),
			confirm: true,
		});
		assert.deepEqual(taken, ['model', 'editModel', 'rules']);
	});

	it('takes what it can, and names what it cannot', async () => {
		const file = await prepare();
		await settings.set({ 'files.autoSave': 'off' });
		afterTest(() => run('doubao.removeApiKey'));
		// VS Code writes no setting while its file holds unsaved changes.
		await run('workbench.action.openSettingsJson');
		const editor = vscode.window.activeTextEditor;
		await editor?.edit(edit => edit.insert(new vscode.Position(0, 0), '// mine\n'));
		try {
			const taken = await run<readonly string[]>('doubao.importFromContinue', {
				uri: file.toString(),
				confirm: true,
			});
			assert.deepEqual(taken, ['key']);
			await driver.waitForText(/Not imported from Continue: Gateway and model/u);
		} finally {
			await run('workbench.action.files.revert');
			await run('workbench.action.closeActiveEditor');
			await run('notifications.clearAll');
		}
	});

	it('takes nothing when the user leaves', async () => {
		const file = await prepare();
		const taking = run('doubao.importFromContinue', { uri: file.toString() });
		await driver.waitForText('Gateway and model: doubao-seed-2-0-pro');
		// The picker is drawn before it has the focus.
		await driver.workbench.locator('.quick-input-box input:focus').waitFor();
		await driver.press('Escape');

		assert.equal(await taking, undefined);
		assert.equal(settings.get('doubao.gateway'), 'demo');
	});

	for (const [name, text] of [
		['nothing of use', 'models: []\n'],
		['broken YAML', 'models: [\n\t- : {'],
	] as const) {
		it(`says so about a file with ${name}`, async () => {
			const file = await write('config.yaml', text);

			assert.equal(await run('doubao.importFromContinue', { uri: file.toString() }), undefined);

			await driver.waitForText(/contains no model/);
			await run('notifications.clearAll');
		});
	}
});
