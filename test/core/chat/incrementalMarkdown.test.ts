import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { IncrementalMarkdown } from '../../../src/core/chat/incrementalMarkdown.ts';
import { parseMarkdown } from '../../../src/core/chat/markdown.ts';
import type { MarkdownNode } from '../../../src/core/chat/markdownTree.ts';
import { samples } from './markdownSamples.ts';
import { commonMark, gfm } from './markdownSpec.ts';

/** Markdown's own signs and a few words. */
const signs = (
	'a;b c;\n;\n\n;\n;- ;* ;1. ;2. ;> ;# ;```;~~~;````;  ;    ;\t;|;-|-;a | b\n;---;===;[x];' +
	'[x]: /u;"t;\';]:;[;*;**;_;`;\\;<;>;![;](;);&amp,;\r;\r\n;[ ] ;你好'
).split(';');

function atOnce(source: string): readonly MarkdownNode[] {
	return parseMarkdown(source).map(({ node }) => node);
}

function streamed(deltas: readonly string[]): readonly MarkdownNode[] {
	const markdown = new IncrementalMarkdown();
	for (const delta of deltas) {
		markdown.append(delta);
	}
	markdown.finish();
	return markdown.blocks;
}

/** Cuts at the given places, taken modulo the length. */
function cut(source: string, places: readonly number[]): readonly string[] {
	const at = [...new Set(places.map(place => place % (source.length + 1)))].toSorted(
		(a, b) => a - b,
	);
	return [...at, source.length].map((end, index) => source.slice(at[index - 1] ?? 0, end));
}

describe('incremental Markdown', () => {
	for (const [name, source] of Object.entries(samples)) {
		it(`parses “${name}” to the same blocks however it is cut`, () => {
			const expected = atOnce(source);
			assert.deepEqual(streamed(source.split('')), expected, 'letter by letter');
			for (let first = 0; first <= source.length; first++) {
				assert.deepEqual(streamed(cut(source, [first])), expected, `cut at ${first}`);
			}
		});

		it(`shows each prefix of “${name}” as if it were all, but for the row of a closing fence`, () => {
			const markdown = new IncrementalMarkdown();
			for (let length = 1; length <= source.length; length++) {
				markdown.append(source.charAt(length - 1));
				const prefix = source.slice(0, length);
				if (!/\[|^ {0,3}[`~]+[ \t]*$/mu.test(prefix)) {
					assert.deepEqual(markdown.blocks, atOnce(prefix), JSON.stringify(prefix));
				}
			}
		});
	}

	it('agrees for each example of CommonMark and of GFM, cut anywhere', () => {
		assert.equal(commonMark.length > 640, true);
		for (const { markdown, section, number } of [...commonMark, ...gfm]) {
			const expected = atOnce(markdown);
			const where = `${section} ${number}`;
			assert.deepEqual(streamed(markdown.split('')), expected, `${where}, letter by letter`);
			for (let first = 1; first < markdown.length; first += 3) {
				assert.deepEqual(streamed(cut(markdown, [first])), expected, `${where}, cut at ${first}`);
			}
		}
	});

	it('agrees with parsing at once for any document made of Markdown’s own signs, cut anywhere', () => {
		const piece = fc.constantFrom(...signs);
		fc.assert(
			fc.property(
				fc.array(piece, { maxLength: 40 }).map(pieces => pieces.join('')),
				fc.array(fc.nat(), { maxLength: 12 }),
				(source, places) => {
					assert.deepEqual(streamed(cut(source, places)), atOnce(source));
				},
			),
			{ numRuns: 3000 },
		);
	});

	it('agrees for the samples in any order, one after the other', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...Object.values(samples)), { minLength: 1, maxLength: 5 }),
				fc.array(fc.nat(), { maxLength: 30 }),
				(documents, places) => {
					const source = documents.join('');
					assert.deepEqual(streamed(cut(source, places)), atOnce(source));
				},
			),
			{ numRuns: 300 },
		);
	});

	it('keeps the very nodes of what has settled, so that a view leaves them alone', () => {
		const markdown = new IncrementalMarkdown();
		markdown.append('# One\n\nTwo\n\n- three\n\nfour\n');
		const [one, two, three] = markdown.blocks;
		markdown.append('more\n\nfive');
		assert.equal(markdown.blocks[0], one);
		assert.equal(markdown.blocks[1], two);
		assert.equal(markdown.blocks[2], three);
		assert.equal(markdown.blocks.length, 5);
	});

	it('parses a long fence without parsing its rows again', () => {
		const markdown = new IncrementalMarkdown();
		markdown.append('Text:\n```ts\n');
		for (let row = 0; row < 20_000; row++) {
			markdown.append(`const value${row} = ${row};\n`);
		}
		markdown.append('```\n\nEnd.');
		markdown.finish();
		assert.deepEqual(
			markdown.blocks.map(block => block.kind),
			['element', 'codeBlock', 'element'],
		);
	});
});
