import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alignRows } from '../../../src/core/edit/align.ts';
import type { EditDelta, EditFinish, EditOutcome } from '../../../src/core/edit/contract.ts';
import type { TextRange } from '../../../src/core/edit/rows.ts';
import { EditSession } from '../../../src/core/edit/session.ts';
import { countsOf } from '../../../src/core/edit/view.ts';
import { splitRows } from '../../../src/core/text.ts';
import { ManualClock, SimulatedEditor, turn } from './simulatedEditor.ts';

interface CorpusCase {
	readonly id: string;
	readonly level: 'must' | 'should';
	readonly languageId: string;
	readonly eol: '\n' | '\r\n';
	readonly original: string;
	readonly mode: 'lines' | 'insert' | 'exact';
	readonly replaceRange: TextRange;
	readonly stream: readonly (string | { readonly reasoning: string })[];
	readonly finish: EditFinish;
	readonly expected: string;
	readonly expectedStatus: 'complete' | 'noop' | 'incomplete' | 'empty' | 'cancelled';
	readonly expectedAfterReject: string;
	readonly minimalRows: { readonly deleted: number; readonly inserted: number };
	readonly userEdits?: readonly {
		readonly afterChunk: number;
		readonly command?: 'undo';
		readonly find?: string;
		readonly text?: string;
	}[];
	readonly hunkActions?: readonly {
		readonly do: 'keep' | 'undo' | 'undoAll';
		readonly hunk?: number;
		readonly expected: string;
	}[];
}

/** Cases that the engine does not pass yet, with the reason. */
const notYet: Readonly<Record<string, string>> = {};

const folder = join(import.meta.dirname, '../../fixtures/diff');
const cases = readdirSync(folder)
	.filter(name => /^\d/.test(name))
	.map((name): CorpusCase => JSON.parse(readFileSync(join(folder, name), 'utf8')));

/** Deltas of the content; reasoning goes another way and never reaches the engine. */
function contentOf({ stream }: CorpusCase): string[] {
	return stream.filter(delta => typeof delta === 'string');
}

function rechunked(deltas: readonly string[], size: number): string[] {
	const text = deltas.join('');
	const result: string[] = [];
	for (let at = 0; at < text.length; at += size) {
		result.push(text.slice(at, at + size));
	}
	return result;
}

function lf(text: string): string {
	return text.replaceAll('\r\n', '\n');
}

class CaseRun {
	readonly editor: SimulatedEditor;
	readonly clock = new ManualClock();
	readonly session: EditSession;
	readonly #case: CorpusCase;

	constructor(of: CorpusCase, editor = new SimulatedEditor(lf(of.original))) {
		this.#case = of;
		this.editor = editor;
		this.session = new EditSession({
			document: editor,
			target: { mode: of.mode, range: of.replaceRange },
			languageId: of.languageId,
			clock: this.clock,
		});
		editor.sessions.push(this.session);
	}

	get port() {
		return this.editor.port(() => this.session);
	}

	/** @param pause True: every delta is flushed before the next one arrives. */
	async stream(deltas: readonly string[], pause = true): Promise<EditOutcome> {
		const stop = new AbortController();
		const answer = async function* (this: CaseRun): AsyncGenerator<EditDelta> {
			for (const [index, text] of deltas.entries()) {
				yield { text };
				if (pause) {
					this.clock.advance(100);
					await turn();
					this.checkDocument(index + 1);
				}
				this.#userActs(index + 1);
			}
			if (this.#case.finish === 'cancelled') {
				stop.abort();
				await new Promise(() => undefined);
			}
			yield { finish: this.#case.finish };
		}.bind(this);
		return this.session.stream(answer(), this.port, stop.signal);
	}

	/** Rule 2: finished new rows, then the original rows that were not reached. */
	checkDocument(chunk: number): void {
		const { pending, region } = this.session;
		if (pending && !this.#case.userEdits) {
			const rows = lf(this.editor.text).split('\n').slice(region.start, region.end);
			assert.deepEqual(this.session.snapshot.current, rows, `after delta ${chunk}`);
			const rest = rows.slice(pending.start - region.start);
			const original = lf(this.#case.original).split('\n');
			const last = original.length - (this.editor.lineCount - region.end);
			assert.deepEqual(rest, original.slice(last - rest.length, last), `after delta ${chunk}`);
		}
	}

	#userActs(chunk: number): void {
		for (const act of this.#case.userEdits ?? []) {
			if (act.afterChunk !== chunk) {
				continue;
			}
			if (act.command === 'undo') {
				assert.ok(this.editor.undo());
				continue;
			}
			const line = this.editor.text.split('\n').indexOf(act.find ?? '');
			const at = { line, character: this.editor.lineAt(line).length };
			this.editor.userEdit([{ range: { start: at, end: at }, text: act.text ?? '' }]);
		}
	}
}

const outcomes: Readonly<Record<CorpusCase['expectedStatus'], readonly string[]>> = {
	complete: ['review'],
	noop: ['unchanged'],
	incomplete: ['partial'],
	// The contract of the commands says error when the answer failed before any row.
	empty: ['empty', 'error'],
	cancelled: ['cancelled', 'partial'],
};

function wholeDiff(of: CorpusCase, text: string) {
	const spans = alignRows(splitRows(of.original), splitRows(text));
	return {
		removed: spans.reduce((sum, span) => sum + span.oldEnd - span.oldStart, 0),
		added: spans.reduce((sum, span) => sum + span.newEnd - span.newStart, 0),
	};
}

async function passes(of: CorpusCase, deltas: readonly string[], pause = true): Promise<CaseRun> {
	const run = new CaseRun(of);
	const outcome = await run.stream(deltas, pause);
	assert.equal(run.editor.text, lf(of.expected));
	assert.ok(outcomes[of.expectedStatus].includes(outcome.outcome), outcome.outcome);
	const { hunks } = run.session;
	assert.equal(outcome.hunks, hunks.length);
	const { deleted, inserted } = of.minimalRows;
	// With user edits the corpus counts those of the whole document.
	const shown = of.userEdits ? wholeDiff(of, run.editor.text) : countsOf(hunks);
	assert.deepEqual(shown, { removed: deleted, added: inserted });
	return run;
}

describe('the corpus of inline edits', function () {
	// Thousand rows, one character a delta, on a machine that does other things too.
	this.timeout(30_000);

	for (const of of cases) {
		const reason = notYet[of.id];
		if (reason !== undefined) {
			it(`${of.id} (${reason})`);
			continue;
		}
		const hasTimeline = of.userEdits !== undefined;

		it(`${of.id} as it was recorded, and rejected`, async () => {
			const run = await passes(of, contentOf(of), contentOf(of).length < 400);
			await run.session.rejectAll(run.port);
			assert.equal(run.editor.text, lf(of.expectedAfterReject));
			assert.equal(run.session.state, 'closed');
		});

		if (!hasTimeline) {
			it(`${of.id} however it is cut`, async () => {
				for (const size of [1, 2, 3, 5, 7, 16, 64, Infinity]) {
					const deltas = rechunked(contentOf(of), size);
					await passes(of, deltas, deltas.length < 400);
					await passes(of, deltas, false);
				}
			});

			it(`${of.id} with CRLF in the answer`, async () => {
				if (of.id === '021-lone-cr-in-output') {
					return;
				}
				const text = lf(contentOf(of).join('')).replaceAll('\n', '\r\n');
				await passes(of, rechunked([text], 3), text.length < 1000);
				await passes(of, [text]);
			});

			it(`${of.id} is one undo, and one redo brings the review back`, async () => {
				const run = await passes(of, contentOf(of), contentOf(of).length < 400);
				const { hunks } = run.session;
				if (run.editor.text === lf(of.original)) {
					assert.equal(run.editor.undoSteps, 0, 'nothing differs, so there is nothing to undo');
					return;
				}
				for (const trims of [false, true]) {
					run.editor.undoTrims = trims;
					run.editor.undo();
					assert.equal(run.editor.text, lf(of.original));
					assert.equal(run.session.state, 'closed');
					assert.equal(run.session.closedBecause, 'undone');
					run.editor.redo();
					assert.equal(run.editor.text, lf(of.expected));
					assert.equal(run.session.state, 'review');
					assert.deepEqual(run.session.hunks, hunks);
				}
			});

			it(`${of.id} can be rejected at any moment, and run again`, async () => {
				const deltas = rechunked(contentOf(of), 5);
				const step = Math.max(1, Math.floor(deltas.length / 12));
				for (let cut = 0; cut <= deltas.length; cut += step) {
					const run = new CaseRun(of);
					let rejected: Promise<unknown> = Promise.resolve();
					const answer = async function* (): AsyncGenerator<EditDelta> {
						for (const text of deltas.slice(0, cut)) {
							yield { text };
							run.clock.advance(20);
							await turn();
						}
						rejected = run.session.rejectAll(run.port);
						yield { text: deltas[cut] ?? '' };
						yield { finish: 'stop' };
					};
					const { outcome } = await run.session.stream(
						answer(),
						run.port,
						new AbortController().signal,
					);
					await rejected;
					assert.equal(run.editor.text, lf(of.expectedAfterReject), `after ${cut} deltas`);
					assert.ok(['cancelled', 'partial'].includes(outcome), outcome);
					const again = new CaseRun(of, run.editor);
					await again.stream(deltas, false);
					assert.equal(again.editor.text, lf(of.expected));
				}
			});
		}

		if (of.hunkActions) {
			it(`${of.id} hunk by hunk`, async () => {
				const run = await passes(of, contentOf(of), contentOf(of).length < 400);
				for (const act of of.hunkActions ?? []) {
					if (act.do === 'keep') {
						assert.equal(run.session.accept(act.hunk ?? 0), 'done');
					} else if (act.do === 'undo') {
						assert.equal(await run.session.reject(act.hunk ?? 0, run.port), 'done');
					} else {
						await run.session.rejectAll(run.port);
					}
					assert.equal(run.editor.text, lf(act.expected));
				}
			});
		}
	}
});
