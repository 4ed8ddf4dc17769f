import assert from 'node:assert/strict';
import { hear, someRequest, testGateway } from './ask.ts';
import { chunk, sse, stubFetch } from './stub.ts';

const { signal } = new AbortController();

const rows: readonly [what: string, text: string, may: boolean][] = [
	['plain rows', 'const a = 1;\n\tb();\r\nc();\r', true],
	['Chinese and emoji with joiners', '// 豆包 👩‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿\n', true],
	['blanks alone', ' \n', false],
	['a direction mark', 'if (a) { // \u202e }\n', false],
	['a blank without width', 'const to\u200bken = 1;\n', false],
	['letters in tags', `ok ${String.fromCodePoint(0xe0061, 0xe0062)}\n`, false],
	['an escape', 'a\u001b[31m\n', false],
	['a separator of rows that is none', 'a\u2028b\n', false],
	['bytes that were lost', 'a\ufffdb\n', false],
];

describe('an answer that may be applied without a look', () => {
	for (const [what, text, may] of rows) {
		it(`${may ? 'is' : 'is not'} one with ${what}`, async () => {
			const { fetch } = stubFetch(() => sse(chunk(text), chunk('', 'stop'), 'data: [DONE]\n\n'));
			const { end } = await hear(testGateway({}, { fetch }).stream(someRequest, signal));
			assert.equal(end.text, text);
			assert.equal(end.autoApply, may);
		});
	}
});
