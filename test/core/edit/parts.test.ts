import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { newRegion, rejected, rejection, settle } from '../../../src/core/edit/baseline.ts';
import type { EditPort, ForeignChange } from '../../../src/core/edit/contract.ts';
import { EditWriter } from '../../../src/core/edit/flush.ts';
import { placeChange } from '../../../src/core/edit/place.ts';
import { slideSpans } from '../../../src/core/edit/slide.ts';
import { Sweep } from '../../../src/core/edit/sweep.ts';
import { runs } from './play.ts';
import { end, lines, setUp } from './sessionFixture.ts';
import { ManualClock, positionAt, SimulatedEditor, turn } from './simulatedEditor.ts';
import { rewritten, row as anyRow } from './spanFixture.ts';

describe('Sweep over many rows', () => {
	it('keeps only rows that are equal, in order, also once it has an index', () => {
		const line = fc.oneof(anyRow, fc.nat(40).map(String));
		const part = fc.record({
			keep: fc.nat(9),
			drop: fc.nat(9),
			add: fc.array(line, { maxLength: 9 }),
		});
		fc.assert(
			fc.property(
				fc.array(line, { maxLength: 90 }),
				fc.array(part, { maxLength: 12 }),
				(old, parts) => {
					const sweep = new Sweep(old);
					let at = 0;
					for (const next of rewritten(old, parts)) {
						const { skip, act } = sweep.take(next);
						at += skip;
						assert.ok(act !== 'keep' || old[at] === next);
						at += act === 'insert' ? 0 : 1;
						assert.ok(at <= old.length);
					}
				},
			),
			runs(2_000),
		);
	});
});

describe('placeChange', () => {
	it('knows where the region is and what it holds, whatever was replaced', () => {
		const row = fc.constantFrom('', 'a', 'bc', 'def');
		const some = fc.array(row, { maxLength: 4 });
		const text = fc.constantFrom('', 'x', 'x\n', '\n', '\nx', 'x\r\ny', 'x\ny\n', '\n\n');
		/** Most changes begin and end at the ends of rows. */
		const place = fc.tuple(fc.nat(100), fc.constantFrom('start', 'end', 'any'));
		fc.assert(
			fc.property(some, some, some, place, place, text, (before, rows, after, a, b, inserted) => {
				fc.pre(before.length + rows.length + after.length > 0);
				const editor = new SimulatedEditor([...before, ...rows, ...after].join('\n'));
				const position = ([at, where]: readonly [number, string]) => {
					const spot = positionAt(editor.text, at % (editor.text.length + 1));
					const length = editor.lineAt(spot.line).length;
					const character = where === 'any' ? spot.character : where === 'start' ? 0 : length;
					return { line: spot.line, character };
				};
				const [start, finish] = [position(a), position(b)].sort(
					(p, q) => p.line - q.line || p.character - q.character,
				);
				assert.ok(start && finish);
				const change: ForeignChange = { range: { start, end: finish }, text: inserted };
				const placement = placeChange(change, before.length, rows);
				editor.userEdit([change]);
				if (placement.kind === 'covered') {
					assert.ok(start.line < before.length || rows.length === 0);
					return;
				}
				const now: string[] = [...rows];
				if (placement.change) {
					const { start: from, end: to, rows: fresh } = placement.change;
					now.splice(from, to - from, ...fresh);
				}
				const document = editor.text.split('\n');
				assert.deepEqual(document.slice(placement.first, placement.first + now.length), now);
			}),
			runs(5_000),
		);
	}).timeout(600_000);
});

describe('Sweep', () => {
	const far = Array.from({ length: 300 }, (_, at) => `row number ${at};`);

	it('passes near rows, does not jump to far ones before a second row confirms it', () => {
		const sweep = new Sweep(far);
		assert.deepEqual(sweep.take('row number 3;'), { skip: 3, act: 'keep' });
		assert.deepEqual(sweep.take('row number 60;').act, 'replace', 'similar to the next old row');
		assert.deepEqual(sweep.take('row number 61;'), { skip: 56, act: 'keep' });
	});

	it('does not take a bracket for a bracket further down', () => {
		const sweep = new Sweep(['one();', 'two();', '}', 'three();', '}']);
		assert.deepEqual(sweep.take('}'), { skip: 0, act: 'insert' });
		assert.deepEqual(sweep.take('two();'), { skip: 1, act: 'keep' });
		assert.deepEqual(sweep.take('}'), { skip: 0, act: 'keep' });
	});

	it('passes over rows that the model never saw', () => {
		const sweep = new Sweep(['alpha();', undefined, 'beta();']);
		assert.deepEqual(sweep.take('alpha();'), { skip: 0, act: 'keep' });
		assert.deepEqual(sweep.take('beta();'), { skip: 1, act: 'keep' });
	});
});

describe('slideSpans', () => {
	it('moves an inserted block to where it starts after a blank row', () => {
		const a = ['it(1)', '{', '}', '', 'it(3)', '{', '}'];
		const b = ['it(1)', '{', '}', '', 'it(2)', '{', '}', '', 'it(3)', '{', '}'];
		const span = { oldStart: 1, oldEnd: 1, newStart: 1, newEnd: 5 };
		const slid = { oldStart: 4, oldEnd: 4, newStart: 4, newEnd: 8 };
		assert.deepEqual(slideSpans([span], a, b), [slid]);
		const deletion = { oldStart: 1, oldEnd: 5, newStart: 1, newEnd: 1 };
		const deleted = { oldStart: 4, oldEnd: 8, newStart: 4, newEnd: 4 };
		assert.deepEqual(slideSpans([deletion], b, a), [deleted]);
	});
});

describe('rejected', () => {
	it('follows the document also when the hunks were cut anew while the edit was under way', () => {
		const coarse = { id: 1, oldStart: 0, oldEnd: 2, newStart: 0, newEnd: 2 };
		const region = { ...newRegion(['a', 'b', 'c']), current: ['b', 'x', 'c'], spans: [coarse] };
		const changes = [rejection(region, coarse)];
		const after = rejected(settle(region), [coarse], changes);
		assert.deepEqual(after.current, ['a', 'b', 'c']);
		assert.deepEqual(after.spans, []);
	});
});

describe('EditWriter', () => {
	const planned = (commit: () => void) => () => ({
		edit: { changes: [{ start: 0, end: 0, rows: ['x'] }] },
		stops: { before: true, after: false },
		commit,
	});

	it('does not commit a plan that somebody else made stale', async () => {
		const writer = new EditWriter(new ManualClock());
		let commits = 0;
		const port: EditPort = {
			apply: (_edit, _stops, landed) => {
				writer.documentMoved();
				landed();
				return Promise.resolve(true);
			},
		};
		assert.equal(
			await writer.write(
				port,
				planned(() => commits++),
			),
			'gone',
		);
		assert.equal(commits, 0);
	});

	it('gives up when the editor refuses for ever or throws', async () => {
		const clock = new ManualClock();
		const never: EditPort = {
			apply: () => {
				setImmediate(() => clock.advance(100));
				return Promise.resolve(false);
			},
		};
		const closed: EditPort = { apply: () => Promise.reject(new Error('closed')) };
		for (const port of [never, closed]) {
			assert.equal(await new EditWriter(clock).write(port, planned(assert.fail)), 'gone');
		}
	});
});

describe('EditSession', () => {
	it('stops when an undo leaves rows of ours in a state that nobody knows', async () => {
		const { answer, start, session, editor } = setUp('a1\nb1\nc1', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\nfirst\nsecond\n' });
		const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
		session.foreign([{ range, text: '' }], 'undo');
		assert.equal(session.state, 'review');
		await answer.give({ text: 'third\n```' }, end);
		assert.equal((await ended).finish, 'cancelled');
		assert.ok(!editor.text.includes('third'));
	});

	it('does not accept a hunk whose rejection is under way', async () => {
		const { editor, session, port, answer, start } = setUp('a1\nb1\nc1', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\nx\nb1\ny\n```' }, end);
		await ended;
		const leaving = session.reject(0, port);
		assert.equal(session.accept(0), 'missing');
		assert.equal(session.acceptAll(), 1);
		assert.equal(await leaving, 'done');
		assert.equal(editor.text, 'a1\nb1\ny');
		assert.equal(session.state, 'closed');
	});

	it('keeps count when the stream ends while a rejection is under way', async () => {
		const { editor, session, port, answer, start } = setUp('a1\nb1\nc1\nd1', lines(0, 3));
		const ended = start();
		// The sweep shows x, y as added before b1 and b1 as kept; the end pass may cut it otherwise.
		await answer.give({ text: '```\nx\ny\nb1\nz\n' });
		let open: () => void = () => undefined;
		await answer.give({ text: 'c1\nd1\n```' }, end);
		editor.beforeApply = () => new Promise<void>(resolve => (open = resolve));
		const leaving = session.reject(0, port);
		await turn();
		open();
		await Promise.all([ended, leaving]);
		const { start: first, end: last } = session.region;
		assert.deepEqual(session.snapshot.current, editor.text.split('\n').slice(first, last));
		editor.beforeApply = () => Promise.resolve();
		await session.rejectAll(port);
		assert.equal(editor.text, 'a1\nb1\nc1\nd1');
	});
});
