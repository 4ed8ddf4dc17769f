import assert from 'node:assert/strict';
import type { BlockRunEnd } from '../../../src/core/edit/blockRun.ts';
import { BlockRun } from '../../../src/core/edit/blockRun.ts';
import { blockMarks } from '../../../src/core/edit/blocks.ts';
import type { EditDelta, EditFinish, RowRange, UndoStep } from '../../../src/core/edit/contract.ts';
import { outcomeOfBlocks } from '../../../src/core/edit/outcome.ts';
import { RowMap } from '../../../src/core/edit/rowMap.ts';
import { EditSession } from '../../../src/core/edit/session.ts';
import { rowsTarget } from '../../../src/core/edit/target.ts';
import { Answer, type } from './sessionFixture.ts';
import { ManualClock, SimulatedEditor, turn } from './simulatedEditor.ts';

const code = [
	'import a;',
	'',
	'a() {',
	'\tone();',
	'\ttwo();',
	'}',
	'',
	'b() {',
	'\tone();',
	'}',
	'',
];

const block = (search: readonly string[], replace: readonly string[]) =>
	['<<<<<<< SEARCH', ...search, '=======', ...replace, '>>>>>>> REPLACE', ''].join('\n');

/** A request for changes of all rows of a document. */
class Request {
	readonly editor = new SimulatedEditor(code.join('\n'));
	readonly clock = new ManualClock();
	readonly answer = new Answer();
	readonly sessions: EditSession[] = [];
	/** Called with the place of every block before it is opened. */
	opening: (rows: RowRange) => void = () => undefined;
	readonly map = new RowMap(code);
	readonly #step: UndoStep = { begins: true };
	readonly #stop = new AbortController();

	constructor() {
		this.editor.heard = changes => {
			for (const change of changes) {
				this.map.changed(change);
			}
		};
	}

	async run(): Promise<BlockRunEnd> {
		const run = new BlockRun({
			clock: this.clock,
			marks: blockMarks(code),
			rows: code,
			open: rows => Promise.resolve(this.#open(rows)),
			signal: this.#stop.signal,
		});
		const over = new AbortController();
		const reading = run.read(this.answer).finally(() => over.abort());
		while (!over.signal.aborted) {
			this.clock.advance(50);
			await turn();
		}
		return reading;
	}

	#open(rows: RowRange) {
		this.opening(rows);
		const place = this.map.find(this.editor, rows);
		if (!place) {
			return undefined;
		}
		const session = new EditSession({
			document: this.editor,
			target: rowsTarget(this.editor, place),
			languageId: 'typescript',
			clock: this.clock,
			verbatim: true,
			step: this.#step,
		});
		this.sessions.push(session);
		session.onDidUndo(() => {
			this.#stop.abort();
			for (const one of this.sessions) {
				void one.halt();
			}
		});
		this.editor.sessions.push(session);
		const port = this.editor.port(() => session);
		return (deltas: AsyncIterable<EditDelta>) =>
			session.stream(deltas, port, new AbortController().signal);
	}

	/** Gives an answer in deltas of a few characters, and ends it. */
	async give(text: string, finish: EditFinish = 'stop', size = 7): Promise<void> {
		for (let at = 0; at < text.length; at += size) {
			await this.answer.give({ text: text.slice(at, at + size) });
		}
		await this.answer.give({ finish });
	}

	/** Lets time pass. */
	async settled(turns: number): Promise<void> {
		for (let count = 0; count < turns; count++) {
			this.clock.advance(50);
			await turn();
		}
	}

	get hunks(): number {
		return this.sessions.reduce((sum, { hunks }) => sum + hunks.length, 0);
	}
}

async function answered(text: string, finish: EditFinish = 'stop', size = 7) {
	const request = new Request();
	const running = request.run();
	await request.give(text, finish, size);
	const end = await running;
	return { request, end, outcome: outcomeOfBlocks(end, request.sessions) };
}

const changed = (changes: Readonly<Record<string, readonly string[]>>) =>
	code.flatMap(row => changes[row] ?? [row]).join('\n');

describe('an answer of search/replace blocks', () => {
	const imports = block(['import a;'], ['import a;', 'import z;']);
	const two = block(['\ttwo();'], ['\tTWO();']);

	it('is written block by block, each a session, in one undo step', async () => {
		for (const text of [imports + two, two + imports]) {
			for (const size of [1, 7, 1_000]) {
				const { request, end, outcome } = await answered(text, 'stop', size);
				const expected = changed({
					'import a;': ['import a;', 'import z;'],
					'\ttwo();': ['\tTWO();'],
				});
				assert.equal(request.editor.text, expected);
				assert.deepEqual(end.leftOut, []);
				assert.deepEqual(outcome, { outcome: 'review', hunks: 2, finish: 'stop' });
				assert.equal(request.editor.undoSteps, 1);
				request.editor.undo();
				assert.equal(request.editor.text, code.join('\n'));
				assert.ok(request.sessions.every(({ closedBecause }) => closedBecause === 'undone'));
				request.editor.redo();
				assert.equal(request.hunks, 2);
			}
		}
	});

	it('streams the rows of a block while it arrives', async () => {
		const request = new Request();
		const running = request.run();
		await request.answer.give({ text: '<<<<<<< SEARCH\n\ttwo();\n=======\n\tTWO();\n\tth' });
		await request.settled(20);
		assert.equal(request.editor.lineAt(4), '\tTWO();');
		assert.equal(request.sessions[0]?.state, 'streaming');
		await request.give('ree();\n>>>>>>> REPLACE\n');
		await running;
		assert.equal(request.editor.text, changed({ '\ttwo();': ['\tTWO();', '\tthree();'] }));
	});

	it('leaves out what it quotes wrongly, and says why', async () => {
		const many = block(['\tone();'], ['\tONE();']);
		const none = block(['\tthree();'], ['\tTHREE();']);
		const { request, end, outcome } = await answered(many + none + two + two);
		assert.deepEqual(end.leftOut, ['several', 'none', 'changed']);
		assert.deepEqual(
			end.made.map(({ whole }) => whole),
			[true],
		);
		assert.equal(request.editor.text, changed({ '\ttwo();': ['\tTWO();'] }));
		assert.deepEqual(outcome, { outcome: 'review', hunks: 1, finish: 'stop' });
	});

	it('indents new rows as the rows that it quotes are indented', async () => {
		const { request } = await answered(block(['two();'], ['if (x) {', '\ttwo();', '}']));
		const rows = ['\tif (x) {', '\t\ttwo();', '\t}'];
		assert.equal(request.editor.text, changed({ '\ttwo();': rows }));
	});

	it('keeps what had arrived when it is cut, and marks the block that is not whole', async () => {
		for (const [finish, expected] of [
			['length', 'partial'],
			['error', 'partial'],
		] as const) {
			const cut = block(['\tone();', '\ttwo();'], ['\tONE();', '\tTWO();']).split('\tTWO')[0] ?? '';
			const { request, outcome } = await answered(imports + cut, finish);
			const rows = code.join('\n').replace('import a;', 'import a;\nimport z;');
			assert.equal(request.editor.text, rows.replace('\tone();', '\tONE();'));
			assert.equal(outcome.outcome, expected);
			assert.deepEqual(
				request.sessions.map(({ partial }) => partial),
				[false, true],
			);
		}
	});

	it('finds its rows where they are now, and leaves out those that were changed', async () => {
		for (const [row, typed, leftOut] of [
			[0, '!\nmore', []],
			[4, ' // mine', ['changed']],
		] as const) {
			const request = new Request();
			request.opening = ({ start }) => {
				if (start === 4) {
					type(request.editor, row, 0, 0, typed);
				}
			};
			const running = request.run();
			await request.give(two);
			assert.deepEqual((await running).leftOut, leftOut);
			assert.equal(request.editor.text.includes('TWO'), leftOut.length === 0);
			assert.ok(request.editor.text.includes(typed));
		}
	});

	it('stops for good when a block is undone while it streams', async () => {
		const request = new Request();
		const running = request.run();
		await request.answer.give({ text: '<<<<<<< SEARCH\n\ttwo();\n=======\n\tTWO();\n' });
		await request.settled(20);
		request.editor.undo();
		await request.give(`\tmore();\n>>>>>>> REPLACE\n${imports}`);
		const end = await running;
		assert.ok(end.stopped);
		assert.equal(request.editor.text, code.join('\n'));
		assert.equal(outcomeOfBlocks(end, request.sessions).outcome, 'cancelled');
	});

	it('(F16) stops for good when a block is undone before the next one has its first row', async () => {
		for (const more of ['', '<<<<<<< SEARCH\n\ttwo();\n', '<<<<<<< SEARCH\n\ttwo();\n=======\n']) {
			for (const steps of [0, 20]) {
				const request = new Request();
				const running = request.run();
				await request.answer.give({ text: imports });
				await request.settled(20);
				assert.equal(request.editor.lineAt(1), 'import z;');
				await request.answer.give({ text: more });
				await request.settled(steps);
				assert.equal(request.editor.undoSteps, 1);
				request.editor.undo();
				const rest = two.slice(more.length);
				await request.give(rest);
				const end = await running;
				assert.ok(end.stopped);
				assert.equal(request.editor.text, code.join('\n'), JSON.stringify(more));
				assert.equal(outcomeOfBlocks(end, request.sessions).outcome, 'cancelled');
			}
		}
	});

	it('tells an answer without changes from one without code', async () => {
		assert.equal((await answered('UNCHANGED\n')).outcome.outcome, 'unchanged');
		assert.equal((await answered('There is nothing to do.')).outcome.outcome, 'empty');
		assert.equal((await answered('', 'error')).outcome.outcome, 'error');
		assert.equal((await answered('', 'cancelled')).outcome.outcome, 'cancelled');
		assert.equal((await answered(block(['\ttwo();'], ['\ttwo();']))).outcome.outcome, 'unchanged');
	});

	it('writes at most twenty times a second, however many blocks arrive at once', async () => {
		const all = ['import a;', 'a() {', '\ttwo();', 'b() {'].map(row => block([row], [`${row} //`]));
		const { request } = await answered(all.join(''), 'stop', 10_000);
		const writes = request.editor.ownEdits.length;
		assert.ok(
			writes <= 8 && request.clock.now() >= 300,
			`${writes} edits in ${request.clock.now()} ms`,
		);
		assert.equal(request.hunks, 4);
	});
});
