import assert from 'node:assert/strict';
import { outlineOf } from '../../../src/core/prompt/outline.ts';
import { problemRows, type Problem } from '../../../src/core/prompt/problems.ts';

describe('the outline of a folder', () => {
	it('is a tree, folders first', () => {
		assert.equal(
			outlineOf(['b.ts', 'src/z.ts', 'src/a/x.ts', 'a.ts', 'src/a/w.ts']),
			['src/', '\ta/', '\t\tw.ts', '\t\tx.ts', '\tz.ts', 'a.ts', 'b.ts'].join('\n'),
		);
	});

	it('tells deep folders as a number where the tree is too long', () => {
		const many = Array.from({ length: 50 }, (_, at) => `src/deep/${at}.ts`);
		assert.equal(
			outlineOf([...many, 'src/one.ts', 'top.ts'], 6),
			['src/', '\tdeep/', '\t\t… 50 files', '\tone.ts', 'top.ts'].join('\n'),
		);
		assert.equal(outlineOf(['a', 'b', 'c'], 2), 'a\nb\n… 1 more');
		assert.equal(outlineOf([]), '');
	});
});

describe('problems as rows', () => {
	const problem: Problem = {
		path: 'a.ts',
		row: 0,
		column: 4,
		severity: 'warning',
		message: 'unused',
		origin: 'ts(6133)',
	};
	const error: Problem = {
		...problem,
		path: 'b.ts',
		severity: 'error',
		message: 'no\nsuch',
		origin: '',
	};

	it('has errors first, rows from 1, messages of several rows indented', () => {
		assert.equal(
			problemRows([problem, error, { ...problem, row: 8 }]),
			'b.ts:1:5: error: no\n\tsuch\na.ts:1:5: warning ts(6133): unused\na.ts:9:5: warning ts(6133): unused',
		);
	});

	it('says how many are left out', () => {
		assert.match(problemRows([problem, error, problem], 1), /^b\.ts[\s\S]*\n… 2 more$/u);
	});
});
