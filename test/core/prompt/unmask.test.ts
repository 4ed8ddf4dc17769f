import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AnswerEnd, GatewayEvent } from '../../../src/core/gateway/gateway.ts';
import { Unmask, unmasked } from '../../../src/core/prompt/unmask.ts';

const masks = new Map([
	['<MASKED_A_1>', 'first$&'],
	['<MASKED_A_12>', 'twelfth'],
	['<MASKED_B_2>', '<MASKED'],
]);

describe('masks in an answer', () => {
	it('give their values back, however the answer is cut', () => {
		const part = fc.constantFrom(...masks.keys(), '<', '<MASK', 'x', '\n', '<MASKED_A_', '>');
		fc.assert(
			fc.property(fc.array(part), fc.array(fc.nat(12)), (parts, lengths) => {
				const text = parts.join('');
				const unmask = new Unmask(masks);
				let out = '';
				let at = 0;
				for (const length of lengths) {
					out += unmask.push(text.slice(at, at + length));
					at += length;
				}
				out += unmask.push(text.slice(at)) + unmask.end();
				assert.equal(out, new Unmask(masks).whole(text));
			}),
		);
	});

	it('hold back nothing but what may be a mask', () => {
		const unmask = new Unmask(masks);
		assert.equal(unmask.push('a < b <MASKED_A_1'), 'a < b ');
		assert.equal(unmask.push('>;'), 'first$&;');
		assert.equal(unmask.push('if (a <'), 'if (a ');
		assert.equal(unmask.push('= b)'), '<= b)');
	});

	it('are gone from the events and from the whole text', async () => {
		async function* events(): AsyncGenerator<GatewayEvent> {
			yield { type: 'text', text: 'key <MASKED' };
			yield { type: 'text', text: '_A_1> <' };
			// oxlint-disable-next-line no-unsafe-type-assertion -- what the test needs of it
			const end = { outcome: 'complete', text: 'key <MASKED_A_1> <' } as AnswerEnd;
			yield { type: 'end', end };
		}
		const heard: string[] = [];
		for await (const event of unmasked(events(), masks)) {
			heard.push(
				event.type === 'text' ? event.text : event.type === 'end' ? `= ${event.end.text}` : '',
			);
		}
		assert.equal(heard.slice(0, -1).join(''), 'key first$& <');
		assert.equal(heard.at(-1), '= key first$& <');
	});
});
