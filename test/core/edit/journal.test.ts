import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	contextOf,
	matchJournal,
	parseJournal,
	serializeJournal,
	type EditJournal,
} from '../../../src/core/edit/journal.ts';
import type { DocumentRows } from '../../../src/core/edit/rows.ts';
import { EditSession } from '../../../src/core/edit/session.ts';
import { splitRows } from '../../../src/core/text.ts';
import { end, lines, setUp } from './sessionFixture.ts';
import { SimulatedEditor } from './simulatedEditor.ts';

const around = Array.from({ length: 12 }, (_, i) => `around ${i}`);
const baseline = ['function f() {', '\told();', '}'];
const current = ['function f() {', '\tnewer();', '\tmore();', '}'];

function journalOf(changes: Partial<EditJournal> = {}): EditJournal {
	const document = rowsOf([...around, ...current, ...around.toReversed()]);
	return {
		id: 'abc0',
		uri: 'file:///a.js',
		workspace: 'file:///',
		instruction: 'rename',
		savedAt: 1,
		streaming: false,
		...contextOf(document, { start: 12, end: 16 }),
		snapshot: { mode: 'restored', first: 12, baseline, current, partial: false },
		...changes,
	};
}

function rowsOf(rows: readonly string[]): DocumentRows {
	return new SimulatedEditor(rows.join('\n'));
}

const row = fc.string({ unit: 'binary', maxLength: 12 }).filter(text => !/[\r\n]/.test(text));
const anyJournal = fc.record({
	id: fc.stringMatching(/^[0-9a-z]{1,32}$/),
	uri: fc.string(),
	workspace: fc.string(),
	instruction: fc.string({ unit: 'binary' }),
	savedAt: fc.nat(),
	streaming: fc.boolean(),
	above: fc.array(row, { maxLength: 8 }),
	below: fc.array(row, { maxLength: 8 }),
	snapshot: fc.record(
		{
			mode: fc.constant('restored' as const),
			first: fc.nat(),
			baseline: fc.array(row),
			current: fc.array(row),
			partial: fc.boolean(),
		},
		{ noNullPrototype: true },
	),
});

describe('a journal', () => {
	it('is read as it was written', () => {
		fc.assert(
			fc.property(anyJournal, journal => {
				assert.deepEqual(parseJournal(serializeJournal(journal)), { ...journal });
			}),
		);
	});

	it('that is damaged anywhere is not read, and nothing is thrown', () => {
		fc.assert(
			fc.property(anyJournal, fc.nat(), fc.nat(), fc.string(), (journal, at, length, other) => {
				const text = serializeJournal(journal);
				const start = at % text.length;
				const damaged = text.slice(0, start) + other + text.slice(start + (length % 40));
				const read = parseJournal(damaged);
				if (read !== undefined) {
					assert.deepEqual(read, { ...journal }, damaged);
				}
			}),
			{ numRuns: 2_000 },
		);
	});

	for (const text of ['', 'null', '[]', '{}', '{"v":1}', '{"v":2,"sum":0,"journal":{}}', '\0\0']) {
		it(`is none in ${JSON.stringify(text)}`, () => {
			assert.equal(parseJournal(text), undefined);
		});
	}
});

describe('matchJournal', () => {
	const at = (rows: readonly string[]) => rowsOf([...around, ...rows, ...around.toReversed()]);
	const review = (rows: readonly string[], first = 12, partial = false) => ({
		kind: 'review',
		snapshot: { mode: 'restored', first, baseline, current: rows, partial },
	});
	const early = ['function f() {', '\tnewer();', '\told();', '}'];
	const foreign = ['function f() {', '\tnewer();', '\tsomebody();', '}'];
	const cases = [
		['the text as it was left', at(current), {}, review(current)],
		['the original text', at(baseline), {}, { kind: 'original' }],
		['an earlier text of ours, as a backup may hold', at(early), {}, review(early, 12, true)],
		[
			'rows that came after the last write of a stream',
			at(foreign),
			{ streaming: true },
			review(foreign, 12, true),
		],
		[
			'rows that somebody else changed',
			at(foreign),
			{},
			{ kind: 'differs', region: { start: 12, end: 16 } },
		],
		[
			'other rows right above, and further down',
			rowsOf(['x', ...around, 'y', ...current, 'z']),
			{},
			review(current, 14),
		],
		[
			'a region between changed rows that is the original again',
			rowsOf(['x', ...baseline, 'z']),
			{},
			{ kind: 'original' },
		],
		['nothing of it', rowsOf(['x']), {}, { kind: 'differs', region: undefined }],
		[
			'the text twice and no neighbours',
			rowsOf([...current, 'x', ...current]),
			{},
			{ kind: 'differs', region: undefined },
		],
	] as const;

	for (const [what, document, changes, expected] of cases) {
		it(`finds ${what}`, () => {
			assert.deepEqual(matchJournal(journalOf(changes), document), expected);
		});
	}

	it('finds a region that moved as a whole, with its neighbours', () => {
		const moved = rowsOf(['1', '2', '3', ...around, ...early, ...around.toReversed()]);
		assert.deepEqual(matchJournal(journalOf(), moved), review(early, 15, true));
	});

	it('finds a region by its nearest neighbours where somebody typed in those farther off', () => {
		const typed = [...around.slice(0, 7), 'typed', ...around.slice(8)];
		const streamed = ['function f() {', '\tnewer();', '\tmore();', '\tlast();', '}'];
		const document = rowsOf([...typed, ...streamed, ...around.toReversed()]);
		const match = matchJournal(journalOf({ streaming: true }), document);
		assert.equal(match.kind, 'review');
		assert.deepEqual(match.snapshot.current, streamed);
		assert.equal(match.snapshot.first, 12);
	});

	it('takes nothing for its own between near neighbours that it hardly knows, or that stand twice', () => {
		const typed = [...around.slice(0, 7), 'typed', ...around.slice(8)];
		const strange = ['all', 'of', 'this', 'is', 'foreign', '}'];
		const other = rowsOf([...typed, ...strange, ...around.toReversed()]);
		assert.equal(matchJournal(journalOf({ streaming: true }), other).kind, 'differs');

		const unknown = ['function f() {', '\tnewer();', '\tlast();', '}'];
		const twice = [...typed, ...unknown, ...around.toReversed()];
		const match = matchJournal(journalOf({ streaming: true }), rowsOf([...twice, ...twice]));
		assert.deepEqual(match, { kind: 'differs', region: undefined });
	});

	it('brings back exactly what was under review, whatever the rows', () => {
		const rows = fc.array(fc.constantFrom('a', 'b', '', '}', '\tx'), { maxLength: 6 });
		fc.assert(
			fc.property(rows, rows, rows, rows, (before, old, now, after) => {
				const document = rowsOf([...before, ...now, ...after]);
				const first = before.length;
				const region = { start: first, end: first + now.length };
				const journal = journalOf({
					...contextOf(document, region),
					snapshot: { mode: 'restored', first, baseline: old, current: now, partial: false },
				});
				const match = matchJournal(journal, document);
				if (document.lineCount !== before.length + now.length + after.length) {
					return;
				}
				assert.deepEqual(
					match,
					old.join('\n') === now.join('\n') && old.length === now.length
						? { kind: 'original' }
						: { kind: 'review', snapshot: journal.snapshot },
				);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('a session from a snapshot', () => {
	it('has the hunks that the other had, and rejects to the same original', async () => {
		const { editor, answer, start, session } = setUp('top\na1\nb1\nc1\nend', lines(1, 3));
		const ended = start();
		await answer.give({ text: '```\nA\nb1\nC\n```' }, end);
		await ended;

		const copy = new SimulatedEditor(editor.text);
		const again = new EditSession({
			document: copy,
			target: session.snapshot,
			languageId: 'typescript',
		});
		copy.sessions.push(again);
		assert.equal(again.state, 'review');
		assert.deepEqual(
			again.hunks.map(hunk => ({ ...hunk, id: 0 })),
			session.hunks.map(hunk => ({ ...hunk, id: 0 })),
		);

		const port = copy.port(() => again);
		assert.equal(again.accept(0), 'done');
		assert.equal(await again.rejectAll(port), 'done');
		assert.equal(copy.text, 'top\nA\nb1\nc1\nend');
		assert.equal(again.state, 'closed');
		copy.undo();
		assert.equal(again.state, 'review', 'undo of the rejection brings the hunk back');
	});

	it('is closed at once when nothing is left to review', () => {
		const rows = splitRows('a\nb');
		const again = new EditSession({
			document: rowsOf(rows),
			target: { mode: 'restored', first: 0, baseline: rows, current: rows, partial: true },
			languageId: 'typescript',
		});
		assert.equal(again.state, 'closed');
	});
});
