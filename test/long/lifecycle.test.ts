import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { edited, firstOnly, rewrite, shop } from '../host/shop.ts';
import { ScriptedGateway } from '../support/gateway.ts';
import { trials } from '../support/trials.ts';
import { HostWindow, untilHolds } from './hostWindow.ts';
import { outcomesOnDisk } from './outcomesOnDisk.ts';

const times = 20;
/** Milliseconds before each delta of an answer. */
const pace = 200;
const file = 'shop.js';

/** Shows the file as it is on disk, all of its rows selected. Runs in the extension host. */
const open = `async (api, file) => {
	const uri = api.Uri.joinPath(api.workspace.workspaceFolders[0].uri, file);
	const editor = await api.window.showTextDocument(uri, { preview: false });
	await api.commands.executeCommand('workbench.action.files.revert');
	editor.selection = new api.Selection(0, 0, 10, 1);
}`;

/** Starts a question and an edit, which go on when this settles. */
const begin = `(api, question) => {
	void api.commands.executeCommand('doubao.ask', { text: question });
	void api.commands.executeCommand('doubao.editSelection', { instruction: 'simplify' });
}`;

const save = `async api => { await api.window.activeTextEditor.document.save(); }`;
const read = `api => api.window.activeTextEditor.document.getText()`;

interface State {
	readonly edits: readonly { readonly partial: boolean; readonly hunks: readonly unknown[] }[];
}

/** Whether a text is finished new rows, then original ones. */
function isPure(text: string): boolean {
	const rows = text.split('\n');
	const fresh = edited.split('\n');
	return rows.some(
		(_, at) =>
			rows.slice(0, at).every((row, index) => row === fresh[index]) &&
			shop.endsWith(rows.slice(at).join('\n')),
	);
}

describe('a window that goes', function () {
	this.timeout(0);
	let other: HostWindow;
	let server: ScriptedGateway;

	before(async () => {
		other = await HostWindow.open('lifecycle');
		await other.run('doubao.openChat');
	});
	after(async () => {
		await server.close();
		await other.close();
	});

	/** Starts a gateway and shows the shop. */
	async function prepare(speed: number | 'free'): Promise<void> {
		await server?.close();
		server = await ScriptedGateway.start({ deltas: rewrite, pace: speed });
		await other.evaluate(
			`async (api, url) => {
				const settings = api.workspace.getConfiguration('doubao');
				await settings.update('gateway', 'custom', 1);
				await settings.update('baseUrl', url, 1);
			}`,
			server.baseUrl,
		);
		await writeFile(join(other.folder, file), shop);
		await other.evaluate(open, file);
	}

	const pending = async (): Promise<number> => {
		const { edits } = await other.run<State>('doubao.getState');
		return edits.reduce((sum, { hunks }) => sum + hunks.length, 0);
	};

	it(`(L1) by a reload in the middle of a stream, ${times} times, leaves what came for review and closes the connection`, async () => {
		for (let time = 0; time < times; time++) {
			trials(1);
			await prepare(pace);
			const question = `Reload ${time}?`;
			await other.evaluate(begin, question);
			const requests = await Promise.all([server.received(1), server.received(2)]);
			// What is younger than a second may be lost.
			await delay(1_000 + Math.random() * 900);
			await other.evaluate(save);
			await other.reload();

			await Promise.all(requests.map(({ closed }) => closed));
			const there = await readFile(join(other.folder, file), 'utf8');
			assert.ok(isPure(there), there);
			await other.evaluate(
				`async (api, file) => {
					const uri = api.Uri.joinPath(api.workspace.workspaceFolders[0].uri, file);
					await api.window.showTextDocument(uri, { preview: false });
				}`,
				file,
			);
			assert.equal(await other.evaluate(read), there);
			await untilHolds(async () => (await pending()) > 0 || there === shop, 'a review');
			await other.run('doubao.rejectAll');
			assert.equal(await other.evaluate(read), shop);
			const outcome = (await outcomesOnDisk(other.logs)).get(question);
			assert.ok(outcome === 'interrupted' || outcome === 'complete', `${question} ${outcome}`);
		}
	});

	it(`(L8) right after Accept, ${times} times, leaves the file as it was left and the chat on disk`, async () => {
		for (let time = 0; time < times; time++) {
			trials(1);
			await prepare('free');
			const question = `Close ${time}?`;
			await other.run('doubao.ask', { text: question });
			await other.run('doubao.editSelection', { instruction: 'simplify' });
			await other.evaluate(save);
			const all = time % 2 === 0;
			await (all ? other.run('doubao.acceptAll') : other.run('doubao.acceptHunk', { index: 0 }));
			await other.restart();

			assert.equal(await readFile(join(other.folder, file), 'utf8'), edited);
			await untilHolds(
				async () =>
					(await other.evaluate(`api => api.window.activeTextEditor !== undefined`)) === true,
				'the editor',
			);
			await untilHolds(async () => (await pending()) === (all ? 0 : 1), 'the rest for review');
			await other.run('doubao.rejectAll');
			assert.equal(await other.evaluate(read), all ? edited : firstOnly);
			assert.equal((await outcomesOnDisk(other.logs)).get(question), 'complete');
		}
	});
});
