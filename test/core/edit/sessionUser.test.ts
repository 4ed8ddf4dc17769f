import assert from 'node:assert/strict';
import { end, lines, setUp, type } from './sessionFixture.ts';

describe('EditSession and the user', () => {
	it('keeps words typed into a row that the model leaves as it was', async () => {
		const { editor, answer, start, session } = setUp('a1\nb1\nc1', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\nA\n' });
		type(editor, 2, 2, 2, ' // mine');
		assert.equal(editor.text, 'A\na1\nb1 // mine\nc1');
		await answer.give({ text: 'b1\nc1\n```' }, end);
		await ended;
		assert.equal(editor.text, 'A\nb1 // mine\nc1');
		assert.equal(session.hunks.length, 1);
	});

	it('keeps a row that the user adds among rows not reached yet', async () => {
		const { editor, answer, start } = setUp('a1\nb1\nc1', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\nA\n' });
		type(editor, 2, 0, 0, 'mine\n');
		await answer.give({ text: 'B\nC\n```' }, end);
		await ended;
		assert.ok(editor.text.split('\n').includes('mine'), editor.text);
	});

	it('goes on streaming when the user undoes words of their own', async () => {
		const { editor, answer, start, session, flush } = setUp('a1\nb1\nc1', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\nA\nb1\n' });
		type(editor, editor.text.split('\n').indexOf('b1'), 2, 2, '!');
		editor.undo();
		assert.equal(session.state, 'streaming');
		await answer.give({ text: 'C\n```' }, end);
		await flush();
		await ended;
		assert.equal(editor.text, 'A\nb1\nC');
	});

	it('stops when rows of ours are undone, and redo brings what there was for review', async () => {
		const { editor, answer, start, session } = setUp('a1\nb1\nc1', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\nA\n' });
		editor.undo();
		assert.deepEqual(await ended, { outcome: 'cancelled', hunks: 0, finish: 'cancelled' });
		assert.equal(session.closedBecause, 'undone');
		assert.ok(session.reopenable);
		editor.redo();
		assert.equal(session.state, 'review');
		assert.equal(session.hunks.length, 1);
		assert.ok(session.partial);
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

	it('stays closed when its rows are changed by others later', async () => {
		const { editor, answer, start, session } = setUp('top\na\nb\nend', lines(1, 2));
		const ended = start();
		await answer.give({ text: '```\nA\nB\n```' }, end);
		await ended;
		editor.undo();
		assert.equal(session.closedBecause, 'undone');
		const range = { start: { line: 1, character: 1 }, end: { line: 3, character: 1 } };
		editor.userEdit([{ range, text: 'x\ny\nz' }]);
		assert.equal(session.state, 'closed');
		assert.deepEqual(session.hunks, []);
	});

	it('knows whether one undo of the editor takes everything back', async () => {
		const { editor, answer, start, session } = setUp('a1\nb1\n//', lines(0, 1));
		const ended = start();
		await answer.give({ text: '```\nA\nb1\nC\n```' }, end);
		await ended;
		assert.ok(session.untouched);
		type(editor, editor.lineCount - 1, 0, 0, 'x');
		assert.ok(!session.untouched);
	});

	it('lets a hunk vanish when the user types the original back', async () => {
		const { editor, answer, start, session } = setUp('a1\nb1', lines(0, 1));
		const ended = start();
		await answer.give({ text: '```\na2\nb1\n```' }, end);
		await ended;
		type(editor, 0, 1, 2, '1');
		assert.equal(session.state, 'closed');
		assert.equal(session.closedBecause, 'undone');
	});

	it('does nothing to the document once disposed', async () => {
		const { editor, answer, start, session } = setUp('a1\nb1', lines(0, 1));
		const ended = start();
		await answer.give({ text: '```\nA\n' });
		session.dispose();
		await answer.rows('B');
		assert.equal((await ended).finish, 'cancelled');
		assert.equal(editor.text, 'A\na1\nb1');
	});

	it('keeps what is typed in a row that the model also changes, beside the model’s version', async () => {
		const { editor, answer, start, session } = setUp('a = 1;\nb = 2;\nc = 3;', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\na = 10;\n' });
		type(editor, 1, 6, 6, ' // mine');
		await answer.give({ text: 'b = 20;\nc = 3;\n```' }, end);
		await ended;

		assert.equal(editor.text, 'a = 10;\nb = 2; // mine\nb = 20;\nc = 3;');
		session.acceptAll();
		assert.match(editor.text, /mine/);
	});

	it('keeps a typed row that the model removes', async () => {
		const { editor, answer, start } = setUp('a = 1;\nlonger row;\nc = 3;', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\na = 10;\n' });
		type(editor, 1, 0, 11, 'typed instead');
		await answer.give({ text: 'c = 3;\n```' }, end);
		await ended;

		assert.equal(editor.text, 'a = 10;\ntyped instead\nc = 3;');
	});
});
