import assert from 'node:assert/strict';
import { end, lines, setUp, type } from './sessionFixture.ts';

describe('EditSession and changes of the whole file', () => {
	it('closes when its rows are deleted, and when the original comes back', async () => {
		for (const [text, because] of [
			['', 'lost'],
			['top\na\nb\nend', 'undone'],
		] as const) {
			const { editor, answer, start, session } = setUp('top\na\nb\nend', lines(1, 2));
			const ended = start();
			await answer.give({ text: '```\nA\nB\n```' }, end);
			await ended;
			const last = editor.lineCount - 1;
			const range = {
				start: { line: 0, character: 0 },
				end: { line: last, character: editor.lineAt(last).length },
			};
			editor.userEdit([{ range, text }]);
			assert.equal(session.state, 'closed');
			assert.equal(session.closedBecause, because);
		}
	});

	it('closes when a revert that changes a neighbour too brings its rows back', async () => {
		const original = 'top\na\nb\nc\nend';
		// From the first to the last row that differs, as VS Code reverts; where the user typed decides.
		for (const [typedIn, range, text] of [
			[4, { start: { line: 1, character: 0 }, end: { line: 3, character: 4 } }, 'a\nb\nc\nend'],
			[0, { start: { line: 0, character: 0 }, end: { line: 2, character: 1 } }, 'top\na\nb\nc'],
		] as const) {
			const { editor, answer, start, session, port } = setUp(original, lines(1, 3));
			const ended = start();
			await answer.give({ text: '```\nA\nC\n```' }, end);
			await ended;
			const row = typedIn === 0 ? 0 : 3;
			type(editor, row, 0, 0, '!');
			editor.userEdit([{ range, text }]);
			assert.equal(editor.text, original);
			assert.equal(session.closedBecause, 'undone');
			assert.deepEqual(session.hunks, []);
			await session.rejectAll(port);
			assert.equal(editor.text, original);
		}
	});

	it('closes when a revert takes an accepted change back too', async () => {
		const { editor, answer, start, session } = setUp('a1\nb1\nc1\nend', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\nA\nb1\nC\n```' }, end);
		await ended;
		session.accept(0);
		const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 1 } };
		editor.userEdit([{ range, text: 'a1\nb1\nc1' }]);
		assert.equal(session.closedBecause, 'undone');
		assert.deepEqual(session.hunks, []);
		editor.undo();
		assert.equal(session.hunks.length, 1, 'the undo of the revert brings the review back');
	});

	it('is lost when another text altogether takes the place of all its rows', async () => {
		const { editor, answer, start, session } = setUp('one();\ntwo();\nthree();', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\nuno();\ntwo();\ntres();\n```' }, end);
		await ended;
		const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 7 } };
		editor.userEdit([{ range, text: 'another file' }]);
		assert.equal(session.closedBecause, 'lost');
	});

	it('goes on where somebody rewrote all rows but one', async () => {
		const { editor, answer, start, session } = setUp('one();\ntwo();\nthree();', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\nuno();\ntwo();\ntres();\n```' }, end);
		await ended;
		const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 7 } };
		editor.userEdit([{ range, text: 'mine();\ntwo();' }]);
		assert.deepEqual(
			session.hunks.map(({ removed, added }) => [removed, added]),
			[
				[['one();'], ['mine();']],
				[['three();'], []],
			],
		);
	});

	it('closes when a revert brings rows back that it had only removed', async () => {
		const { editor, answer, start, session } = setUp('a1\nb1\nc1\nend', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\na1\nc1\n```' }, end);
		await ended;
		assert.equal(editor.text, 'a1\nc1\nend');
		type(editor, 1, 0, 0, 'b1\n');
		assert.equal(session.closedBecause, 'undone');
		assert.deepEqual(session.hunks, []);
	});

	it('stops when a revert takes its rows back while it streams', async () => {
		const { editor, answer, start, session, flush } = setUp('a1\nb1\nc1', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\nA\nb1\n' });
		session.accept(0);
		const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
		editor.userEdit([{ range, text: editor.text.startsWith('A\na1') ? '' : 'a1\n' }]);
		assert.equal(editor.text, 'a1\nb1\nc1');
		assert.equal(session.closedBecause, 'undone');
		await answer.give({ text: 'C\n```' }, end);
		await flush();
		assert.equal((await ended).finish, 'cancelled');
		assert.equal(editor.text, 'a1\nb1\nc1');
	});

	it('closes when a revert brings all rows back, also those removed at the very end', async () => {
		const original = ['top', 'a1', 'b1', 'c1', 'd1', 'end'];
		const { editor, answer, start, session } = setUp(original.join('\n'), lines(1, 4));
		const ended = start();
		await answer.give({ text: '```\nA\nb1\n```' }, end);
		await ended;
		assert.equal(session.hunks.length, 2);
		const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 2 } };
		editor.userEdit([{ range, text: 'a1\nb1\nc1\nd1' }]);
		assert.deepEqual(session.hunks, []);
		assert.equal(session.closedBecause, 'undone');
	});
});
