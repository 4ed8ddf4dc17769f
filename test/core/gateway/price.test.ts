import assert from 'node:assert/strict';
import { estimateCost, readPrices } from '../../../src/core/gateway/price.ts';

const million = 1_000_000;

describe('estimateCost', () => {
	const cases: readonly (readonly [
		model: string,
		input: number,
		cached: number,
		output: number,
	])[] = [
		['doubao-seed-2-0-code', 3.2, 0.64, 16],
		['doubao-seed-2.0-code', 3.2, 0.64, 16],
		['doubao-seed-2-0-code-preview-260215', 3.2, 0.64, 16],
		['seed-2-0-code-preview-260328', 3.2, 0.64, 16],
		['doubao-seed-2-0-pro', 3.2, 0.64, 16],
		['doubao-seed-2-0-lite-260428', 0.6, 0.12, 3.6],
		['Doubao-Seed-2.0-Mini', 0.2, 0.04, 2],
	];
	for (const [model, input, cached, output] of cases) {
		it(`knows what ${model} costs`, () => {
			const cost = estimateCost(model, {
				inputTokens: 10_000,
				cachedTokens: 4000,
				outputTokens: 500,
			});
			const expected = (6000 * input + 4000 * cached + 500 * output) / million;
			assert.ok(Math.abs((cost ?? 0) - expected) < 1e-12, `${cost} instead of ${expected}`);
		});
	}

	it('prices the whole request by its input length', () => {
		const cost = (inputTokens: number) =>
			estimateCost('doubao-seed-2-0-code', { inputTokens, outputTokens: 0 });
		assert.equal(cost(32_768), (32_768 * 3.2) / million);
		assert.equal(cost(32_769), (32_769 * 4.8) / million);
		assert.equal(cost(131_073), (131_073 * 9.6) / million);
		assert.equal(cost(300_000), (300_000 * 9.6) / million);
	});

	it('does not guess without usage, or for a model whose price it does not know', () => {
		assert.equal(estimateCost('doubao-seed-2-0-code', undefined), undefined);
		assert.equal(estimateCost('ep-20260101-abcde', { inputTokens: 1, outputTokens: 1 }), undefined);
	});

	it('takes the user’s own prices first', () => {
		const own = readPrices({
			'ep-1': [{ input: 2, output: 10 }],
			'doubao-seed-2.0-code': [
				{ upTo: 100, input: 2, cached: 1, output: 0 },
				{ upTo: 10, input: 1, cached: 1, output: 0 },
			],
			broken: [{ input: 'free' }],
			none: 7,
		});
		const cost = (model: string, inputTokens: number) =>
			estimateCost(model, { inputTokens, outputTokens: 1 }, own);
		assert.equal(cost('ep-1', 100), 210 / million);
		assert.equal(cost('doubao-seed-2-0-code', 10), 10 / million);
		assert.equal(cost('doubao-seed-2-0-code', 11), 22 / million);
		assert.deepEqual(Object.keys(own), ['ep-1', 'doubao-seed-2.0-code']);
	});
});
