import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { parseMarkdown } from '../../../src/core/chat/markdown.ts';
import { safeMarkdown } from '../../../src/core/chat/safeMarkdown.ts';
import { root } from '../../support/paths.ts';

const safe = (source: string): string =>
	safeMarkdown(parseMarkdown(source), ({ path, line }) => `command:open?${path}%20${line}`);
const plain = (source: string): string =>
	JSON.stringify(parseMarkdown(source).map(({ node }) => node));

describe('safeMarkdown', () => {
	for (const source of [
		'A *row* of **words** and `code`.\n',
		'- one\n- two\n  - deep\n\n1. a\n2. b\n',
		'3. three\n4. four\n',
		'> said\n>\n> again\n',
		'```js\nconst a = "```";\n```\n\n````md\n```\nx\n```\n````\n',
		'| a | b |\n| --- | --- |\n| 1 | `x` |\n',
		'~~gone~~ a\\\nb\n',
		'1 < 2 && a_b_c * 3 * 4 [x] # y\n',
		'- a\n\n  ```js\n  x\n  ```\n',
	]) {
		it(`keeps ${JSON.stringify(source)}`, () => assert.equal(plain(safe(source)), plain(source)));
	}

	it('makes links to places only, and loads nothing', () => {
		const html = new MarkdownIt().render(
			safe('![a](https://x.y/z.png) [b](https://x.y) [c](command:quit) <https://x.y> `a.ts:3`'),
		);
		assert.deepEqual(
			[...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url),
			['command:open?a.ts%203'],
		);
	});

	it('lets nothing hostile through', () => {
		const corpus: unknown = JSON.parse(
			readFileSync(join(root, 'test', 'fixtures', 'xss.json'), 'utf8'),
		);
		const texts = JSON.stringify(corpus).match(/"(?:[^"\\]|\\.)*"/g) ?? [];
		assert.ok(texts.length > 100);
		const renderer = new MarkdownIt({ linkify: true });
		for (const text of texts.filter((_, index) => index % 8 === 0)) {
			const made = safe(String(JSON.parse(text)));
			const linked = renderer.parse(made, {});
			for (const token of linked.flatMap(({ children }) => children ?? [])) {
				assert.notEqual(token.type, 'image', made);
				const address = token.type === 'link_open' ? String(token.attrGet('href')) : 'command:open';
				assert.ok(address.startsWith('command:open'), made);
			}
		}
	});
});
