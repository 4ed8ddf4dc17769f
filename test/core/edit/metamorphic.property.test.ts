import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { EditDelta, EditFinish, EditOutcome } from '../../../src/core/edit/contract.ts';
import { EditSession } from '../../../src/core/edit/session.ts';
import { countsOf } from '../../../src/core/edit/view.ts';
import { runs } from './play.ts';
import { ManualClock, SimulatedEditor } from './simulatedEditor.ts';
import { rewritten } from './spanFixture.ts';

/** Rows that repeat, differ in their indentation only, and hold more than plain letters. */
const row = fc.constantFrom(
	'',
	'}',
	'\t}',
	'a1();',
	'\ta1();',
	'b2(c);',
	'b2(d);',
	'const d = e; ',
	'// 😀 x',
	'// 😁 x',
	'"e\u0301\u200b"',
	'```js',
	'~~~',
	'<think>',
);
const several = fc.array(row, { maxLength: 10 });

/** What a model makes of rows: some kept, some gone, some new. */
const rewrite = fc.array(fc.record({ keep: fc.nat(4), drop: fc.nat(2), add: several }), {
	maxLength: 4,
});

const arbitrary = fc.record({
	before: fc.array(row, { maxLength: 3 }),
	old: fc.array(row, { minLength: 1, maxLength: 14 }),
	after: fc.array(row, { minLength: 1, maxLength: 3 }),
	rewrite,
	prose: fc.constantFrom('', '\n\n', 'Here it is:\n\n', '<think>```\nno\n</think>\n', '\uFEFF'),
	finish: fc.constantFrom<EditFinish>('stop', 'stop', 'stop', 'length', 'error'),
	cuts: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
	tick: fc.constantFrom(0, 20, 60),
});
type Case = typeof arbitrary extends fc.Arbitrary<infer T> ? T : never;

/** The rows that the answer holds. */
function freshOf({ old, rewrite: parts }: Case): readonly string[] {
	return rewritten(old, parts);
}

function answerOf(of: Case): string {
	const fence = '`'.repeat(7);
	return `${of.prose}${fence}ts\n${freshOf(of)
		.map(text => `${text}\n`)
		.join('')}${fence}\n`;
}

/** Pieces of these lengths, in turn; halves of surrogate pairs may come apart. */
function cutBy(text: string, lengths: readonly number[]): string[] {
	const pieces: string[] = [];
	for (let at = 0; at < text.length;) {
		const length = lengths[pieces.length % lengths.length] ?? 1;
		pieces.push(text.slice(at, at + length));
		at += length;
	}
	return pieces;
}

/** One edit of one document; the editor checks rules 4 and 5 with every change. */
class Run {
	readonly of: Case;
	readonly clock = new ManualClock();
	readonly editor: SimulatedEditor;
	readonly session: EditSession;

	constructor(of: Case, editor = new SimulatedEditor(originalOf(of))) {
		this.of = of;
		this.editor = editor;
		const line = of.before.length + of.old.length;
		this.session = new EditSession({
			document: editor,
			target: {
				mode: 'lines',
				range: {
					start: { line: of.before.length, character: 0 },
					end: of.old.length === 1 ? endOf(editor, line - 1) : { line, character: 0 },
				},
			},
			languageId: 'typescript',
			clock: this.clock,
			reindent: 'off',
		});
		editor.sessions.push(this.session);
	}

	get port() {
		return this.editor.port(() => this.session);
	}

	/** @param act Called once, before this delta. */
	async stream(pieces: readonly string[], act?: () => void, at = 0): Promise<EditOutcome> {
		const { clock, of } = this;
		const answer = async function* (): AsyncGenerator<EditDelta> {
			for (const [index, text] of pieces.entries()) {
				if (index === at) {
					act?.();
				}
				yield { text };
				clock.advance(of.tick);
				await Promise.resolve();
			}
			yield { finish: of.finish };
		};
		return this.session.stream(answer(), this.port, new AbortController().signal);
	}

	get end() {
		const { hunks, partial, state } = this.session;
		return {
			text: this.editor.text,
			hunks: hunks.map(({ start, removed, added }) => ({ start, removed, added })),
			partial,
			state,
		};
	}
}

function originalOf({ before, old, after }: Case): string {
	return [...before, ...old, ...after].join('\n');
}

function endOf(editor: SimulatedEditor, line: number) {
	return { line, character: editor.lineAt(line).length };
}

async function played(of: Case, text = answerOf(of), cuts = of.cuts): Promise<Run> {
	const run = new Run(of);
	await run.stream(cutBy(text, cuts));
	return run;
}

/** Rule 2: finished new rows, then original rows that were not reached, the rest as it was. */
function checkBetween(of: Case, text: string): void {
	const { before, old, after } = of;
	const fresh = freshOf(of);
	const all = text.split('\n');
	assert.deepEqual(all.slice(0, before.length), before);
	assert.deepEqual(all.slice(all.length - after.length), after);
	const rows = all.slice(before.length, all.length - after.length);
	let equal = 0;
	while (equal < rows.length && rows[equal] === fresh[equal]) {
		equal++;
	}
	let untouched = 0;
	while (untouched < rows.length && rows.at(-1 - untouched) === old.at(-1 - untouched)) {
		untouched++;
	}
	assert.ok(equal + untouched >= rows.length, `neither new nor original: ${rows.join('⏎')}`);
}

describe('an edit of any rows, answered in any way', () => {
	const holds = (name: string, count: number, check: (of: Case, other: Case) => Promise<void>) => {
		it(name, async () => {
			await fc.assert(fc.asyncProperty(arbitrary, arbitrary, check), runs(count));
		}).timeout(900_000);
	};

	holds('1: ends the same however the answer is cut', 3_500, async (of, { cuts, tick }) => {
		const [one, two, whole] = await Promise.all([
			played(of),
			played({ ...of, tick }, answerOf(of), cuts),
			played(of, answerOf(of), [Infinity]),
		]);
		assert.deepEqual(two.end, one.end);
		assert.deepEqual(whole.end, one.end);
	});

	holds('2: holds new rows, then original ones, after every flush', 3_500, async of => {
		const { editor } = await played(of);
		for (const { text } of editor.ownEdits) {
			checkBetween(of, text);
		}
		if (of.finish === 'stop') {
			assert.equal(editor.text, [...of.before, ...freshOf(of), ...of.after].join('\n'));
		}
	});

	holds('3: gives the original back at any moment, and by one undo', 4_000, async (of, other) => {
		const run = new Run(of);
		let rejected: Promise<unknown> | undefined;
		const pieces = cutBy(answerOf(of), of.cuts);
		const reject = () => {
			rejected = run.session.rejectAll(run.port);
		};
		await run.stream(pieces, reject, (other.old.length * 31) % (pieces.length + 1));
		await rejected;
		if (!rejected) {
			assert.ok(run.editor.undoSteps <= 1);
			const before = run.end;
			if (run.editor.undo()) {
				assert.equal(run.editor.text, originalOf(of));
				assert.equal(run.session.closedBecause, 'undone');
				run.editor.redo();
				assert.deepEqual(run.end, before);
			}
			await run.session.rejectAll(run.port);
		}
		assert.equal(run.editor.text, originalOf(of));
		assert.equal(run.session.state, 'closed');
	});

	holds('4: changes no character outside its region', 3_000, async of => {
		const { editor } = await played(of);
		const rows = editor.text.split('\n');
		for (const { changes } of editor.ownEdits) {
			assert.ok(changes.every(({ range }) => range.start.line >= of.before.length - 1));
		}
		assert.deepEqual(rows.slice(0, of.before.length), of.before);
		assert.deepEqual(rows.slice(rows.length - of.after.length), of.after);
	});

	holds('5: never writes half a character', 3_000, async of => {
		const halves = played(of, answerOf(of), [1]);
		const { editor, end } = await halves;
		const half = /\p{Surrogate}/u;
		assert.ok(editor.ownEdits.every(({ text }) => !half.test(text)));
		assert.deepEqual(end, (await played(of)).end);
	});

	holds(
		'6: takes any row ends in the answer for the document’s own',
		3_000,
		async (of, { cuts }) => {
			const crlf = answerOf(of).replaceAll('\n', '\r\n');
			const [one, two] = await Promise.all([played(of), played(of, crlf, cuts)]);
			assert.deepEqual(two.end, one.end);
			assert.deepEqual(countsOf(two.session.hunks), countsOf(one.session.hunks));
		},
	);

	holds('7: does the same again after everything was rejected', 3_000, async of => {
		const run = await played(of);
		const first = run.end;
		await run.session.rejectAll(run.port);
		assert.equal(run.editor.text, originalOf(of));
		const again = new Run(of, run.editor);
		await again.stream(cutBy(answerOf(of), of.cuts));
		assert.deepEqual(again.end, first);
	});
});
