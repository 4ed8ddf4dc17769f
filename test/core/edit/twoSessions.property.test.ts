import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { rows, runs } from './play.ts';
import { end, lines, setUp } from './sessionFixture.ts';
import { SimulatedEditor } from './simulatedEditor.ts';

const some = fc.array(fc.constantFrom('a1();', 'b2();', 'c(3);', '}'), {
	minLength: 1,
	maxLength: 6,
});
const decision = fc.record({ which: fc.nat(9), at: fc.nat(20), accepts: fc.boolean() });

describe('two edits of one file', () => {
	it('(E11, F12) are decided in any order, each hunk as if it were alone', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.tuple(some, some, some, rows, rows),
				fc.array(fc.nat(1), { maxLength: 12 }),
				fc.array(decision, { minLength: 30, maxLength: 30 }),
				async ([above, below, between, first, second], turns, decisions) => {
					const editor = new SimulatedEditor([...above, ...between, ...below].join('\n'));
					const from = above.length + between.length;
					const one = setUp('', lines(0, above.length - 1), editor);
					const two = setUp('', lines(from, from + below.length - 1), editor);
					const ended = [one.start(), two.start()];
					const left = [first.slice(), second.slice()];
					await Promise.all([one, two].map(({ answer }) => answer.give({ text: '```\n' })));
					for (const turn of turns) {
						const row = left[turn]?.shift();
						const edit = turn === 0 ? one : two;
						await edit.answer.give({ text: row === undefined ? '' : `${row}\n` });
						await edit.flush();
					}
					for (const [edit, rest] of [
						[one, left[0]],
						[two, left[1]],
					] as const) {
						await edit.answer.give({ text: (rest ?? []).map(row => `${row}\n`).join('') });
						await edit.answer.give({ text: '```' }, end);
						await edit.flush();
					}
					await Promise.all(ended);

					const all = [one, two].flatMap(edit =>
						edit.session.hunks.map(hunk => ({ edit, hunk, accepted: true })),
					);
					const before = editor.text.split('\n');
					for (const { which, at, accepts } of decisions) {
						const { session, port } = which % 2 === 0 ? one : two;
						const index = at % Math.max(session.hunks.length, 1);
						const id = session.hunks[index]?.id;
						const known = all.find(({ edit, hunk }) => edit.session === session && hunk.id === id);
						if (known) {
							known.accepted = accepts;
							assert.equal(
								accepts ? session.accept(index) : await session.reject(index, port),
								'done',
							);
						}
					}
					const expected = all
						.filter(({ accepted }) => !accepted)
						.reduceRight(
							(now, { hunk }) => now.toSpliced(hunk.start, hunk.end - hunk.start, ...hunk.removed),
							before,
						);
					assert.equal(editor.text, expected.join('\n'));
				},
			),
			runs(400),
		);
	}).timeout(600_000);
});
