import assert from 'node:assert/strict';
import { askedAtStart } from '../support/recordedVsCode.ts';

describe('the start of the extension', () => {
	let asked: readonly string[] = [];
	before(async () => {
		asked = await askedAtStart();
	});
	const matching = (pattern: RegExp) => asked.filter(call => pattern.test(call));

	it('registers its commands', () => {
		assert.ok(matching(/\.registerCommand\(doubao\./).length > 40);
	});

	it('(I9) looks for nothing in the workspace and watches none of its files, however many there are', () => {
		assert.deepEqual(matching(/findFiles|createFileSystemWatcher|findTextInFiles/), []);
		const files = matching(/^vscode\.workspace\.(fs\.\w+|openTextDocument)\((?!.*\)\.)/);
		assert.deepEqual(files, [
			'vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(context.globalStorageUri, edits, v1))',
		]);
	});

	it('says nothing and opens nothing', () => {
		assert.deepEqual(
			matching(
				/\.(show\w*Message|showQuickPick|showInputBox|showTextDocument|withProgress|openExternal)\(/,
			),
			[],
		);
		const contexts = matching(/executeCommand\((?!setContext)/);
		assert.deepEqual(contexts, []);
	});
});
