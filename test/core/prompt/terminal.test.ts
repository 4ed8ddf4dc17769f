import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { commandOf, fixCommandPrompt, plainOutput } from '../../../src/core/prompt/terminal.ts';

describe('commandOf', () => {
	const cases: readonly (readonly [answer: string, command: string | undefined])[] = [
		['```sh\nls -la\n```', 'ls -la'],
		['Try:\n```\n$ ls\n```\nThat is it.', 'ls'],
		['ls', 'ls'],
		['`ls`', 'ls'],
		['```sh\nls\nrm -r a\n```', undefined],
		['```sh\n```', undefined],
		['ls\u001b[A', undefined],
		['ls\u0003', undefined],
		['ls\u2028rm', undefined],
		['ls \u202egnp', undefined],
		['```sh\r\nls\r\n```', 'ls'],
		['', undefined],
	];
	for (const [answer, command] of cases) {
		it(`reads ${JSON.stringify(answer)}`, () => assert.equal(commandOf(answer), command));
	}

	it('never brings what a terminal would obey or run', () => {
		const piece = fc.constantFrom(
			'ls',
			'\n',
			'\r',
			'\u001b',
			'\u0003',
			'```',
			' ',
			'\t',
			'\u2028',
			'$',
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
				assert.doesNotMatch(commandOf(pieces.join('')) ?? '', /[\p{Cc}\p{Zl}\p{Zp}]/u);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('plainOutput', () => {
	const cases: readonly (readonly [output: string, text: string])[] = [
		['\u001b[31mred\u001b[0m\r\n', 'red'],
		['\u001b]633;C\u0007ls\r\n', 'ls'],
		['10%\r50%\rdone\n', 'done'],
		['a\tb\u0007\n中\n\n', 'a\tb\n中'],
	];
	for (const [output, text] of cases) {
		it(`reads ${JSON.stringify(output)}`, () => assert.equal(plainOutput(output), text));
	}
});

describe('fixCommandPrompt', () => {
	it('gives the end of a long output', () => {
		const output = `${'x\n'.repeat(50_000)}the reason`;
		const { messages } = fixCommandPrompt({
			command: 'make',
			output,
			exitCode: 2,
			maxTokens: 2_000,
		});
		const user = messages[1]?.content ?? '';
		assert.match(user, /the reason\n```/);
		assert.match(user, /"make".*code 2/);
		assert.ok(user.length < 9_000);
	});
});
