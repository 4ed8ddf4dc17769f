import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { IncrementalMarkdown } from '../../../src/core/chat/incrementalMarkdown.ts';
import { parseMarkdown } from '../../../src/core/chat/markdown.ts';
import type { MarkdownNode } from '../../../src/core/chat/markdownTree.ts';

function atOnce(source: string): readonly MarkdownNode[] {
	return parseMarkdown(source).map(({ node }) => node);
}

/** The children of an element, else none. */
function childrenOf(node: MarkdownNode | undefined): readonly MarkdownNode[] {
	return node && 'children' in node ? node.children : [];
}

/** What items, rows and long paragraphs are made of. */
const parts: Readonly<Record<string, readonly string[]>> = {
	'a list':
		'- ;* ;1. ;2. ;10) ;- [ ] ;  - ;   ;\n;\n\n;\n  ;\n    ;a ;`b` ;**c** ;# d;> e;```\n;| f |;-|-;[g];<h>;\t;---\n'.split(
			';',
		),
	'a table':
		'|;| ;a ;`b|c` ;\\|;\n;\n|;\n\n;\n    ;- d;# e;> f;---;**g** ;[h](/i);<j>; ;```\n;|-|\n'.split(
			';',
		),
	'a paragraph':
		'word ;a longer sentence about nothing, ;**bold** ;**open ;`code` ;`open ;_a_ ;snake_case ;a * b ;\\* ;[x] ;[y](/z) ;&amp; ;< ;\n;  \n;\\\n;😀 ;~~s~~ ;<https://a.example> ;![i](/j) ;see src/a\\_b.ts:12 ;# ;- ;1. ;***;--- ;===;| a | b |'.split(
			';',
		),
};
const beginnings: Readonly<Record<string, string>> = {
	'a list': '- one\n- two\n',
	'a table': '| a | b |\n|---|:-:|\n| 1 | 2 |\n',
	'a paragraph': 'Some words to begin with, and no mark among them. '.repeat(110),
};

describe('a block that grows', () => {
	for (const [name, pieces] of Object.entries(parts)) {
		it(`shows ${name} at each moment as if that were all`, () => {
			const beginning = beginnings[name] ?? '';
			fc.assert(
				fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 24 }), added => {
					const markdown = new IncrementalMarkdown();
					let source = '';
					for (const piece of [beginning, ...added]) {
						source += piece;
						markdown.append(piece);
						if (!/\[|^ {0,3}[`~]+[ \t]*$/mu.test(source)) {
							assert.deepEqual(markdown.blocks, atOnce(source), JSON.stringify(added));
						}
					}
					markdown.finish();
					assert.deepEqual(markdown.blocks, atOnce(source), JSON.stringify(added));
				}),
				{ numRuns: name === 'a paragraph' ? 150 : 500 },
			);
		});
	}

	it('shows a long paragraph of anything as if that were all, wherever its beginning is kept', () => {
		const words = (parts['a paragraph'] ?? []).filter(part => !part.includes('\n'));
		const piece = fc.oneof(
			{ weight: 4, arbitrary: fc.constant('And some more words without a mark. ') },
			{ weight: 1, arbitrary: fc.constantFrom(...words) },
		);
		fc.assert(
			fc.property(fc.array(piece, { minLength: 200, maxLength: 500 }), pieces => {
				const markdown = new IncrementalMarkdown();
				let source = 'Words: ';
				markdown.append(source);
				for (const [index, added] of pieces.entries()) {
					source += added;
					markdown.append(added);
					if (index % 50 === 0) {
						assert.deepEqual(markdown.blocks, atOnce(source));
					}
				}
				const definition = '\n\n[x]: https://x.example\n';
				source += definition;
				markdown.append(definition);
				markdown.finish();
				assert.deepEqual(markdown.blocks, atOnce(source));
			}),
			{ numRuns: 25 },
		);
	});

	it('keeps the beginning also where one place to cut it is inside of a mark', () => {
		const sentence =
			'This is `code that goes on` and **bold words that go on** and [a link](/x), a[0] and ~5. ';
		for (let more = 0; more < sentence.length; more += 4) {
			const markdown = new IncrementalMarkdown();
			const source = sentence.repeat(100) + sentence.slice(0, more);
			markdown.append(source);
			const [, first] = childrenOf(markdown.blocks[0]);
			markdown.append(' so');
			assert.equal(childrenOf(markdown.blocks[0])[1], first, `${more}`);
		}
	});

	it('keeps the items of a long list, tight or loose, nested or not', () => {
		for (const item of ['- item **x**\n', '- item\n\n', '1. item\n   - inner\n', '- [ ] task\n']) {
			const markdown = new IncrementalMarkdown();
			markdown.append(item.repeat(2));
			markdown.append(item);
			const [first] = childrenOf(markdown.blocks[0]);
			for (let count = 0; count < 50; count++) {
				markdown.append(item.slice(0, 5));
				markdown.append(item.slice(5));
			}
			assert.equal(childrenOf(markdown.blocks[0]).length, 53);
			assert.equal(childrenOf(markdown.blocks[0])[0], first, item);
			markdown.finish();
			assert.deepEqual(markdown.blocks, atOnce(item.repeat(53)));
		}
	});

	it('keeps the rows of a long table', () => {
		const markdown = new IncrementalMarkdown();
		markdown.append('| a | b |\n|---|---|\n');
		markdown.append('| 1 | `2` |\n');
		const first = childrenOf(childrenOf(markdown.blocks[0])[1])[0];
		for (let count = 0; count < 50; count++) {
			markdown.append('| 1 |');
			markdown.append(' `2` |\n');
		}
		const rows = childrenOf(childrenOf(markdown.blocks[0])[1]);
		assert.equal(rows.length, 51);
		assert.equal(rows[0], first);
	});

	it('keeps the beginning of a long paragraph, and its text in nodes of a bounded length', () => {
		const markdown = new IncrementalMarkdown();
		const sentence = 'This is `code` and **bold** and a snake_case, as it is written here. ';
		markdown.append(sentence.repeat(200));
		const [first] = childrenOf(markdown.blocks[0]);
		for (let count = 0; count < 50; count++) {
			markdown.append(sentence);
		}
		const children = childrenOf(markdown.blocks[0]);
		assert.equal(children[0], first);
		assert.deepEqual(markdown.blocks, atOnce(sentence.repeat(250)));
		const plain = atOnce('Plain words, ten to a row, and 😀. '.repeat(500));
		const texts = childrenOf(plain[0]);
		assert.equal(texts.length > 10, true);
		assert.equal(
			texts.every(
				node =>
					node.kind === 'text' &&
					node.text.length <= 1000 &&
					!/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(node.text),
			),
			true,
		);
	});
});
