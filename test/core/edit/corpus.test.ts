import assert from 'node:assert/strict';
import { alignRows } from '../../../src/core/edit/align.ts';
import type { EditDelta } from '../../../src/core/edit/contract.ts';
import { countsOf } from '../../../src/core/edit/view.ts';
import { splitRows } from '../../../src/core/text.ts';
import type { CorpusCase } from './corpusRun.ts';
import { CaseRun, cases, contentOf, lf, listed, rechunked } from './corpusRun.ts';
import { turn } from './simulatedEditor.ts';

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

/** Others write into the document too, so there is no one answer for each moment. */
function isShared({ userEdits, sessions }: CorpusCase): boolean {
	return userEdits !== undefined || sessions !== undefined;
}

/** Which of the failure modes that users of others hit a case stands for, by its number. */
const failureModes: readonly (readonly [id: string, first: number, last: number])[] = [
	['F1', 50, 70],
	['F2', 59, 60],
	['F3', 71, 75],
	['F4', 31, 40],
	['F6', 16, 23],
	['F6', 105, 106],
	['F7', 46, 48],
	['F8', 24, 30],
	['F8', 104, 104],
	['F10', 99, 100],
	['F11', 97, 100],
	['F12', 102, 102],
	['F16', 101, 101],
	['F19', 88, 88],
	['F22', 76, 83],
	['F23', 42, 44],
	['F24', 91, 96],
	['F26', 103, 106],
	['F28', 1, 1],
];

/** Every case counts the rows that it shows, so every case stands for F5. */
function titleOf({ id }: CorpusCase): string {
	const number = Number.parseInt(id, 10);
	const modes = failureModes.filter(([, first, last]) => first <= number && number <= last);
	return [id, ...new Set(modes.map(([mode]) => mode)), 'F5'].join(' ');
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
	const shown = isShared(of) ? wholeDiff(of, run.editor.text) : countsOf(hunks);
	assert.deepEqual(shown, { removed: deleted, added: inserted });
	return run;
}

describe('the corpus of inline edits', function () {
	// Thousand rows, one character a delta, on a machine that does other things too.
	this.timeout(30_000);

	it('is whole', () => {
		const ids = cases.map(({ id }) => id);
		assert.deepEqual(ids, listed);
		assert.deepEqual(
			ids.map(id => Number.parseInt(id, 10)),
			Array.from({ length: 106 }, (_, at) => at + 1),
		);
	});

	for (const of of cases) {
		const title = titleOf(of);

		it(`${title} as it was recorded, and rejected`, async () => {
			const run = await passes(of, contentOf(of), contentOf(of).length < 400);
			await run.rejectAll();
			assert.equal(run.editor.text, lf(of.expectedAfterReject));
			assert.ok(run.sessions.every(({ state }) => state === 'closed'));
		});

		if (!isShared(of)) {
			it(`${title} however it is cut`, async () => {
				for (const size of [1, 2, 3, 5, 7, 16, 64, Infinity]) {
					const deltas = rechunked(contentOf(of), size);
					await passes(of, deltas, deltas.length < 400);
					await passes(of, deltas, false);
				}
			});

			it(`${title} with CRLF in the answer`, async () => {
				if (of.id === '021-lone-cr-in-output') {
					return;
				}
				const text = lf(contentOf(of).join('')).replaceAll('\n', '\r\n');
				await passes(of, rechunked([text], 3), text.length < 1000);
				await passes(of, [text]);
			});

			it(`${title} is one undo, and one redo brings the review back`, async () => {
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

			it(`${title} can be rejected at any moment, and run again`, async () => {
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
			it(`${title} hunk by hunk`, async () => {
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
