import assert from 'node:assert/strict';
import { plainText, requestIdIn } from '../../../src/core/gateway/plainText.ts';

describe('plainText', () => {
	const cases: readonly (readonly [what: string, text: string, plain: string])[] = [
		['keeps a sentence', 'The model `a_b` is *not* open.', 'The model a_b is not open.'],
		['keeps Chinese', '余额不足，请充值', '余额不足，请充值'],
		['removes tags with what they hold inside', 'a <img src=x onerror=alert(1)> b', 'a b'],
		['removes scripts whole', 'a <script>alert(1)</script> b', 'a b'],
		['removes a tag that is cut off', 'a <img src=x', 'a'],
		['keeps comparisons, without the sign', 'a < b', 'a b'],
		['unwraps links', '[click](command:evil) here', 'click here'],
		['disarms bare commands', 'open command:evil now', 'open evil now'],
		['removes direction marks and controls', 'a\u202eb\u0000c\u001b[31m', 'a b c [31m'],
		['makes one line', ' a\r\n\tb\u2028c ', 'a b c'],
		['removes the request id', 'No. Request id: 0217abc', 'No.'],
		['removes the key that was sent', 'bad key swordfish-1', 'bad key …'],
		['removes other keys', 'bad key sk-abcdefghijkl, Bearer xyz', 'bad key …, Bearer …'],
		['gives nothing for nothing', '<p> </p>', ''],
	];
	for (const [what, text, plain] of cases) {
		it(what, () => assert.equal(plainText(text, ['swordfish-1']), plain));
	}

	it('cuts at 300 characters, whatever the length', () => {
		assert.equal(plainText('a'.repeat(300)).length, 300);
		assert.equal(plainText('a'.repeat(2_000_000)), `${'a'.repeat(299)}…`);
		assert.ok(plainText('<'.repeat(1_000_000)).length <= 300);
	});
});

describe('requestIdIn', () => {
	it('finds the spellings of Ark and of new-api', () => {
		assert.equal(requestIdIn('No. Request id: 0217abc'), '0217abc');
		assert.equal(requestIdIn('无可用渠道 (request id: 2026x)'), '2026x');
		assert.equal(requestIdIn('The request failed.'), undefined);
	});
});
