import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Act } from './play.ts';
import { act, Play, runs, scenario } from './play.ts';
import { trimmedChange } from './simulatedEditor.ts';

describe('EditSession, whatever happens', () => {
	it('(F15, E14) ends with exactly the answer when nobody interferes, in one undo step', async () => {
		await fc.assert(
			fc.asyncProperty(scenario(['none']), async of => {
				const play = new Play({ ...of, acts: [], undoTrims: false });
				const original = play.editor.text;
				// The empty row after a final row end is none to replace.
				fc.pre(of.after.length > 0 || of.old.at(-1) !== '');
				const { outcome, hunks } = await play.stream(() => undefined);
				if (of.finish === 'stop') {
					const left = [...of.before, ...of.fresh, ...of.after].join('\n');
					assert.equal(play.editor.text, left);
					assert.equal(outcome, hunks > 0 ? 'review' : 'unchanged');
				}
				assert.equal(play.editor.refusals, 0);
				assert.ok(play.editor.undoSteps <= 1);
				const isTouched = play.editor.undo();
				assert.equal(play.editor.text, original);
				play.check();
				if (isTouched) {
					assert.equal(play.session.state, 'closed');
					play.editor.redo();
					assert.equal(play.session.hunks.length, hunks);
				}
				await play.rejectAll();
				assert.equal(play.editor.text, original);
			}),
			runs(1_500),
		);
	}).timeout(600_000);

	it('(E13, F9) gives back the original and every word of the user outside hunks on reject all', async () => {
		await fc.assert(
			fc.asyncProperty(scenario(['type', 'type', 'split', 'deleteRow']), async of => {
				const play = new Play(of);
				await play.stream(happens => play.typeInRow(happens));
				await play.rejectAll();
				play.check();
				assert.equal(play.editor.text, play.shadow.join('\n'));
			}),
			runs(2_000),
		);
	}).timeout(600_000);

	it('(E2, F10) writes the answer around the words of the user, wherever they type', async () => {
		await fc.assert(
			fc.asyncProperty(scenario(['type', 'typeRow', 'typeRow']), async of => {
				fc.pre(of.after.length > 0 || of.old.at(-1) !== '');
				// Even an emptied document has one row.
				fc.pre(of.before.length + of.after.length + of.fresh.length > 0);
				const play = new Play(of);
				let typed = 0;
				let words = 0;
				await play.stream(happens => {
					typed += happens.kind === 'typeRow' ? 1 : 0;
					words += happens.kind === 'type' ? 1 : 0;
					play.typeWord(happens);
					const { pending, region } = play.session;
					if (pending) {
						// Rows with a word of the user's stay, beside the model's version of them.
						assert.ok(isWithin(play.untouched(region.start, pending.start), of.fresh));
						const rest = play.untyped(pending.start, pending.end);
						assert.deepEqual(rest, of.old.slice(of.old.length - rest.length));
					}
				});
				const { start, end } = play.session.region;
				if (of.finish === 'stop') {
					assert.ok(isWithin(play.untouched(start, end), of.fresh));
					assert.ok(isWithin(of.fresh, play.untyped(start, end)));
				}
				assert.equal(play.typedRows.length, typed, 'no row of the user is lost');
				assert.equal(play.editor.text.split('\uE000').length - 1, words, 'and no word');
			}),
			runs(2_000),
		);
	}).timeout(600_000);

	it('(E2) loses no blank of the user, whatever the model does to the row', async () => {
		await fc.assert(
			fc.asyncProperty(scenario(['typeBlank', 'typeBlank', 'typeBlanks']), async of => {
				const play = new Play(of);
				let typed = 0;
				const count = () => play.editor.text.split('\u2003').length - 1;
				await play.stream(happens => {
					typed += play.typeBlank(happens);
					assert.equal(count(), typed);
				});
				assert.equal(count(), typed, play.editor.text);
				play.session.acceptAll();
				assert.equal(count(), typed);
			}),
			runs(1_000),
		);
	}).timeout(600_000);

	it('(E1, E3, F11) keeps its model equal to the document under changes of any kind anywhere', async () => {
		await fc.assert(
			fc.asyncProperty(
				scenario(['scribble', 'scribble', 'scribbleTwice', 'undo', 'redo']),
				fc.array(act(['scribble', 'undo', 'redo', 'undo', 'accept', 'reject']), { maxLength: 8 }),
				async (of, later) => {
					const play = new Play(of);
					const perform = (happens: Act) => {
						if (happens.kind.startsWith('scribble')) {
							play.scribble(happens);
						} else if (happens.kind === 'undo') {
							play.editor.undo();
						} else {
							play.editor.redo();
						}
					};
					await play.stream(perform);
					for (const happens of later) {
						const index = happens.at % (play.session.hunks.length + 1);
						if (happens.kind === 'accept') {
							play.session.accept(index);
						} else if (happens.kind === 'reject') {
							await play.reject(index);
						} else {
							perform(happens);
						}
						play.check();
					}
					const { start, end } = play.session.region;
					const document = play.editor.text.split('\n');
					const { state, snapshot } = play.session;
					if (state === 'review') {
						await play.rejectAll();
						const expected = [
							...document.slice(0, start),
							...snapshot.baseline,
							...document.slice(end),
						];
						assert.equal(play.editor.text, expected.join('\n'));
					}
				},
			),
			runs(2_500),
		);
	}).timeout(600_000);

	it('(E5) is over when a revert brings the file back, whatever was accepted and typed', async () => {
		await fc.assert(
			fc.asyncProperty(
				scenario(['type', 'accept']),
				fc.array(act(['type', 'accept', 'reject']), { maxLength: 4 }),
				async (of, later) => {
					// Rows that can be told from each other: blank ones could belong to anything.
					const told = (name: string, rows: readonly string[]) =>
						rows.map((row, index) => `${name} ${index} ${row}`);
					const old = told('old', of.old);
					const fresh = told('new', of.fresh).map((row, i) => (i % 2 ? (old[i] ?? row) : row));
					const before = told('before', of.before);
					const play = new Play({ ...of, before, old, after: told('after', of.after), fresh });
					const original = play.editor.text;
					const perform = (happens: Act) => {
						const index = happens.at % (play.session.hunks.length + 1);
						if (happens.kind === 'accept') {
							play.session.accept(index);
						} else {
							play.typeInRow({ ...happens, kind: 'type' });
						}
					};
					await play.stream(perform);
					for (const happens of later) {
						perform(happens);
					}
					if (play.session.state !== 'review') {
						return;
					}
					play.editor.userEdit(trimmedChange(play.editor.text, original));
					play.check();
					assert.deepEqual(play.session.hunks, []);
					await play.rejectAll();
					assert.equal(play.editor.text, original);
				},
			),
			runs(1_500),
		);
	}).timeout(600_000);

	it('(F26) accepts and rejects any hunks in any order, also while it streams', async () => {
		await fc.assert(
			fc.asyncProperty(
				scenario(['accept', 'reject']),
				fc.array(fc.tuple(fc.boolean(), fc.nat(20)), { maxLength: 12 }),
				async (of, decisions) => {
					const play = new Play(of);
					const reviews: Promise<unknown>[] = [];
					await play.stream(({ kind, at }) => {
						const index = at % (play.session.hunks.length + 1);
						if (kind === 'accept') {
							play.session.accept(index);
						} else {
							reviews.push(play.session.reject(index, play.port));
						}
					});
					await Promise.all(reviews);
					for (const [accepts, at] of decisions) {
						const { hunks } = play.session;
						const hunk = hunks[at % Math.max(hunks.length, 1)];
						if (!hunk) {
							break;
						}
						const document = play.editor.text.split('\n');
						const others = hunks.filter(other => other !== hunk).map(other => other.id);
						if (accepts) {
							assert.equal(play.session.accept(hunks.indexOf(hunk)), 'done');
						} else {
							assert.equal(await play.reject(hunks.indexOf(hunk)), 'done');
							document.splice(hunk.start, hunk.end - hunk.start, ...hunk.removed);
						}
						assert.equal(play.editor.text, document.join('\n'));
						assert.deepEqual(
							play.session.hunks.map(other => other.id),
							others,
						);
						assert.equal(play.session.state, others.length > 0 ? 'review' : 'closed');
						play.check();
					}
				},
			),
			runs(1_500),
		);
	}).timeout(600_000);

	it('(F15, E14) brings back with undo and redo what was under review with that text', async () => {
		await fc.assert(
			fc.asyncProperty(
				scenario(['none']),
				fc.array(act(['accept', 'reject', 'type', 'undo', 'redo', 'undo', 'redo']), {
					maxLength: 14,
				}),
				async (of, acts) => {
					const play = new Play({ ...of, acts: [], undoTrims: false });
					const seen = new Map<string, string>();
					// By the region's text: what was accepted stays so when something else is undone.
					const key = () => JSON.stringify(play.session.snapshot.current);
					const remember = () => seen.set(key(), JSON.stringify(play.session.hunks));
					remember();
					await play.stream(() => undefined);
					remember();
					for (const happens of acts) {
						const index = happens.at % (play.session.hunks.length + 1);
						if (happens.kind === 'accept') {
							play.session.accept(index);
						} else if (happens.kind === 'reject') {
							await play.reject(index);
						} else if (happens.kind === 'type') {
							play.typeInRow({ ...happens, kind: 'type' });
						} else {
							const moved = happens.kind === 'undo' ? play.editor.undo() : play.editor.redo();
							const known = seen.get(key());
							if (moved && play.session.closedBecause !== 'lost' && known !== undefined) {
								assert.equal(JSON.stringify(play.session.hunks), known);
							}
						}
						play.check();
						remember();
					}
				},
			),
			runs(1_500),
		);
	}).timeout(600_000);
});

/** Whether `some` are among `all`, in this order. */
function isWithin(some: readonly string[], all: readonly string[]): boolean {
	let at = 0;
	for (const row of all) {
		at += row === some[at] ? 1 : 0;
	}
	return at === some.length;
}
