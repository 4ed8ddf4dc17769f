import * as assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { gateway, testKey } from './library/gateway.ts';
import { checkout } from './library/runner.ts';
import { until } from './library/until.ts';

/** What the server of this run keeps: the machine that a remote window works on. */
async function filesOfTheServer(): Promise<readonly string[]> {
	const logs = join(checkout(), '.cache', 'logs');
	const newest = (await readdir(logs)).toSorted().at(-1) ?? '';
	const folder = join(logs, newest, 'server-1');
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter(entry => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name));
}

/** Those that hold a text. */
async function holding(text: string): Promise<readonly string[]> {
	const found: string[] = [];
	for (const file of await filesOfTheServer()) {
		const contents = await readFile(file, 'latin1').catch(() => '');
		if (contents.includes(text)) {
			found.push(file);
		}
	}
	return found;
}

describe('in a remote window', function () {
	this.timeout(60_000);

	it('the extension runs beside the files, and so does its history; the key stays with the user', async function () {
		const own = vscode.extensions.getExtension('doubao-assistant.doubao-assistant');
		if (vscode.env.remoteName === undefined) {
			this.skip();
		}
		assert.equal(own?.extensionKind, vscode.ExtensionKind.Workspace);
		const server = await gateway.script({ text: 'Noted.' });
		const question = `remote-question-${Date.now()}`;

		await run('doubao.ask', { text: question, newChat: true });

		assert.equal(server.requests[0]?.headers.authorization, `Bearer ${testKey}`);
		await until(
			async () => (await holding(question)).some(file => file.includes('history')),
			'the chat is in the history on the machine of the files',
		);
		assert.deepEqual(await holding(testKey), []);
	});
});
