import assert from 'node:assert/strict';
import type { EditTarget, UndoStep } from '../../../src/core/edit/contract.ts';
import { end, lines, setUp, type } from './sessionFixture.ts';
import { SimulatedEditor } from './simulatedEditor.ts';

const text = 'a1\nb1\nc1\nd1\ne1\nf1';

/** Two sessions of one undo step, the lower one first; its answer adds a row. */
async function both(step: UndoStep | undefined, between: (editor: SimulatedEditor) => void) {
	const editor = new SimulatedEditor(text);
	const open = (target: EditTarget) =>
		setUp(text, target, editor, { verbatim: true, ...(step && { step }) });
	const lower = open(lines(4, 4));
	const lowerEnded = lower.start();
	await lower.answer.rows('```E', 'e2');
	await lower.answer.give(end);
	await lowerEnded;
	between(editor);
	const upper = open(lines(1, 2));
	const upperEnded = upper.start();
	await upper.answer.rows('<think>');
	await upper.answer.give(end);
	await upperEnded;
	return { editor, lower: lower.session, upper: upper.session };
}

const edited = 'a1\n<think>\nd1\n```E\ne2\nf1';

describe('sessions of one undo step', () => {
	it('are taken back by one undo, and back by one redo, whatever order they have', async () => {
		const { editor, lower, upper } = await both({ begins: true }, () => undefined);
		assert.equal(editor.text, edited);
		assert.equal(editor.undoSteps, 1);
		assert.ok(lower.isOneStepWith(upper));
		editor.undo();
		assert.equal(editor.text, text);
		assert.deepEqual([lower.closedBecause, upper.closedBecause], ['undone', 'undone']);
		editor.redo();
		assert.equal(editor.text, edited);
		assert.deepEqual([lower.state, upper.state], ['review', 'review']);
		assert.deepEqual([lower.hunks.length, upper.hunks.length], [1, 1]);
	});

	it('begin a new one after somebody else wrote between them', async () => {
		const { editor } = await both({ begins: true }, one => type(one, 0, 2, 2, '!'));
		assert.equal(editor.undoSteps, 3);
		editor.undo();
		editor.undo();
		assert.equal(editor.text, 'a1\nb1\nc1\nd1\n```E\ne2\nf1');
		editor.undo();
		assert.equal(editor.text, text);
	});

	it('are steps of their own without it', async () => {
		const { editor, lower, upper } = await both(undefined, () => undefined);
		assert.equal(editor.text, edited);
		assert.equal(editor.undoSteps, 2);
		assert.ok(!lower.isOneStepWith(upper));
	});

	it('delete their rows when the answer is complete and has none, and only then', async () => {
		for (const [finish, expected] of [
			['stop', 'a1\nf1'],
			['error', text],
		] as const) {
			const { editor, answer, start } = setUp(text, lines(1, 4), undefined, { verbatim: true });
			const ended = start();
			await answer.give({ finish });
			const { outcome } = await ended;
			assert.equal(editor.text, expected);
			assert.equal(outcome, finish === 'stop' ? 'review' : 'error');
		}
	});
});
