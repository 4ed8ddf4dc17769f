import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { shop } from '../host/shop.ts';
import { HostWindow, untilHolds } from './hostWindow.ts';
import { outcomesOnDisk } from './outcomesOnDisk.ts';
import { trials } from '../support/trials.ts';

/** Moments at which something is killed or frozen. */
const moments = Number(env['FAULT_MOMENTS'] ?? 100);
/** Milliseconds before each delta of an answer. */
const pace = 60;
/** Milliseconds that a frozen process sleeps. */
const frozen = 700;
const files = ['one.js', 'two.js', 'three.js'] as const;
/**
 * What is typed goes below these rows. Typed nearer than eight rows to an edit in the moment when the
 * extension host is killed, it hides where the edit is: then the original is offered for comparison
 * instead of a review (`core/edit/journal`).
 */
const tail = Array.from({ length: 10 }, (_, row) => `// tail ${row}\n`);
const original = shop + tail.join('');

/** VS Code gives an extension host up after three crashes in five minutes, until the window is loaded anew. */
const mostKills = 2;

type Fault = 'killHost' | 'freezeHost' | 'killGateway' | 'freezeGateway';

/** Opens the three files as they are on disk. Runs in the extension host, as all texts below do. */
const open = `async (api, files) => {
	for (const file of files) {
		const uri = api.Uri.joinPath(api.workspace.workspaceFolders[0].uri, file);
		const document = await api.workspace.openTextDocument(uri);
		await api.window.showTextDocument(document, { preview: false });
		await api.commands.executeCommand('workbench.action.files.revert');
	}
	return process.pid;
}`;

/** Starts an edit in each file and a question, and leaves the cursor at the end of the last file. */
const day = `async (api, { files, question }) => {
	void api.commands.executeCommand('doubao.ask', { text: question });
	for (const file of files) {
		const uri = api.Uri.joinPath(api.workspace.workspaceFolders[0].uri, file);
		const editor = await api.window.showTextDocument(uri, { preview: false });
		editor.selection = new api.Selection(0, 0, 11, 0);
		void api.commands.executeCommand('doubao.editSelection', { instruction: 'simplify' });
		await new Promise(next => setTimeout(next, 30));
	}
	const editor = api.window.activeTextEditor;
	const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
	editor.selection = new api.Selection(end, end);
	await api.commands.executeCommand('workbench.action.focusActiveEditorGroup');
}`;

const texts = `async (api, files) => {
	const all = [];
	for (const file of files) {
		const uri = api.Uri.joinPath(api.workspace.workspaceFolders[0].uri, file);
		all.push((await api.workspace.openTextDocument(uri)).getText());
	}
	return all;
}`;

const reject = `async (api, files) => {
	for (const file of files) {
		const uri = api.Uri.joinPath(api.workspace.workspaceFolders[0].uri, file);
		await api.window.showTextDocument(uri, { preview: false });
		await api.commands.executeCommand('doubao.rejectAll');
	}
}`;

interface State {
	readonly streaming: boolean;
	readonly edits: readonly { readonly hunks: readonly unknown[] }[];
}

class Day {
	readonly #other: HostWindow;
	#gateway: ChildProcess | undefined;
	#kills = 0;
	/** Files that were under review after a moment, in all. */
	reviewed = 0;
	/** Questions that were answered completely, as automation was told. */
	readonly answered: string[] = [];

	constructor(other: HostWindow) {
		this.#other = other;
	}

	async startGateway(): Promise<void> {
		this.#gateway?.kill('SIGKILL');
		const path = fileURLToPath(import.meta.resolve('./gatewayInProcess.ts'));
		const child = spawn(process.execPath, [path, String(pace)], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		this.#gateway = child;
		const [address] = await once(child.stdout, 'data');
		await this.#other.evaluate(
			`async (api, url) => {
				const settings = api.workspace.getConfiguration('doubao');
				await settings.update('gateway', 'custom', 1);
				await settings.update('baseUrl', url, 1);
			}`,
			String(address).trim(),
		);
	}

	close(): void {
		this.#gateway?.kill('SIGKILL');
	}

	/** One moment: everything streams, somebody types, something breaks, and all of it is put right. */
	async live(moment: number, fault: Fault, after: number): Promise<void> {
		const other = this.#other;
		const pid = await other.evaluate<number>(open, files);
		const before = await other.evaluate<string[]>(texts, files);
		assert.deepEqual(
			before,
			files.map(() => original),
		);
		const acknowledged = `Acknowledged ${moment}?`;
		const { outcome } = await other.run<{ readonly outcome: string }>('doubao.ask', {
			text: acknowledged,
			newChat: moment % 10 === 0,
		});
		assert.equal(outcome, 'complete');
		this.answered.push(acknowledged);

		await other.evaluate(day, { files, question: `Moment ${moment}?` });
		const typed = `typed${moment}`;
		const [, isBack] = await Promise.all([
			other.window.type(typed),
			delay(after).then(() => this.#break(fault, pid)),
		]);
		await this.#settled();

		for (const file of files) {
			assert.equal(await readFile(join(other.folder, file), 'utf8'), original, 'on disk');
		}
		await other.evaluate(reject, files);
		const left = await other.evaluate<string[]>(texts, files);
		if (isBack) {
			assert.deepEqual(left, [original, original, original + typed]);
		} else {
			console.log('    VS Code started no other extension host: the window was loaded anew');
		}
	}

	/** @returns False if VS Code itself did not recover, so that nothing can be said of unsaved text. */
	async #break(fault: Fault, pid: number): Promise<boolean> {
		switch (fault) {
			case 'killHost':
				this.#kills++;
				return await this.#other.killHost(pid);
			case 'freezeHost':
				await sleep(pid);
				break;
			case 'killGateway':
				await this.startGateway();
				break;
			case 'freezeGateway':
				await sleep(this.#gateway?.pid ?? 0);
		}
		return true;
	}

	/** Nothing streams any more, and what was streaming is under review or as it was. */
	async #settled(): Promise<void> {
		const other = this.#other;
		await untilHolds(
			async () => {
				const { streaming, edits } = await other.run<State>('doubao.getState');
				const now = await other.evaluate<string[]>(texts, files);
				const changed = now.filter(text => !text.startsWith(original)).length;
				const pending = edits.filter(({ hunks }) => hunks.length > 0).length;
				const isOver = !streaming && pending >= changed;
				this.reviewed += isOver ? pending : 0;
				return isOver;
			},
			'every changed file to be under review',
			async () =>
				JSON.stringify([
					await other.run<State>('doubao.getState'),
					await other.evaluate(texts, files),
				]),
		);
	}

	/** Before VS Code gives the extension host up. */
	async refresh(): Promise<void> {
		if (this.#kills >= mostKills) {
			this.#kills = 0;
			await this.#other.reload();
		}
	}
}

async function sleep(pid: number): Promise<void> {
	process.kill(pid, 'SIGSTOP');
	try {
		await delay(frozen);
	} finally {
		process.kill(pid, 'SIGCONT');
	}
}

async function assertKept(logs: string, answered: readonly string[]): Promise<void> {
	const kept = await outcomesOnDisk(logs);
	assert.deepEqual(
		answered.filter(text => kept.get(text) !== 'complete'),
		[],
		'acknowledged turns are there',
	);
}

describe('a day of work in which everything that can', function () {
	this.timeout(0);
	let other: HostWindow;
	let one: Day;

	before(async () => {
		other = await HostWindow.open('faults');
		one = new Day(other);
		await mkdir(other.folder, { recursive: true });
		for (const file of files) {
			await writeFile(join(other.folder, file), original);
		}
		await one.startGateway();
		await other.run('doubao.openChat');
	});

	after(async () => {
		one.close();
		await other.close();
	});

	for (const [title, faults] of [
		['is killed and comes back', ['killHost', 'killGateway']],
		['is frozen and goes on', ['freezeHost', 'freezeGateway']],
	] as const) {
		it(`${title}: ${moments / 2} moments, nothing acknowledged or typed is lost, no file is wrong`, async () => {
			for (let moment = 0; moment < moments / 2; moment++) {
				trials(1);
				const fault = faults[moment % faults.length] ?? faults[0];
				const after = Math.round(Math.random() * pace * 14);
				try {
					await one.live(moment, fault, after);
				} catch (error) {
					throw new Error(`Moment ${moment}: ${fault} after ${after} ms`, { cause: error });
				}
				console.log(`    moment ${moment}: ${fault} after ${after} ms, ${one.reviewed} reviewed`);
				await one.refresh();
			}
			assert.ok(one.reviewed > moments / 4, 'Hardly anything streamed.');
			await assertKept(other.logs, one.answered);
		});
	}
});
