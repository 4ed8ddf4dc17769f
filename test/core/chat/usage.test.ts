import assert from 'node:assert/strict';
import { sessionUsage, tokenRate } from '../../../src/core/chat/usage.ts';
import type { Settled } from '../../../src/core/chat/turn.ts';

const usage = { inputTokens: 100, outputTokens: 60, reasoningTokens: 10 };
const settled: Settled = {
	outcome: 'complete',
	usage,
	cost: 0.5,
	duration: 1500,
	firstTextAfter: 500,
};

describe('what a conversation came to', () => {
	it('counts the tokens of the answer from its first word on, without the thinking before', () => {
		assert.equal(tokenRate(settled), 50);
		assert.equal(tokenRate({ ...settled, duration: 550 }), undefined);
		const { usage: _, ...unknown } = settled;
		assert.equal(tokenRate(unknown), undefined);
		const { firstTextAfter: __, ...silent } = settled;
		assert.equal(tokenRate(silent), undefined);
	});

	it('adds up tokens and cost, and says of how many answers the cost is unknown', () => {
		const { usage: _, cost: __, ...unknown } = settled;
		const failed: Settled = { outcome: 'error', duration: 10 };
		const all = [settled, settled, unknown, failed].map(one => ({ settled: one }));
		assert.deepEqual(sessionUsage([...all, {}]), {
			inputTokens: 200,
			outputTokens: 120,
			cost: 1,
			unknown: 1,
			rate: 50,
		});
		assert.deepEqual(sessionUsage([]), { inputTokens: 0, outputTokens: 0, cost: 0, unknown: 0 });
	});
});
