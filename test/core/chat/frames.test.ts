import assert from 'node:assert/strict';
import { FrameBatcher } from '../../../src/core/chat/frames.ts';

function setUp() {
	const sent: string[] = [];
	const timers: (() => void)[] = [];
	const pauses: number[] = [];
	const frames = new FrameBatcher({
		send: ({ turnId, text, reasoning }) => sent.push(`${turnId}:${text}|${reasoning}`),
		after: (delay, call) => {
			pauses.push(delay);
			timers.push(call);
			return { dispose: () => timers.splice(timers.indexOf(call), 1) };
		},
	});
	const tick = () => timers.shift()?.();
	return { frames, sent, timers, tick, pauses };
}

describe('forwarding deltas', () => {
	it('sends the first at once and joins those of one frame', () => {
		const { frames, sent, tick } = setUp();
		frames.add('t', 'a', '');
		frames.add('t', 'b', 'r');
		frames.add('t', 'c', '');
		assert.deepEqual(sent, ['t:a|']);
		tick();
		assert.deepEqual(sent, ['t:a|', 't:bc|r']);
		tick();
		frames.add('t', 'd', '');
		assert.equal(sent.at(-1), 't:d|', 'after a frame without delta, the next leaves at once');
	});

	it('sends what waits before a delta of another turn, and on demand', () => {
		const { frames, sent } = setUp();
		frames.add('t', 'a', '');
		frames.add('t', 'b', '');
		frames.add('u', 'c', '');
		frames.flush();
		frames.flush();
		assert.deepEqual(sent, ['t:a|', 't:b|', 'u:c|']);
	});

	it('pauses longer while deltas come fast', () => {
		const { frames, tick, pauses } = setUp();
		const add = (count: number) => Array.from({ length: count }, () => frames.add('t', 'a', ''));
		add(2);
		tick();
		add(3);
		tick();
		add(6);
		tick();
		add(4);
		tick();
		assert.deepEqual(pauses, [8, 8, 16, 16, 8], '125, 375, 375 and 250 a second');
	});

	it('has no timer left once it is disposed', () => {
		const { frames, sent, timers } = setUp();
		frames.add('t', 'a', '');
		frames.add('t', 'b', '');
		frames.dispose();
		assert.equal(timers.length, 0);
		assert.deepEqual(sent, ['t:a|']);
	});
});
