import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { commitMessage, commitPrompt } from '../../../src/core/prompt/commit.ts';

const options = {
	diff: '+const a = 1;',
	files: ['M src/a.ts'],
	fileCount: 1,
	subjects: ['feat: begin'],
	commitLanguage: 'auto',
	locale: 'zh-cn',
	draft: '',
	maxTokens: 28_000,
};
const asked = (more: Partial<typeof options> = {}): string =>
	commitPrompt({ ...options, ...more })
		.messages.map(({ content }) => content)
		.join('\n');

describe('commitPrompt', () => {
	it('gives the change, the style and what the user began', () => {
		const text = asked({ draft: 'mend "it"' });
		for (const part of ['+const a = 1;', 'M src/a.ts', 'feat: begin', String.raw`mend \"it\"`]) {
			assert.ok(text.includes(part), part);
		}
	});

	it('writes in the language of the commits, else of the interface, else the chosen one', () => {
		assert.match(asked(), /in the language of the latest commits/);
		assert.match(asked({ subjects: [] }), /in Simplified Chinese/);
		assert.match(asked({ commitLanguage: 'en' }), /in English/);
	});

	it('fits the budget, however much changed', () => {
		const text = asked({
			diff: '+0123456789\n'.repeat(100_000),
			files: Array.from({ length: 500 }, (_, index) => `M ${index}.ts`),
			fileCount: 50_000,
			maxTokens: 4_000,
		});
		assert.match(text, /50000 changed files, of which the first 100/);
		assert.match(text, /more lines left out/);
		assert.ok(text.length < 4_000 * 4 + 500, String(text.length));
	});
});

describe('commitMessage', () => {
	const cases: readonly (readonly [answer: string, message: string])[] = [
		['fix: mend', 'fix: mend'],
		['\n\nfix: mend\n\nBody.  \n', 'fix: mend\n\nBody.'],
		['```\nfix: mend\n```\nThat is it.', 'fix: mend'],
		['```text\nfix: mend', 'fix: mend'],
		['```', ''],
		['"fix: mend"', 'fix: mend'],
		['“修复”', '修复'],
		['fix\u202e\u0007: mend\r\n', 'fix: mend'],
		['', ''],
	];
	for (const [answer, message] of cases) {
		it(`reads ${JSON.stringify(answer)}`, () => assert.equal(commitMessage(answer), message));
	}

	it('never brings a control character', () => {
		const piece = fc.constantFrom('a', '\n', '\r', '\u001b', '\u0085', '```', '"', ' ', '\t', '中');
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 10 }), pieces => {
				assert.doesNotMatch(commitMessage(pieces.join('')), /[^\P{Cc}\n\t]/u);
			}),
		);
	});
});
