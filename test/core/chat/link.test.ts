import assert from 'node:assert/strict';
import { webAddress } from '../../../src/core/chat/link.ts';
import { fenceLanguage } from '../../../src/core/chat/markdownTree.ts';
import { fill } from '../../../src/core/chat/strings.ts';
import { modelDiffers } from '../../../src/core/chat/turn.ts';

describe('a link in an answer', () => {
	const cases: readonly [url: string, expected: string | undefined][] = [
		['https://a.example/x?y=1#z', 'https://a.example/x?y=1#z'],
		['HTTP://A.example', 'http://a.example/'],
		['https://user:pass@a.example/', 'https://a.example/'],
		['https://пример.example/', 'https://xn--e1afmkfd.example/'],
		['javascript:alert(1)', undefined],
		['command:workbench.action.quit', undefined],
		['vscode://file/etc/passwd', undefined],
		['file:///etc/passwd', undefined],
		['data:text/html,x', undefined],
		['mailto:a@b.example', undefined],
		['//a.example/x', undefined],
		['src/file.ts', undefined],
		['https://a.example/\u0000', undefined],
		['java\nscript:alert(1)', undefined],
		['https://a.example/\t', undefined],
		['https://a.example/\u202egpj.exe', undefined],
		['https://a.exa\u200bmple/', undefined],
		[
			'https://fa.example/می\u200cخواهم',
			'https://fa.example/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85',
		],
		['', undefined],
	];
	for (const [url, expected] of cases) {
		it(`${expected === undefined ? 'leads nowhere' : 'is opened'}: ${JSON.stringify(url)}`, () => {
			assert.equal(webAddress(url), expected);
		});
	}
});

describe('small words', () => {
	it('reads a fence’s language and nothing else', () => {
		for (const [info, expected] of [
			['ts', 'ts'],
			[' c++ title="x"', 'c++'],
			['typescript:src/a.ts', 'typescript'],
			['"><script>', ''],
			['x'.repeat(40), ''],
		] as const) {
			assert.equal(fenceLanguage(info), expected, info);
		}
	});

	it('fills the places of a sentence, also with text that looks like a place', () => {
		assert.equal(fill('{0} of {1}, {2}', '{1}', 5), '{1} of 5, {2}');
	});

	it('knows one model by all its spellings', () => {
		assert.equal(modelDiffers('doubao-seed-2-0-code', 'doubao-seed-2.0-code'), false);
		assert.equal(
			modelDiffers('doubao-seed-2-0-code', 'doubao-seed-2-0-code-preview-260215'),
			false,
		);
		assert.equal(modelDiffers('doubao-seed-2-0-code', undefined), false);
		assert.equal(modelDiffers('doubao-seed-2-0-code', 'doubao-seed-2-0-lite-260215'), true);
	});
});
