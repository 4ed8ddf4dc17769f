import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parcelsOf, Unpacker } from '../../../src/core/chat/parcels.ts';

/** What arrives of some messages, each posted as JSON, and how many bytes the largest one took. */
function carry(...messages: readonly object[]) {
	const unpacker = new Unpacker();
	const posted = messages.flatMap(message => [...parcelsOf(message)]);
	const sizes = posted.map(part => Buffer.byteLength(JSON.stringify(part)));
	const arrived = posted.map(part => unpacker.take(JSON.parse(JSON.stringify(part))));
	return { arrived: arrived.filter(one => one !== undefined), largest: Math.max(...sizes) };
}

describe('large messages', () => {
	it('arrive as they were, and nothing larger than 256 KB is posted, whatever is in it', () => {
		for (const filling of ['a', '豆', '😀', '"', '\\', '\n', '\u0001', '\uD800', '</script>']) {
			for (const length of [10, 19_990, 25_000, 70_000, 333_333, 2_000_000]) {
				const message = { type: 'x', text: filling.repeat(length / filling.length) };
				const { arrived, largest } = carry(message, { type: 'small' });
				assert.deepEqual(arrived, [message, { type: 'small' }]);
				assert.equal(largest <= 256_000, true, `${filling} × ${length}: ${largest}`);
			}
		}
	});

	it('arrive whole where there are many small fields', () => {
		const message = { all: Array.from({ length: 30_000 }, (_, id) => ({ id, title: `t${id}` })) };
		const { arrived, largest } = carry(message);
		assert.deepEqual(arrived, [message]);
		assert.equal(largest <= 256_000, true);
	});

	it('are dropped where a part is missing or false, and the next one arrives', () => {
		const big = { text: 'x'.repeat(200_000) };
		const parts = [...parcelsOf(big)];
		const unpacker = new Unpacker();
		assert.equal(unpacker.take(parts[0]), undefined);
		assert.equal(unpacker.take(parts[2]), undefined);
		assert.deepEqual([...parcelsOf(big)].map(part => unpacker.take(part)).at(-1), big);
		const forged = { type: 'part', message: 9, index: 0, count: 1, json: '{"a":' };
		assert.equal(unpacker.take(forged), undefined);
	});

	it('leave everything else alone', () => {
		const unpacker = new Unpacker();
		fc.assert(
			fc.property(fc.anything(), value => {
				assert.equal(Object.is(unpacker.take(value), value), true);
			}),
		);
	});
});
