import assert from 'node:assert/strict';
import type { EditFinish } from '../../../src/core/edit/contract.ts';
import { Extractor } from '../../../src/core/edit/extract.ts';

interface Case {
	readonly title: string;
	readonly answer: string;
	readonly rows: readonly string[];
	readonly languageId?: string;
	readonly original?: readonly string[];
	readonly finish?: EditFinish;
	readonly empty?: boolean;
	readonly fenceRequired?: boolean;
}

const cases: readonly Case[] = [
	{
		title: 'nests a fence with an info string in code',
		answer: '```ts\nconst s = `\n```sh\nls\n```\n`;\n```\nDone.',
		rows: ['const s = `', '```sh', 'ls', '```', '`;'],
	},
	{
		title: 'takes the last bare fence where the selection had bare fences',
		answer: '```\na\n```\nb\n```\nc\n```\nDone.',
		original: ['```', 'x', '```'],
		rows: ['a', '```', 'b', '```', 'c'],
	},
	{
		title: 'keeps everything after an inner fence when a Markdown answer was cut',
		answer: '```md\na\n```\nb\nc',
		languageId: 'markdown',
		finish: 'length',
		rows: ['a', '```', 'b'],
	},
	{
		title: 'ignores shorter fences inside a longer one',
		answer: '````\n```\na\n```\n````\nDone.',
		rows: ['```', 'a', '```'],
	},
	{
		title: 'takes only the first of several blocks',
		answer: '```ts\na\n```\nor\n```ts\nb\n```',
		rows: ['a'],
	},
	{
		title: 'drops a long introduction before a fence',
		answer: `${'Well.\n'.repeat(11)}\`\`\`ts\na\n\`\`\``,
		rows: ['a'],
	},
	{
		title: 'knows code without a fence by a row of the original',
		answer: 'const total = 1;\n```\nb\n',
		original: ['  const total = 1;'],
		rows: ['const total = 1;', '```', 'b'],
	},
	{
		title: 'keeps Markdown without a fence around it, blocks included',
		answer: '# Title\n\n```sh\nls\n```\n\nText',
		languageId: 'markdown',
		rows: ['# Title', '', '```sh', 'ls', '```', '', 'Text'],
	},
	{
		title: 'drops blank rows around code without a fence',
		answer: '\n\na\n\nb\n\n',
		rows: ['a', '', 'b'],
	},
	{ title: 'finds nothing in blanks', answer: ' \n\n', rows: [], empty: true },
	{ title: 'finds nothing in thoughts', answer: '<think>\na\n</think>\n', rows: [], empty: true },
	{
		title: 'finds nothing in thoughts that never end',
		answer: '<think>\n```\na',
		rows: [],
		empty: true,
	},
	{
		title: 'finds nothing behind a fence that only opened',
		answer: '```ts\n',
		rows: [],
		empty: true,
	},
	{ title: 'takes an empty fenced block for a deletion', answer: '```ts\n```', rows: [] },
	{
		title: 'takes no empty block from an answer that was cut',
		answer: '```ts\n```\n',
		finish: 'length',
		rows: [],
		empty: true,
	},
	{
		title: 'finds nothing outside a fence where one is required',
		answer: 'I cannot do that.\n',
		fenceRequired: true,
		rows: [],
		empty: true,
	},
	{
		title: 'drops a byte order mark in front of the first row of code',
		answer: '```\n\uFEFFa\n```',
		rows: ['a'],
	},
	{
		title: 'counts a lone carriage return at the end as a row end',
		answer: '```\na\r',
		rows: ['a'],
	},
];

describe('Extractor', () => {
	for (const { title, answer, rows, ...options } of cases) {
		it(`(E16) ${title}`, () => {
			const { languageId = 'typescript', original = [], finish = 'stop' } = options;
			const { fenceRequired = false, empty = false } = options;
			const extractor = new Extractor({ languageId, originalRows: original, fenceRequired });
			const found = Array.from(answer).flatMap(character => extractor.push(character));
			const last = extractor.end(finish);
			assert.deepEqual([...found, ...last.rows], rows);
			assert.equal(last.empty, empty);
		});
	}

	it('yields a row as soon as it is finished', () => {
		const extractor = new Extractor({ languageId: 'typescript', originalRows: [] });
		assert.deepEqual(extractor.push('```ts\na\nb'), ['a']);
		assert.deepEqual(extractor.push('c\r'), []);
		assert.deepEqual(extractor.push('d'), ['bc']);
	});
});
