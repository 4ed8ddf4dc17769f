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

	it('has nothing left to review where the row goes that stood between a row removed and the same one added', async () => {
		const { editor, answer, start, session } = setUp('top\nx\nb\nend', lines(1, 2));
		const ended = start();
		await answer.give({ text: '```\nb\nx\n```' }, end);
		await ended;
		assert.equal(editor.text, 'top\nb\nx\nend');
		assert.equal(session.hunks.length, 2);
		const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } };
		editor.userEdit([{ range, text: '' }]);
		assert.equal(editor.text, 'top\nx\nend');
		assert.deepEqual(session.hunks, []);
		assert.equal(session.state, 'closed');
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

	it('keeps what is typed in a row of which the model changes another part', async () => {
		const { editor, answer, start, session, port } = setUp('a = 1;\nb = 2;\nc = 3;', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\na = 10;\n' });
		type(editor, 1, 6, 6, ' // mine');
		await answer.give({ text: 'b = 20;\nc = 3;\n```' }, end);
		await ended;

		assert.equal(editor.text, 'a = 10;\nb = 20; // mine\nc = 3;');
		await session.rejectAll(port);
		assert.equal(editor.text, 'a = 1;\nb = 2; // mine\nc = 3;');
	});

	it('keeps what is typed in the word that the model also changes, beside its version', async () => {
		const { editor, answer, start, session } = setUp('a = 1;\nb = 2;\nc = 3;', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\na = 10;\n' });
		type(editor, 1, 4, 4, '7');
		await answer.give({ text: 'b = 20;\nc = 3;\n```' }, end);
		await ended;

		assert.equal(editor.text, 'a = 10;\nb = 72;\nb = 20;\nc = 3;');
		session.acceptAll();
		assert.match(editor.text, /72/);
	});

	for (const [what, at, expected] of [
		['behind', 15, 'let x = call(b,\n\tc); // y'],
		['before', 0, '// ylet x = call(b,\n\tc);'],
	] as const) {
		it(`writes a part of a row with what was typed ${what} it meanwhile`, async () => {
			const part = {
				mode: 'exact',
				range: { start: { line: 0, character: 13 }, end: { line: 0, character: 14 } },
			} as const;
			const { editor, answer, start, session, port } = setUp('let x = call(a);\nend', part);
			const ended = start();
			await answer.give({ text: '```\nb,\n' });
			type(
				editor,
				0,
				at + 1 - Number(at === 0),
				at + 1 - Number(at === 0),
				at === 0 ? '// y' : ' // y',
			);
			const typed = editor.text;
			await answer.give({ text: '\tc\n```' }, end);
			await ended;

			assert.equal(editor.text, `${expected}\nend`);
			await session.rejectAll(port);
			assert.equal(editor.text, typed);
		});
	}

	it('takes a row for its own that a formatter only indented anew', async () => {
		const { editor, answer, start, session, port } = setUp(
			'if (a) {\n\tb = 2;\n\tc = 3;\n}',
			lines(0, 3),
		);
		const ended = start();
		await answer.give({ text: '```\nif (a0) {\n' });
		const row = editor.text.split('\n').indexOf('\tb = 2;');
		type(editor, row, 0, 1, '  ');
		type(editor, row + 1, 0, 1, '  ');
		await answer.give({ text: '\tb = 20;\n\tc = 3;\n}\n```' }, end);
		await ended;

		assert.equal(editor.text, 'if (a0) {\n\tb = 20;\n  c = 3;\n}');
		await session.rejectAll(port);
		assert.equal(editor.text, 'if (a) {\n  b = 2;\n  c = 3;\n}');
	});

	it('(E2) keeps blanks that are typed in a row, where the model changes or removes it', async () => {
		for (const [fresh, expected] of [
			['a1\ncall(b, c);', 'a1\ncall(b,  c);'],
			['a1', 'a1\ncall(a,  c);'],
			['a1\ncall(a, c);', 'a1\ncall(a,  c);'],
			['a1\ncall(a, "x");', 'a1\ncall(a,  "x");'],
		]) {
			const { editor, answer, start, session } = setUp('a1\ncall(a, c);\nend', lines(0, 1));
			const ended = start();
			await answer.give({ text: '```\n' });
			type(editor, 1, 8, 8, ' ');
			await answer.give({ text: `${fresh}\n\`\`\`\n` }, end);
			await ended;
			session.acceptAll();
			assert.equal(editor.text, `${expected}\nend`);
		}
	});

	it('(E3) is not misled by an undo that splits the row above into one of ours', async () => {
		const { editor, answer, start, session } = setUp('top\na1\nb1\nend', lines(1, 2));
		const ended = start();
		const join = { start: { line: 0, character: 3 }, end: { line: 1, character: 0 } };
		editor.userEdit([{ range: join, text: '' }]);
		await answer.give({ text: '```\n\nb1\n```' }, end);
		await ended;
		assert.equal(editor.text, 'topa1\n\nb1\nend');
		editor.undo();
		editor.undo();
		const rows: readonly string[] = editor.text.split('\n');
		assert.deepEqual(rows, ['top', 'a1', 'b1', 'end']);
		const { start: first, end: last } = session.region;
		assert.deepEqual(session.snapshot.current, rows.slice(first, last));
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

	for (const [where, answered, row] of [
		['below', 'a1\nb1\nc1\nnew2', 3],
		['above', 'new2\na1\nb1\nc1', 0],
	] as const) {
		it(`goes on reviewing rows that were only added ${where} when the user types in them`, async () => {
			const { editor, answer, start, session, port } = setUp('a1\nb1\nc1', lines(0, 2));
			const ended = start();
			await answer.give({ text: `\`\`\`\n${answered}\n\`\`\`` }, end);
			await ended;

			type(editor, row, 4, 4, 'x');

			assert.equal(session.state, 'review');
			assert.equal(session.hunks.length, 1);
			await session.rejectAll(port);
			assert.equal(editor.text, 'a1\nb1\nc1');
		});
	}

	it('is over when added rows are taken away again by hand', async () => {
		const { editor, answer, start, session } = setUp('a1\nb1\nc1', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\na1\nb1\nc1\nnew2\n```' }, end);
		await ended;

		const range = { start: { line: 2, character: 2 }, end: { line: 3, character: 4 } };
		editor.userEdit([{ range, text: '' }]);

		assert.equal(editor.text, 'a1\nb1\nc1');
		assert.equal(session.state, 'closed');
	});
});
