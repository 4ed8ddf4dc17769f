import assert from 'node:assert/strict';
import { conversation } from '../../../src/core/chat/conversation.ts';
import { Feed } from '../../../src/core/chat/feed.ts';
import type { ToWebview } from '../../../src/core/chat/protocol.ts';
import { Sessions } from '../../../src/core/chat/sessions.ts';
import type { Question } from '../../../src/core/chat/turn.ts';
import { ScriptedGateway, answerEnd } from './scriptedGateway.ts';

function question(text: string, shown = text): Question {
	return { text, shown, context: [{ label: 'a.ts:1-2', text: 'code' }], task: 'chat' };
}

/** Plays messages as the panel does: what a reader of the panel sees at the end. */
function played(messages: readonly ToWebview[]): readonly string[] {
	let turns = new Map<string, { question: string; answer: string; end: string }>();
	for (const message of messages) {
		if (message.type === 'show') {
			turns = new Map();
		} else if (message.type === 'turn') {
			const { id, question: asked, answer, settled } = message.turn;
			turns.set(id, { question: asked, answer, end: settled?.outcome ?? '…' });
		} else if (message.type === 'append') {
			const turn = turns.get(message.turnId);
			if (turn) {
				turn.answer += message.text;
			}
		} else if (message.type === 'settle') {
			const turn = turns.get(message.turnId);
			if (turn) {
				turn.end = message.settled.alert?.text ?? message.settled.outcome;
			}
		} else if (message.type === 'remove') {
			turns.delete(message.turnId);
		}
	}
	return [...turns.values()].map(turn => `${turn.question} → ${turn.answer} (${turn.end})`);
}

function setUp() {
	const gateway = new ScriptedGateway();
	const messages: ToWebview[] = [];
	const withdrawn: string[] = [];
	let ids = 0;
	const feed: Feed = new Feed({
		sink: { post: message => messages.push(message) },
		explain: failure => ({
			text: `Failed: ${failure.class}`,
			action: { title: 'Help', command: 'c' },
		}),
		opened: () => sessions.open,
		withdrawn: (_id, asked) => withdrawn.push(asked.shown),
		after: () => ({ dispose: () => {} }),
	});
	const sessions: Sessions = new Sessions({
		gateway,
		prompt: turns => conversation(turns),
		model: () => 'm',
		reasoning: () => 'off',
		now: () => 0,
		newId: () => `id${++ids}`,
		observe: id => feed.observe(id),
	});
	return { gateway, messages, withdrawn, feed, sessions };
}

describe('what the panel is told', () => {
	it('adds up to the session, also for a panel that comes in the middle', async () => {
		const { gateway, messages, feed, sessions } = setUp();
		const asked = sessions.open.ask(question('long prompt', 'Explain'));
		await gateway.emit({ type: 'text', text: 'One ' }, { type: 'text', text: 'two ' });
		const late: ToWebview[] = [];
		feed.show(sessions.open, 'draft', { post: message => late.push(message) });
		const lateFrom = messages.length;
		await gateway.emit(
			{ type: 'text', text: 'three' },
			{ type: 'end', end: answerEnd({ text: 'One two three' }) },
		);
		await asked;
		const expected = ['Explain → One two three (complete)'];
		assert.deepEqual(played(messages), expected);
		assert.deepEqual(played([...late, ...messages.slice(lateFrom)]), expected);
		assert.deepEqual(late[0], { type: 'show', sessionId: 'id1', draft: 'draft' });
	});

	it('sends an answer anew where the gateway’s last word is another', async () => {
		const { gateway, messages, sessions } = setUp();
		const asked = sessions.open.ask(question('q'));
		await gateway.emit(
			{ type: 'text', text: 'wrong' },
			{ type: 'end', end: answerEnd({ text: 'right' }) },
		);
		await asked;
		assert.deepEqual(played(messages), ['q → right (complete)']);
	});

	it('makes a sentence of a failure and never names a command', async () => {
		const { gateway, messages, sessions } = setUp();
		const asked = sessions.open.ask(question('q'));
		await gateway.emit({
			type: 'end',
			end: answerEnd({ outcome: 'error', failure: { class: 'auth', detail: '<b>secret</b>' } }),
		});
		await asked;
		const last = messages.at(-1);
		assert.equal(last?.type, 'settle');
		assert.deepEqual(last.settled.alert, { text: 'Failed: auth', action: 'Help' });
		assert.equal(JSON.stringify(messages).includes('secret'), false);
	});

	it('says nothing of a session that is not shown, and shows it whole when it is', async () => {
		const { gateway, messages, feed, sessions } = setUp();
		const first = sessions.open;
		const asked = first.ask(question('q'));
		await gateway.emit({ type: 'text', text: 'a' });
		sessions.startNew();
		const from = messages.length;
		await gateway.emit(
			{ type: 'text', text: 'b' },
			{ type: 'end', end: answerEnd({ text: 'ab' }) },
		);
		await asked;
		assert.equal(messages.length, from);
		feed.show(first, '');
		assert.deepEqual(played(messages.slice(from)), ['q → ab (complete)']);
		assert.deepEqual(sessions.counts, { sessions: 1, turns: 1 });
	});

	it('posts no large message, and loses nothing by cutting', async () => {
		const { gateway, messages, feed, sessions } = setUp();
		const text = '豆😀'.repeat(100_000);
		const asked = sessions.open.ask(question('q'));
		await gateway.emit({ type: 'end', end: answerEnd({ text }) });
		await asked;
		const all: ToWebview[] = [];
		feed.show(sessions.open, '', { post: message => all.push(message) });
		assert.deepEqual(played(all), [`q → ${text} (complete)`]);
		for (const message of [...all, ...messages]) {
			assert.equal(Buffer.byteLength(JSON.stringify(message)) <= 256_000, true);
		}
	});

	it('sends the latest turns of a long session, and those before on demand', async () => {
		const { gateway, feed, sessions } = setUp();
		const { open } = sessions;
		for (let count = 0; count < 100; count++) {
			const asked = open.ask(question(`q${count}`));
			await gateway.emit({ type: 'end', end: answerEnd({ text: 'a' }) });
			await asked;
		}
		const sent: ToWebview[] = [];
		const sink = { post: (message: ToWebview) => sent.push(message) };
		const ids = () => sent.flatMap(message => (message.type === 'turn' ? message.turn.id : []));
		feed.show(open, '', sink);
		assert.deepEqual(
			ids(),
			open.turns.slice(60).map(({ id }) => id),
		);
		sent.length = 0;
		feed.earlier(open, open.turns[60]?.id ?? '', sink);
		assert.deepEqual(
			ids(),
			open.turns
				.slice(20, 60)
				.toReversed()
				.map(({ id }) => id),
		);
		assert.deepEqual(sent.at(-1), { type: 'length', length: 100 });
		sent.length = 0;
		feed.earlier(open, 'nobody', sink);
		assert.deepEqual(sent, [{ type: 'length', length: 100 }]);
	});

	it('cuts a question that is too long for the panel, for display only', async () => {
		const { gateway, sessions, messages } = setUp();
		const asked = sessions.open.ask(question('x'.repeat(1_000_001)));
		await gateway.emit({ type: 'end', end: answerEnd({ text: 'ok' }) });
		await asked;
		const [shown] = messages.flatMap(message => (message.type === 'turn' ? message.turn : []));
		assert.deepEqual(
			[shown?.question.length, shown?.questionCut, shown?.editable],
			[1_000_000, true, false],
		);
		assert.equal(sessions.open.turns[0]?.question.shown.length, 1_000_001);
	});

	it('sends fewer turns where they are long, and one at least', async () => {
		const { gateway, feed, sessions } = setUp();
		for (let count = 0; count < 3; count++) {
			const asked = sessions.open.ask(question(`q${count}`));
			await gateway.emit({
				type: 'end',
				end: answerEnd({ text: 'a'.repeat(200_000 * (count + 1)) }),
			});
			await asked;
		}
		const sent: ToWebview[] = [];
		feed.show(sessions.open, '', { post: message => sent.push(message) });
		assert.equal(played(sent).length, 1);
	});
});
