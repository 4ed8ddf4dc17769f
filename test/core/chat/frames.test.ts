import assert from 'node:assert/strict';
import { FrameBatcher } from '../../../src/core/chat/frames.ts';

function setUp() {
	const sent: string[] = [];
	const timers: (() => void)[] = [];
	const frames = new FrameBatcher({
		send: ({ turnId, text, reasoning }) => sent.push(`${turnId}:${text}|${reasoning}`),
		after: (delay, call) => {
			assert.equal(delay, 16);
			timers.push(call);
			return { dispose: () => timers.splice(timers.indexOf(call), 1) };
		},
	});
	const tick = () => timers.shift()?.();
	return { frames, sent, timers, tick };
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

	it('has no timer left once it is disposed', () => {
		const { frames, sent, timers } = setUp();
		frames.add('t', 'a', '');
		frames.add('t', 'b', '');
		frames.dispose();
		assert.equal(timers.length, 0);
		assert.deepEqual(sent, ['t:a|']);
	});
});
