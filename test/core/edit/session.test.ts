import assert from 'node:assert/strict';
import type { EditDelta } from '../../../src/core/edit/contract.ts';
import { end, lines, setUp, type } from './sessionFixture.ts';
import { SimulatedEditor, turn } from './simulatedEditor.ts';

/** All rows before the one that must not be written. */
function writable(rows: readonly string[]): Promise<number> {
	const at = rows.indexOf('evil');
	return Promise.resolve(at < 0 ? rows.length : at);
}

describe('EditSession while it streams', () => {
	it('shows the first finished row at once, and later ones every 50 ms', async () => {
		const { editor, answer, start, clock, flush } = setUp('a\nb\nc\nd', lines(0, 3));
		const ended = start();
		await answer.give({ text: '```\n1\n' });
		assert.equal(editor.text, '1\na\nb\nc\nd');
		await answer.rows('2');
		await answer.rows('3');
		clock.advance(49);
		await turn();
		assert.equal(editor.ownEdits.length, 1);
		clock.advance(1);
		await turn();
		assert.equal(editor.text, '1\n2\n3\na\nb\nc\nd');
		assert.equal(editor.ownEdits.length, 2);
		await answer.rows('```');
		await answer.give(end);
		await flush();
		assert.deepEqual(await ended, { outcome: 'review', hunks: 1, finish: 'stop' });
		assert.equal(editor.text, '1\n2\n3');
	});

	it('(F14, E1) has one edit in flight at most, and offers a refused one again', async () => {
		const { editor, answer, start, flush } = setUp('a\nb\n// end', lines(0, 1));
		let open: () => void = () => undefined;
		let flying = 0;
		editor.beforeApply = async () => {
			flying++;
			assert.equal(flying, 1);
			await new Promise<void>(resolve => (open = resolve));
			flying--;
		};
		const ended = start();
		await answer.give({ text: '```\nx\n' });
		await answer.rows('y');
		await flush();
		type(editor, 2, 6, 6, '!');
		open();
		await turn();
		assert.equal(editor.refusals, 1);
		assert.equal(editor.text, 'a\nb\n// end!');
		editor.beforeApply = () => Promise.resolve();
		open();
		await turn();
		await answer.give({ text: '```' }, end);
		await flush();
		await ended;
		assert.equal(editor.text, 'x\ny\n// end!');
	});

	it('asks for an undo stop first, after somebody else, and at the end', async () => {
		const { editor, answer, start, flush } = setUp('a\nb\n// end', lines(0, 1));
		const ended = start();
		await answer.give({ text: '```\n1\n' });
		await answer.rows('2');
		await flush();
		type(editor, editor.lineCount - 1, 0, 0, 'x');
		await answer.rows('3');
		await flush();
		await answer.give({ text: '```' }, end);
		await ended;
		assert.deepEqual(
			editor.ownEdits.map(edit => edit.stops),
			[
				{ before: true, after: false },
				{ before: false, after: false },
				{ before: true, after: false },
				{ before: false, after: true },
			],
		);
	});

	it('(F22, E15) keeps finished rows on Stop and closes the answer', async () => {
		const { editor, session, answer, start, stop } = setUp('a\nb\nc', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\na\nB\nhal' });
		stop.abort();
		assert.deepEqual(await ended, { outcome: 'partial', hunks: 1, finish: 'cancelled' });
		assert.ok(answer.closed);
		assert.equal(editor.text, 'a\nB\nb\nc');
		assert.ok(session.partial);
	});

	it('is an error when the answer throws, and keeps what came', async () => {
		const { editor, session, port } = setUp('a\nb', lines(0, 1));
		async function* broken(): AsyncGenerator<EditDelta> {
			yield { text: '```\nx\n' };
			await turn();
			throw new Error('cut');
		}
		const ended = session.stream(broken(), port, new AbortController().signal);
		assert.deepEqual(await ended, { outcome: 'partial', hunks: 1, finish: 'error' });
		assert.equal(editor.text, 'x\na\nb');
	});

	it('(F13) holds rows back while no editor shows the document, then brings them whole', async () => {
		const { editor, session, port, answer, flush } = setUp('a\nb', lines(0, 1));
		let visible = false;
		const hidden = { ...port, canStream: () => visible };
		const ended = session.stream(answer, hidden, new AbortController().signal);
		await answer.give({ text: '```\nx\ny\n' });
		await flush();
		assert.equal(editor.text, 'a\nb');
		visible = true;
		session.resume();
		await flush();
		assert.equal(editor.text, 'x\ny\na\nb');
		visible = false;
		await answer.give({ text: 'z\n```' }, end);
		await flush();
		await ended;
		assert.equal(editor.text, 'x\ny\nz');
	});

	it('gives the result of the final text when that disagrees with the deltas', async () => {
		const { editor, session, answer, start, port } = setUp('a\nb\nc', lines(0, 2));
		const ended = start();
		await answer.give({ text: '```\nA\nB\n' });
		type(editor, editor.lineCount - 1, 1, 1, '!');
		await answer.give({ finish: 'stop', finalText: '```\na\nB2\nc\n```' });
		await ended;
		assert.equal(editor.text, 'a\nB2\nc!', 'also the word typed into a row that was not reached');
		await session.rejectAll(port);
		assert.equal(editor.text, 'a\nb\nc!');
	});

	it('ends as cancelled when the document is gone', async () => {
		const { editor, session, answer, start } = setUp('a\nb', lines(0, 1));
		editor.gone = true;
		const ended = start();
		await answer.give({ text: '```\nx\n' });
		assert.deepEqual(await ended, { outcome: 'cancelled', hunks: 0, finish: 'cancelled' });
		assert.equal(session.closedBecause, 'gone');
	});

	it('accepts and rejects finished hunks only', async () => {
		const { editor, session, port, answer, start } = setUp('a1\nb1\nc1\nd1', lines(0, 3));
		const ended = start();
		await answer.give({ text: '```\nx\na1\ny\n' });
		assert.deepEqual(
			session.hunks.map(hunk => hunk.finished),
			[true, false],
		);
		assert.equal(session.accept(1), 'growing');
		assert.equal(await session.reject(1, port), 'growing');
		assert.equal(await session.reject(0, port), 'done');
		assert.equal(editor.text, 'a1\ny\nb1\nc1\nd1');
		await answer.give({ text: 'b1\nc1\nd1\n```' }, end);
		await ended;
		assert.equal(editor.text, 'a1\ny\nb1\nc1\nd1');
		assert.equal(session.hunks.length, 1);
		assert.equal(session.accept(5), 'missing');
	});

	it('(F12) survives several sessions in one document', async () => {
		const editor = new SimulatedEditor('a\nb\nc\nd');
		const first = setUp('', lines(0, 1), editor);
		const second = setUp('', lines(2, 3), editor);
		const ended = [first.start(), second.start()];
		for (const row of ['1', '2', '3']) {
			await first.answer.give({ text: row === '1' ? '```\n1\n' : `${row}\n` });
			await second.answer.give({ text: row === '1' ? '```\nI\n' : `${row}0\n` });
			await first.flush();
			await second.flush();
		}
		await first.answer.give(end);
		await second.answer.give(end);
		await Promise.all(ended);
		assert.equal(editor.text, '1\n2\n3\nI\n20\n30');
		await first.session.rejectAll(first.port);
		assert.equal(editor.text, 'a\nb\nI\n20\n30');
		await second.session.rejectAll(second.port);
		assert.equal(editor.text, 'a\nb\nc\nd');
	});

	it('(E23) stops before rows that must not be written, however they arrive', async () => {
		for (const deltas of [
			['```\nA\nevil\nC\n```'],
			['```\nA\n', 'evil\n', 'C\n```'],
			['```\nA\nevil'],
		]) {
			const { editor, session, port, answer } = setUp('a1\nb1\nc1', lines(0, 2));
			const ended = session.stream(answer, { ...port, writable }, new AbortController().signal);
			for (const text of deltas) {
				await answer.give({ text });
			}
			await answer.give(end);
			const { finish } = await ended;
			assert.equal(editor.text, 'A\na1\nb1\nc1');
			assert.equal(finish, 'cancelled');
		}
	});

	it('(E23) does not take a corrected answer with such rows either', async () => {
		const { editor, session, port, answer } = setUp('a1\nb1', lines(0, 1));
		const ended = session.stream(answer, { ...port, writable }, new AbortController().signal);
		await answer.give({ text: '```\nA\nb1\n```' }, { finish: 'stop', finalText: '```\nevil\n```' });
		await ended;
		assert.equal(editor.text, 'A\nb1');
	});

	it('ends, writing nothing, when whoever judges rows fails', async () => {
		for (const text of ['```\nA\n```', 'A']) {
			const { editor, answer, session, port } = setUp('a1\nb1', lines(0, 1));
			const failing = () => Promise.reject(new Error('no judge'));
			const signal = new AbortController().signal;
			const ended = session.stream(answer, { ...port, writable: failing }, signal);
			await answer.give({ text }, end);

			assert.equal((await ended).outcome, 'cancelled');
			assert.equal(editor.text, 'a1\nb1');
			assert.equal(session.state, 'closed');
		}
	});
});
