import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Answer, end, lines, setUp, type } from './sessionFixture.ts';
import { turn } from './simulatedEditor.ts';

const original = 'top\na1\nb1\nc1\nd1\nend';

/** A session under review: `a1` and `c1` are rewritten. */
async function reviewed() {
	const made = setUp(original, lines(1, 4));
	const ended = made.start();
	await made.answer.give({ text: '```\nA\nb1\nC\nd1\n```' }, end);
	await ended;
	assert.equal(made.session.hunks.length, 2);
	return made;
}

async function refined(made: Awaited<ReturnType<typeof reviewed>>) {
	const answer = new Answer();
	const ended = made.session.refine(answer, made.port, made.stop.signal);
	await turn();
	return { answer, ended };
}

describe('refine', () => {
	it('streams another answer in the place of the first, against the same original', async () => {
		const made = await reviewed();
		const { editor, session } = made;
		const { answer, ended } = await refined(made);
		assert.equal(session.state, 'waiting');
		assert.deepEqual(session.pending, { start: 1, end: 5 });

		await answer.give({ text: '```\nAA\n' });
		assert.equal(session.state, 'streaming');
		assert.equal(editor.text, 'top\nAA\na1\nb1\nc1\nd1\nend');
		await answer.give({ text: 'b1\nc1\nD\n```' }, end);
		assert.deepEqual(await ended, { outcome: 'review', hunks: 2, finish: 'stop' });

		assert.equal(editor.text, 'top\nAA\nb1\nc1\nD\nend');
		assert.equal(await session.rejectAll(made.port), 'done');
		assert.equal(editor.text, original);
	});

	it('keeps what was accepted and knows what was rejected', async () => {
		const made = await reviewed();
		const { editor, session, port } = made;
		assert.equal(await session.reject(1, port), 'done');
		assert.deepEqual(
			session.rejected.map(({ removed, added }) => [removed, added]),
			[[['c1'], ['C']]],
		);
		editor.undo();
		assert.equal(session.accept(0), 'done');
		const { answer, ended } = await refined(made);
		await answer.give({ text: '```\nA\nb1\nc2\nd1\n```' }, end);
		await ended;
		assert.equal(session.hunks.length, 1, 'the accepted change is none any more');
		await session.rejectAll(port);
		assert.equal(editor.text, 'top\nA\nb1\nc1\nd1\nend');
	});

	for (const [what, deltas, outcome] of [
		['fails before its first row', [{ finish: 'error' }], 'error'],
		['has no code', [end], 'empty'],
		['is the same again', [{ text: '```\nA\nb1\nC\nd1\n```' }, end], 'unchanged'],
	] as const) {
		it(`leaves the proposal as it was when the answer ${what}`, async () => {
			const made = await reviewed();
			const before = made.editor.text;
			const { answer, ended } = await refined(made);
			await answer.give(...deltas);
			assert.equal((await ended).outcome, outcome);
			assert.equal(made.editor.text, before);
			assert.equal(made.session.hunks.length, 2);
			assert.equal(made.session.state, 'review');
			assert.equal(made.session.partial, false);
		});
	}

	it('is one undo step, and its undo brings the proposal from before back for review', async () => {
		const made = await reviewed();
		const { editor, session } = made;
		const before = editor.text;
		const { answer, ended } = await refined(made);
		await answer.give({ text: '```\nA2\nb2\n' });
		await answer.give({ text: 'c2\nd2\n```' }, end);
		await ended;
		editor.undo();
		assert.equal(editor.text, before);
		assert.equal(session.hunks.length, 2);
		editor.undo();
		assert.equal(editor.text, original);
		assert.equal(session.closedBecause, 'undone');
		editor.redo();
		editor.redo();
		assert.equal(editor.text, 'top\nA2\nb2\nc2\nd2\nend');
		assert.equal(session.state, 'review');
	});

	it('does not write rows of others twice that the model was shown', async () => {
		const made = await reviewed();
		type(made.editor, 2, 0, 0, 'mine\n');
		const { answer, ended } = await refined(made);
		await answer.give({ text: '```\nA2\nmine\nb1\nC\nd1\n```' }, end);
		await ended;
		assert.equal(made.editor.text, 'top\nA2\nmine\nb1\nC\nd1\nend');
	});

	it('is over at once where nothing is under review', async () => {
		const made = await reviewed();
		await made.session.rejectAll(made.port);
		const { ended } = await refined(made);
		assert.equal((await ended).outcome, 'cancelled');
	});

	it('always ends in the answer, and rejects to the original', async () => {
		const row = fc.constantFrom('a', 'b', 'c', '', 'x1', 'y1');
		const rows = fc.array(row, { minLength: 1, maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(rows, rows, rows, async (old, first, second) => {
				fc.pre(old.some(text => text !== ''));
				const text = ['top', ...old, 'end'].join('\n');
				const made = setUp(text, { mode: 'lines', range: rangeOf(old.length) });
				const started = made.start();
				await made.answer.give({ text: `\`\`\`\n${first.join('\n')}\n\`\`\`` }, end);
				await started;
				fc.pre(made.session.state === 'review');
				const { answer, ended } = await refined(made);
				await answer.give({ text: `\`\`\`\n${second.join('\n')}\n\`\`\`` }, end);
				await ended;
				const now = made.editor.text;
				await made.session.rejectAll(made.port);
				assert.equal(made.editor.text, text);
				if (second.join('') !== '' && first.join('') !== '') {
					assert.equal(now.split('\n').length, second.length + 2, now);
				}
			}),
			{ numRuns: 300 },
		);
	});
});

function rangeOf(rows: number) {
	return { start: { line: 1, character: 0 }, end: { line: 1 + rows, character: 0 } };
}
