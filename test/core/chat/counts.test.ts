import assert from 'node:assert/strict';
import { FrameBatcher } from '../../../src/core/chat/frames.ts';
import { Recorder } from '../../../src/core/chat/recorder.ts';
import type { SessionObserver } from '../../../src/core/chat/sessionOptions.ts';
import type { Turn } from '../../../src/core/chat/turn.ts';

/** A clock that stands until it is moved; what is due runs in the order of its time. */
class Clock {
	now = 0;
	#timers: { readonly at: number; readonly call: () => void }[] = [];

	readonly after = (delay: number, call: () => void) => {
		const timer = { at: this.now + delay, call };
		this.#timers.push(timer);
		return {
			dispose: () => {
				this.#timers = this.#timers.filter(one => one !== timer);
			},
		};
	};

	/** Moves to a time, in milliseconds, and lets what is due run to its end. */
	async to(time: number): Promise<void> {
		for (;;) {
			const [due] = this.#timers.filter(({ at }) => at <= time).toSorted((a, b) => a.at - b.at);
			if (!due) {
				break;
			}
			this.#timers = this.#timers.filter(one => one !== due);
			this.now = due.at;
			due.call();
			await new Promise(setImmediate);
		}
		this.now = time;
	}
}

const quiet: SessionObserver = {
	started: () => {},
	delta: () => {},
	waiting: () => {},
	settled: () => {},
	removed: () => {},
	shown: () => {},
	lengthened: () => {},
	queued: () => {},
	withdrawn: () => {},
};

const turn: Turn = {
	id: 't',
	seq: 1,
	parent: null,
	question: { text: 'q', shown: 'q', context: [], task: 'chat' },
	askedModel: 'm',
	answer: '',
	reasoning: '',
};

describe('what streaming costs, counted', () => {
	for (const perSecond of [20, 100, 1_000]) {
		it(`is at most 125 messages a second at ${perSecond} deltas a second`, async () => {
			const clock = new Clock();
			const times: number[] = [];
			const frames = new FrameBatcher({
				send: () => times.push(clock.now),
				after: clock.after,
			});
			for (let at = 0; at < 3 * perSecond; at++) {
				await clock.to((at * 1_000) / perSecond);
				frames.add('t', 'word ', '');
			}
			await clock.to(4_000);
			const most = Math.max(
				...times.map(start => times.filter(at => start <= at && at < start + 1_000).length),
			);
			assert.ok(most <= 125, `${most} messages in a second`);
			assert.ok(times.length > 0);
		});
	}

	it('is one file for each half second of an answer, and one for the turn', async () => {
		const clock = new Clock();
		const written: string[] = [];
		const recorder = new Recorder({
			after: clock.after,
			failing: () => {},
			history: {
				saveTurn: async () => void written.push('turn'),
				saveCheckpoint: async () => void written.push('checkpoint'),
				saveMeta: async () => void written.push('meta'),
				saveDraft: async () => void written.push('draft'),
			},
		});
		const session = recorder.observe('s', quiet);
		session.started(turn);
		const seconds = 10;
		for (let at = 0; at < seconds * 100; at++) {
			await clock.to(at * 10);
			session.delta('t', 'word ', '');
		}
		session.settled({ ...turn, answer: 'word' }, { outcome: 'complete', duration: 1 }, false);
		await recorder.idle();
		await clock.to(seconds * 1_000 + 5_000);
		await recorder.idle();

		const checkpoints = written.filter(what => what === 'checkpoint').length;
		assert.ok(checkpoints <= 2 * seconds + 1, `${checkpoints} checkpoints in ${seconds} seconds`);
		assert.ok(checkpoints >= 2 * seconds - 2, `${checkpoints} checkpoints in ${seconds} seconds`);
		assert.deepEqual(written.slice(checkpoints), ['turn']);
	});
});
