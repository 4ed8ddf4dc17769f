/** A process to be killed: streams turns into a history, and says what it was promised. */
import { writeSync } from 'node:fs';
import { History } from '../../../src/core/chat/history.ts';
import { Recorder } from '../../../src/core/chat/recorder.ts';
import { makeId } from '../../../src/core/chat/record.ts';
import { Session } from '../../../src/core/chat/session.ts';
import { answerEnd } from './scriptedGateway.ts';
import { filesIn, silent } from './historyOnDisk.ts';

const [root = '', sessionId = '', window = ''] = process.argv.slice(2);
const say = (...words: readonly (string | number)[]) => writeSync(1, `${words.join(' ')}\n`);
const after = (delay: number, call: () => void) => {
	const timer = setTimeout(call, delay);
	return { dispose: () => clearTimeout(timer) };
};
const recorder = new Recorder({
	history: new History({ files: filesIn(root), window, now: Date.now, log: silent }),
	after,
	failing: () => {},
	saved: id => say('saved', id),
});
const nothing = () => {};
const session = new Session({
	id: sessionId,
	gateway: {
		async *stream() {
			const words = Math.random() < 0.5 ? 20 : 2000;
			let text = '';
			for (let at = 0; at < words; at++) {
				await new Promise(done => setTimeout(done, 1));
				text += `word ${at} `;
				yield { type: 'text', text: `word ${at} ` };
			}
			yield { type: 'end', end: answerEnd({ text }) };
		},
	},
	prompt: () => [],
	model: () => 'm',
	reasoning: () => 'off',
	now: () => performance.now(),
	newId: () => makeId(Date.now(), Math.random),
	observer: recorder.observe(sessionId, {
		started: ({ id }) => say('started', id, Date.now()),
		delta: id => {
			const turn = session.turns.find(one => one.id === id);
			say('delta', id, Date.now(), turn?.answer.length ?? 0);
		},
		shown: nothing,
		lengthened: nothing,
		waiting: nothing,
		settled: nothing,
		removed: nothing,
		queued: nothing,
		withdrawn: nothing,
	}),
});
for (;;) {
	await session.ask({ text: 'q', shown: 'q', context: [], task: 'chat' });
}
