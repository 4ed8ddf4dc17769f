import assert from 'node:assert/strict';
import { fallbackSyntaxes, syntaxesOf } from '../../../src/core/prompt/commentSyntax.ts';
import { findComment } from '../../../src/core/prompt/comment.ts';
import { rowsOf } from '../../../src/core/prompt/rows.ts';

describe('syntaxesOf', () => {
	// As found in the configurations that VS Code 1.139 carries.
	const cases: readonly [comments: unknown, expected: unknown][] = [
		[{ lineComment: '//', blockComment: ['/*', '*/'] }, [{ line: '//' }, { block: ['/*', '*/'] }]],
		[{ lineComment: { comment: '#', noIndent: true } }, [{ line: '#' }]],
		[{ lineComment: '@REM ' }, [{ line: '@REM' }]],
		[{ lineComment: '', blockComment: ['<!--', '-->'] }, [{ block: ['<!--', '-->'] }]],
		[{ blockComment: ['(; ', ' ;)'] }, [{ block: ['(;', ';)'] }]],
		[{ lineComment: '#', blockComment: ['#', ' '] }, [{ line: '#' }]],
		[{ lineComment: null, blockComment: null }, []],
		[{ lineComment: 3, blockComment: ['/*'] }, []],
		[undefined, []],
		['//', []],
	];
	for (const [comments, expected] of cases) {
		it(`reads ${JSON.stringify(comments)}`, () => {
			assert.deepEqual(syntaxesOf(comments), expected);
		});
	}

	it('is not misled by a block comment that only stands for a line comment', () => {
		const syntaxes = syntaxesOf({ lineComment: ';', blockComment: [';', ' '] });
		const comment = findComment(rowsOf('; the port\nport=1'), { row: 0 }, syntaxes);
		assert.equal(comment?.instruction, 'the port');
	});
});

describe('fallbackSyntaxes', () => {
	it('knows nothing about a language without comments', () => {
		assert.deepEqual(fallbackSyntaxes('plaintext'), []);
	});
});
