import assert from 'node:assert/strict';
import { triggerAt } from '../../src/webview/trigger.ts';

const sources = [
	{ triggers: '@＠', place: 'word' },
	{ triggers: '/、', place: 'text' },
] as const;

describe('a character that opens a list', () => {
	for (const [text, source, query] of [
		['@', 0, ''],
		['look at @src/a.ts', 0, 'src/a.ts'],
		['看看@文件', 0, '文件'],
		['＠a', 0, 'a'],
		['(@a', 0, 'a'],
		['a\n@b', 0, 'b'],
		['/fix', 1, 'fix'],
		['、fix', 1, 'fix'],
		['  /fix', 1, 'fix'],
		['@a/b', 0, 'a/b'],
	] as const) {
		it(`does in ${JSON.stringify(text)}`, () => {
			const found = triggerAt(text, text.length, sources);
			assert.deepEqual([found?.source, found?.query], [source, query]);
			assert.equal(text.slice(found?.start).length, query.length + 1);
		});
	}

	for (const text of ['', 'a', 'me@example.com', 'a/b', 'say /fix', '@a b', 'pkg/@scope']) {
		it(`does not in ${JSON.stringify(text)}`, () => {
			assert.equal(triggerAt(text, text.length, sources), undefined);
		});
	}

	it('looks at what stands before the caret only', () => {
		assert.equal(triggerAt('@abc', 2, sources)?.query, 'a');
		assert.equal(triggerAt('@abc', 0, sources), undefined);
	});
});
