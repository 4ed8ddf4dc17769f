import assert from 'node:assert/strict';
import type { ChangeQuestion } from '../../../src/core/chat/sessionOptions.ts';
import { conversation } from '../../../src/core/chat/conversation.ts';
import { Session } from '../../../src/core/chat/session.ts';
import type { AnswerEnd } from '../../../src/core/gateway/gateway.ts';
import type { AskResult, Question } from '../../../src/core/chat/turn.ts';
import { ScriptedGateway, answerEnd } from './scriptedGateway.ts';

function question(text: string): Question {
	return { text, shown: text, context: [], task: 'chat' };
}

function setUp() {
	const gateway = new ScriptedGateway();
	const shown: string[] = [];
	let ids = 0;
	const session = new Session({
		id: 's',
		gateway,
		prompt: turns => conversation(turns),
		model: () => 'm',
		reasoning: () => 'default',
		now: () => 0,
		newId: () => `t${++ids}`,
		observer: {
			started: turn => shown.push(turn.id),
			shown: turns => shown.push(...turns.map(({ id }) => id)),
			lengthened: () => {},
			removed: id => shown.splice(shown.indexOf(id), 1),
			delta: () => {},
			waiting: () => {},
			settled: () => {},
			queued: () => {},
			withdrawn: () => {},
		},
	});
	const end = async (
		asked: Promise<AskResult> | undefined,
		text: string,
		fields: Partial<AnswerEnd> = {},
	) => {
		assert.notEqual(asked, undefined);
		await gateway.emit(
			{ type: 'text', text },
			{ type: 'end', end: answerEnd({ text, ...fields }) },
		);
		return asked;
	};
	const read = () => session.turns.map(turn => `${turn.question.text} ${turn.answer}`).join(', ');
	const sent = () =>
		gateway.requests.at(-1)?.messages.map(({ role, content }) => `${role} ${content}`);
	return { gateway, session, shown, end, read, sent };
}

describe('branches of a chat session', () => {
	it('asks once more beside an answer, and steps back to the one before', async () => {
		const { session, shown, end, read, sent } = setUp();
		await end(session.ask(question('one')), 'first');
		await end(session.ask(question('two')), 'second');
		await end(session.branch('t1'), 'other');
		assert.equal(read(), 'one other');
		assert.deepEqual(sent(), ['user one']);
		assert.deepEqual(shown, ['t3']);
		assert.deepEqual(session.version('t3'), { index: 2, count: 2 });
		assert.equal(session.step('t3', -1), true);
		assert.equal(read(), 'one first, two second');
		assert.deepEqual(shown, ['t1', 't2']);
	});

	it('asks another question beside a turn, with what it brings along, and goes on from there', async () => {
		const { session, end, read, sent } = setUp();
		const context = [{ label: 'a.ts', text: 'let a;' }];
		await end(session.ask({ ...question('one'), context }), 'first');
		await end(session.branch('t1', { ...question('uno'), context }), 'primo');
		await end(session.ask(question('due')), 'secondo');
		assert.equal(read(), 'uno primo, due secondo');
		assert.match(sent()?.[0] ?? '', /let a;[^]*uno/u);
		assert.deepEqual(sent()?.slice(1), ['assistant primo', 'user due']);
	});

	it('halves the context once more each time, in the place of what brought no word', async () => {
		const { session, gateway, end, shown } = setUp();
		const refuse = async (asked: Promise<AskResult> | undefined) => {
			assert.notEqual(asked, undefined);
			await gateway.emit({ type: 'end', end: answerEnd({ text: '', outcome: 'error' }) });
			await asked;
		};
		const before: number[] = [];
		const halve: ChangeQuestion = (asked, turns) => {
			before.push(turns.length);
			return { ...asked, halved: (asked.halved ?? 0) + 1 };
		};
		await refuse(session.ask(question('one')));
		await refuse(session.retry('t1', halve));
		await end(session.retry('t2', halve), 'answer');
		assert.deepEqual(before, [0, 0], 'the turn itself is not before it');
		assert.deepEqual(shown, ['t3']);
		assert.equal(session.turns.at(-1)?.question.halved, 2);
		assert.equal(session.retry('t9', halve), undefined);
	});

	it('goes on with a cut answer in its own place', async () => {
		const { session, shown, end, read, sent } = setUp();
		await end(session.ask(question('count')), 'One, ', { outcome: 'truncated' });
		const result = await end(session.continue('t1'), 'two.');
		assert.equal(result?.text, 'One, two.');
		assert.equal(read(), 'count One, two.');
		assert.deepEqual(sent(), ['user count', 'assistant One, ']);
		assert.deepEqual(shown, ['t2']);
		assert.equal(session.version('t2'), undefined);
		await end(session.ask(question('more')), 'three');
		assert.deepEqual(sent(), ['user count', 'assistant One, two.', 'user more']);
	});

	it('keeps what was there when going on fails', async () => {
		const { session, end, read } = setUp();
		await end(session.ask(question('count')), 'One, ', { outcome: 'interrupted' });
		await end(session.continue('t1'), '', { outcome: 'error' });
		assert.equal(read(), 'count One, ');
	});

	it('takes no other branch while an answer arrives, and goes on only from the cut end', async () => {
		const { gateway, session, end } = setUp();
		await end(session.ask(question('one')), 'first');
		await end(session.branch('t1'), 'other');
		assert.equal(session.continue('t2'), undefined, 'it is complete');
		const running = session.ask(question('two'));
		assert.equal(session.branch('t2'), undefined);
		assert.equal(session.step('t2', -1), false);
		assert.equal(session.branch('t3'), undefined, 'it has not settled');
		await gateway.emit({ type: 'end', end: answerEnd({ text: 'x', outcome: 'truncated' }) });
		await running;
		await end(session.ask(question('three')), 'third');
		assert.equal(session.continue('t3'), undefined, 'it is not the last');
	});
});
