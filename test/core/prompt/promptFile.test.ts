import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinInstructions } from '../../../src/core/prompt/instructions.ts';
import {
	expandPrompt,
	readPromptFile,
	usablePrompts,
} from '../../../src/core/prompt/promptFile.ts';

describe('a prompt file', () => {
	for (const [source, expected] of [
		['Do it.\n', { name: 'a-b', description: '', text: 'Do it.' }],
		[
			'---\ndescription: "Writes it: all"\nmode: ask\n---\nDo\n\nit.\n',
			{ name: 'a-b', description: 'Writes it: all', text: 'Do\n\nit.' },
		],
		[
			'\uFEFF---\r\nname: Other\r\ndescription: d\r\n---\r\nx',
			{ name: 'other', description: 'd', text: 'x' },
		],
		['---\n---\nx', { name: 'a-b', description: '', text: 'x' }],
		['--- not a head\nx', { name: 'a-b', description: '', text: '--- not a head\nx' }],
		['---\ndescription: d\n---\n', undefined],
		['---\nname: a b\n---\nx', undefined],
		['', undefined],
	] as const) {
		it(JSON.stringify(source), () => {
			assert.deepEqual(readPromptFile('a-b.prompt.md', source), expected);
		});
	}

	it('may have a name in any script, but of nothing else', () => {
		assert.equal(readPromptFile('审查.prompt.md', 'x')?.name, '审查');
		assert.equal(readPromptFile('notes.md', 'x'), undefined);
	});

	it('never throws', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), source => {
				readPromptFile('a.prompt.md', `---\n${source}`);
			}),
		);
	});
});

describe('a prompt behind a slash', () => {
	const prompts = usablePrompts([
		{ name: 'review', description: '', text: 'Review it.' },
		{ name: 'port', description: '', text: 'Port to ${input:language:e.g. Go}, ${input}!' },
		{ name: 'fix', description: '', text: 'mine' },
		{ name: 'review', description: '', text: 'a second one' },
	]);

	it('does not take the place of a built-in shortcut, nor of another', () => {
		assert.deepEqual(
			prompts.map(({ name, text }) => [name, text]),
			[
				['port', 'Port to ${input:language:e.g. Go}, ${input}!'],
				['review', 'Review it.'],
			],
		);
	});

	for (const [text, expected] of [
		['/review', 'Review it.'],
		[' /REVIEW  the loop ', 'Review it.\n\nthe loop'],
		['/port $& C', 'Port to $& C, $& C!'],
		['/port', 'Port to , !'],
		['/fix', undefined],
		['/reviews', undefined],
		['use /review', undefined],
		['', undefined],
	] as const) {
		it(JSON.stringify(text), () => {
			assert.equal(expandPrompt(text, prompts), expected);
		});
	}
});

describe('instructions', () => {
	it("are the user's own first, then the files as blocks that nothing in them closes", () => {
		const joined = joinInstructions(' Be brief. ', [{ path: 'AGENTS.md', text: '```\nx\n```\n' }]);
		assert.match(joined, /^Be brief\.\n\nThe project's own .*"AGENTS\.md"/u);
		assert.match(joined, /\n````\n```\nx\n```\n````$/u);
		assert.equal(joinInstructions(' ', []), '');
	});
});
