import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until } from './library/until.ts';
import { select, workspace } from './library/workspace.ts';

interface Result {
	readonly outcome: string;
}

/** Four requests, each of which waits at the gate behind its first words. */
const endless = { deltas: ['Words. ', 'More.'], pace: 'gate' } as const;

/** Whether each has come to its end. */
function watch(...running: readonly Promise<unknown>[]): readonly (() => boolean)[] {
	return running.map(one => {
		let over = false;
		void one.then(() => (over = true));
		return () => over;
	});
}

/** An explanation and an edit that stream in one editor. */
async function explainingAndEditing() {
	const server = await gateway.script(endless);
	await workspace.open('explained.js', 'let first;\n\nlet second;\n');
	await select({ rows: [1, 1] });
	const explained = run<Result>('doubao.explainInPlace');
	await until(() => server.requests.length === 1, 'the explanation');
	await select({ rows: [3, 3] });
	const edited = run<Result>('doubao.editSelection', { instruction: 'rename' });
	await until(() => server.requests.length === 2, 'the edit');
	return { server, explained, edited };
}

describe('Stop', () => {
	it('stops all that streams in the active editor, then the open chat, then what else is written', async () => {
		const { server, explained, edited } = await explainingAndEditing();
		const asked = run<Result>('doubao.ask', { text: 'Hello?', newChat: true });
		await until(() => server.requests.length === 3, 'the question');
		const [isExplained, isEdited, isAnswered] = watch(explained, edited, asked);

		assert.equal(await run('doubao.stop'), true);
		assert.equal((await explained).outcome, 'aborted');
		assert.equal((await edited).outcome, 'cancelled');
		assert.equal(isAnswered?.(), false, 'the chat goes on');

		assert.equal(await run('doubao.stop'), true);
		assert.equal((await asked).outcome, 'aborted');
		assert.deepEqual([isExplained?.(), isEdited?.()], [true, true]);
		assert.equal(await run('doubao.stop'), false);
		assert.equal((await state()).streaming, false);
		await run('doubao.closeExplanation');
	});

	it('takes the chat before an explanation in another editor', async () => {
		const server = await gateway.script(endless);
		const { document } = await workspace.open('explained.js', 'let first;\n');
		await select({ rows: [1, 1] });
		const explained = run<Result>('doubao.explainInPlace');
		await until(() => server.requests.length === 1, 'the explanation');
		await workspace.open('other.js', 'let other;\n', vscode.ViewColumn.Beside);
		const asked = run<Result>('doubao.ask', { text: 'Hello?', newChat: true });
		await until(() => server.requests.length === 2, 'the question');
		const [isExplained] = watch(explained);

		await run('doubao.stop');
		assert.equal((await asked).outcome, 'aborted');
		assert.equal(isExplained?.(), false, `the explanation in ${document.fileName} goes on`);
		await run('doubao.stop');
		assert.equal((await explained).outcome, 'aborted');
		await run('doubao.closeExplanation');
	});

	it('of an explanation stops that one, whatever streams in the editor', async () => {
		const { explained, edited } = await explainingAndEditing();
		const [isEdited] = watch(edited);

		await driver.workbench
			.locator('.review-widget')
			.getByRole('button', { name: /^Stop/ })
			.first()
			.click();

		assert.equal((await explained).outcome, 'aborted');
		assert.equal(isEdited?.(), false, 'the edit goes on');
		await run('doubao.stop', { all: true });
		assert.equal((await edited).outcome, 'cancelled');
		await run('doubao.closeExplanation');
	});
});
