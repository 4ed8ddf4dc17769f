import assert from 'node:assert/strict';
import { Session } from '../../../src/core/chat/session.ts';
import type { SessionObserver } from '../../../src/core/chat/sessionOptions.ts';
import { conversation } from '../../../src/core/chat/conversation.ts';
import type { Question } from '../../../src/core/chat/turn.ts';
import { ScriptedGateway, answerEnd } from './scriptedGateway.ts';

function question(text: string): Question {
	return { text, shown: text, context: [], task: 'chat' };
}

function setUp() {
	const gateway = new ScriptedGateway();
	const heard: string[] = [];
	let ids = 0;
	let time = 0;
	const observer: SessionObserver = {
		started: turn => heard.push(`started ${turn.id}`),
		delta: (id, text, reasoning) => heard.push(`delta ${id} ${text}|${reasoning}`),
		waiting: (id, reason) => heard.push(`waiting ${id} ${reason}`),
		settled: (turn, settled, revised) =>
			heard.push(`settled ${turn.id} ${settled.outcome}${revised ? ' revised' : ''}`),
		removed: id => heard.push(`removed ${id}`),
		shown: turns => heard.push(...turns.map(({ id }) => `shown ${id}`)),
		lengthened: () => heard.push('lengthened'),
		queued: waiting => heard.push(`queued ${waiting?.text ?? '-'}`),
		withdrawn: waiting => heard.push(`withdrawn ${waiting.text}`),
	};
	const session = new Session({
		id: 's',
		gateway,
		prompt: turns => conversation(turns),
		model: () => 'asked',
		reasoning: () => 'default',
		now: () => (time += 10),
		newId: () => `t${++ids}`,
		observer,
	});
	return { gateway, heard, session };
}

describe('a chat session', () => {
	it('streams an answer and resolves with all that is known of it', async () => {
		const { gateway, heard, session } = setUp();
		const asked = session.ask(question('Hi'));
		await gateway.emit({ type: 'reasoning', text: 'hm' }, { type: 'text', text: 'Hel' });
		assert.equal(session.streaming, true);
		assert.equal(session.turns[0]?.answer, 'Hel');
		const usage = { inputTokens: 3, outputTokens: 4 };
		await gateway.emit(
			{ type: 'text', text: 'lo' },
			{ type: 'end', end: answerEnd({ text: 'Hello', reasoning: 'hm', usage, model: 'm' }) },
		);
		assert.deepEqual(await asked, {
			outcome: 'complete',
			text: 'Hello',
			reasoning: 'hm',
			usage,
			model: 'm',
		});
		assert.deepEqual(heard, [
			'started t1',
			'delta t1 |hm',
			'delta t1 Hel|',
			'delta t1 lo|',
			'settled t1 complete',
		]);
		assert.equal(session.turns[0]?.settled?.reasoningDuration, 10);
		assert.deepEqual(gateway.requests[0]?.messages, [{ role: 'user', content: 'Hi' }]);
	});

	it('takes over what was answered elsewhere, and goes on from it', async () => {
		const { gateway, heard, session } = setUp();
		const answered = {
			question: question('Why?'),
			askedModel: 'm',
			answer: 'So.',
			reasoning: '',
			settled: { outcome: 'complete' as const, duration: 5 },
		};
		assert.equal(session.adopt(answered), true);
		assert.deepEqual(heard, ['started t1', 'settled t1 complete revised']);
		const asked = session.ask(question('And?'));
		assert.equal(session.adopt(answered), false, 'not while an answer arrives');
		await gateway.emit({ type: 'end', end: answerEnd({ text: 'Too.' }) });
		await asked;
		assert.deepEqual(
			gateway.requests[0]?.messages.map(({ content }) => content),
			['Why?', 'So.', 'And?'],
		);
	});

	it('sends the turns before along, and leaves questions without an answer out', async () => {
		const { gateway, session } = setUp();
		for (const [text, answer] of [
			['one', 'first'],
			['two', ''],
		] as const) {
			const asked = session.ask(question(text));
			await gateway.emit({ type: 'end', end: answerEnd({ text: answer, outcome: 'error' }) });
			await asked;
		}
		const asked = session.ask(question('three'));
		await gateway.emit({ type: 'end', end: answerEnd({ text: 'third' }) });
		await asked;
		assert.deepEqual(
			gateway.requests[2]?.messages.map(({ content }) => content),
			['one', 'first', 'three'],
		);
	});

	it('lets the gateway’s last word win over its deltas', async () => {
		const { gateway, heard, session } = setUp();
		const asked = session.ask(question('Hi'));
		await gateway.emit(
			{ type: 'text', text: 'Hxllo' },
			{ type: 'end', end: answerEnd({ text: 'Hello' }) },
		);
		assert.equal((await asked).text, 'Hello');
		assert.equal(heard.at(-1), 'settled t1 complete revised');
	});

	it('lets one question wait behind the running answer and refuses a third', async () => {
		const { gateway, heard, session } = setUp();
		const first = session.ask(question('one'));
		const second = session.ask(question('two'));
		assert.equal((await session.ask(question('three'))).outcome, 'refused');
		assert.equal(gateway.requests.length, 1);
		await gateway.emit({ type: 'text', text: '1' }, { type: 'end', end: answerEnd({ text: '1' }) });
		assert.equal((await first).text, '1');
		await gateway.emit({ type: 'text', text: '2' }, { type: 'end', end: answerEnd({ text: '2' }) });
		assert.equal((await second).text, '2');
		assert.equal(gateway.requests.length, 2);
		assert.deepEqual(heard, [
			'started t1',
			'queued two',
			'delta t1 1|',
			'settled t1 complete',
			'queued -',
			'started t2',
			'delta t2 2|',
			'settled t2 complete',
		]);
	});

	it('keeps what came when stopped, and gives the waiting question back', async () => {
		const { gateway, heard, session } = setUp();
		const first = session.ask(question('one'));
		await gateway.emit({ type: 'text', text: 'Half' });
		const second = session.ask(question('two'));
		assert.equal(session.stop(), true);
		assert.deepEqual(await second, { outcome: 'aborted', text: '', reasoning: '' });
		const { outcome, text } = await first;
		assert.deepEqual([outcome, text], ['aborted', 'Half']);
		assert.equal(heard.includes('withdrawn two'), true);
		assert.equal(session.streaming, false);
		assert.equal(session.stop(), false);
	});

	it('retries in the place of an answer without a word, and beside one with words', async () => {
		const { gateway, heard, session } = setUp();
		const failed = session.ask(question('one'));
		await gateway.emit({ type: 'end', end: answerEnd({ outcome: 'error' }) });
		await failed;
		const again = session.retry('t1');
		await gateway.emit({ type: 'end', end: answerEnd({ outcome: 'interrupted', text: 'half' }) });
		await again;
		assert.deepEqual(
			session.turns.map(({ id }) => id),
			['t2'],
		);
		const third = session.retry('t2');
		await gateway.emit({ type: 'end', end: answerEnd({ text: 'whole' }) });
		await third;
		assert.deepEqual(
			session.turns.map(({ answer }) => answer),
			['half', 'whole'],
		);
		assert.equal(heard.filter(line => line.startsWith('removed')).length, 1);
		assert.equal(session.retry('nobody'), undefined);
	});

	it('settles a turn whose request could not be built, or whose stream has no end', async () => {
		const { session } = setUp();
		const broken = new Session({
			id: 's',
			gateway: { async *stream() {} },
			prompt: () => [],
			model: () => '',
			reasoning: () => 'off',
			now: () => 0,
			newId: () => 't',
			observer: {
				started: () => {},
				delta: () => {},
				waiting: () => {},
				settled: () => {},
				removed: () => {},
				shown: () => {},
				lengthened: () => {},
				queued: () => {},
				withdrawn: () => {},
			},
		});
		assert.equal((await broken.ask(question('x'))).errorClass, 'protocol');
		assert.equal(session.turns.length, 0);
	});
});
