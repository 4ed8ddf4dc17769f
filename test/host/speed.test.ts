import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { stopWatchingFrames, watchFrames, type Frames } from '../support/frames.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { ask } from './library/runner.ts';
import { select, workspace } from './library/workspace.ts';

/** Rows a second, as a fast model writes them. */
const rate = 100;
const rewritten = 200;
const first = 2_001;

const file = Array.from({ length: 5_000 }, (_, at) => `const value${at} = compute(${at});`);
const answer = [
	'```ts\n',
	...file.slice(first - 1, first - 1 + rewritten).map((row, at) => `${row} // row ${at}\n`),
	'```\n',
];

/** Frames that took longer than 50 ms, in percent. */
function slow({ shown }: Frames): number {
	const gaps = shown.slice(1).map((time, at) => time - (shown[at] ?? time));
	return (100 * gaps.filter(gap => gap > 50).length) / Math.max(gaps.length, 1);
}

interface Watched {
	readonly frames: Frames;
	/** When each change of the document was heard. */
	readonly changes: readonly number[];
	/** When the gateway sent the end of each row. */
	readonly sent: readonly number[];
}

/** Streams 200 rows into the file, the editor showing the rows from `top` on. */
async function streamed(top: number, ends: readonly string[]): Promise<Watched> {
	const server = await gateway.script({ deltas: answer, pace: 'gate' });
	const editor = await workspace.open('large.ts', `${file.join('\n')}\n`);
	await run('workbench.action.closeAuxiliaryBar');
	await select({ rows: [first, first + rewritten - 1] });
	editor.revealRange(new vscode.Range(top - 1, 0, top - 1, 0), vscode.TextEditorRevealType.AtTop);
	await driver.painted();
	const changes: number[] = [];
	const listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
		if (document === editor.document && contentChanges.length > 0) {
			changes.push(Date.now());
		}
	});
	const editing = run<{ readonly outcome: string }>('doubao.editSelection', {
		instruction: 'number the rows',
	});
	await server.received();
	await driver.evaluate(watchFrames, ends);
	server.release(1);
	const sent = await atRate(() => server.release(1));
	server.releaseAll();
	assert.equal((await editing).outcome, 'review');
	await driver.painted();
	listening.dispose();
	return { frames: await driver.evaluate(stopWatchingFrames), changes, sent };
}

/** Sends every row in its time. @returns When each was sent. */
async function atRate(send: () => void): Promise<readonly number[]> {
	const start = performance.now();
	const sent: number[] = [];
	while (sent.length < rewritten) {
		const wait = start + (sent.length * 1_000) / rate - performance.now();
		await new Promise(resolve => {
			setTimeout(resolve, Math.max(wait, 0));
		});
		sent.push(Date.now());
		send();
	}
	return sent;
}

/** Milliseconds from a row's end leaving the gateway to its being painted. */
function lateness({ frames, sent }: Watched, row: number): number {
	return (frames.seen[`// row ${row}`] ?? Infinity) - (sent[row] ?? NaN);
}

describe('the speed of an edit', function () {
	this.timeout(300_000);

	it('reaches the editor in at most 25 edits a second', async () => {
		const { changes } = await streamed(first, []);
		const most = Math.max(
			...changes.map(start => changes.filter(at => start <= at && at < start + 1_000).length),
		);
		assert.ok(changes.length > 1 && most <= 25, `${most} edits in a second`);
	});

	it('is measured by the bench', async function () {
		if (process.env['DOUBAO_BENCH'] === undefined) {
			this.skip();
		}
		const last = rewritten - 1;
		const tops: number[] = [];
		for (let time = 1; time <= 3; time++) {
			tops.push(lateness(await streamed(first - 3, ['// row 0']), 0));
			await run('doubao.rejectAll');
		}
		await ask('print', `First row after ${tops.join(', ')} ms`);
		await driver.evaluate(watchFrames, []);
		await new Promise(resolve => {
			setTimeout(resolve, 2_000);
		});
		const idle = slow(await driver.evaluate(stopWatchingFrames));
		const atEnd = await streamed(first + rewritten - 20, [`// row ${last}`]);
		const { changes, frames } = atEnd;
		const seconds = ((changes.at(-1) ?? NaN) - (changes[0] ?? NaN)) / 1_000;
		const figures = {
			idle,
			busy: slow(frames),
			first: tops.toSorted((a, b) => a - b)[1] ?? NaN,
			last: lateness(atEnd, last),
			edits: changes.length / seconds,
		};
		await ask('print', `FIGURES ${JSON.stringify(figures)}`);
	});
});
