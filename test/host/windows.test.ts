import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openWindow } from './library/window.ts';
import { untilValue } from './library/until.ts';

const extension = 'doubao-assistant.doubao-assistant';

describe('other windows', function () {
	// Each of them is a whole VS Code that starts.
	this.timeout(120_000);

	it('come back after a reload and after a restart, each time with a new extension host', async () => {
		const window = await openWindow();
		const host = async (): Promise<number> => await window.evaluate(() => process.pid);
		const first = await host();
		assert.notEqual(first, process.pid);
		await window.evaluate(async api => {
			await api.workspace
				.getConfiguration()
				.update('editor.fontSize', 21, api.ConfigurationTarget.Global);
		});

		await window.reload();
		const second = await host();
		assert.notEqual(second, first);

		await window.restart();
		assert.notEqual(await host(), second);
		const size = await window.evaluate(api =>
			api.workspace.getConfiguration().get<number>('editor.fontSize'),
		);
		assert.equal(size, 21, 'The profile was lost.');
	});

	// Restricted windows and settings of the machine: see trust.test.ts.
	it('can speak Chinese', async () => {
		const window = await openWindow({ locale: 'zh-cn' });

		assert.equal(await window.evaluate(api => api.env.language), 'zh-cn');
	});

	it('take keys of their own', async () => {
		const window = await openWindow();
		await window.evaluate(async api => {
			const document = await api.workspace.openTextDocument({ content: '' });
			await api.window.showTextDocument(document);
		});

		await window.driver.type('hello');

		await untilValue(
			async () =>
				await window.evaluate(api => api.window.activeTextEditor?.document.getText() ?? ''),
			now => now === 'hello',
			'what was typed in the other window',
		);
		assert.ok(vscode.extensions.getExtension(extension));
	});
});
