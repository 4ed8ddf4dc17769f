import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FileSearch } from '../../../src/core/chat/fileSearch.ts';
import { anyOf, ignoreGlobs } from '../../../src/core/chat/ignoreGlobs.ts';

const paths = [
	'src/core/chat/session.ts',
	'src/core/chat/sessions.ts',
	'src/host/sessionStore/index.ts',
	'src/core/chat/fileSearch.ts',
	'test/core/chat/session.test.ts',
	'docs/obsession.md',
	'src/core/chat/',
	'文档/用户手册.md',
	'a b/with blank.txt',
];

describe('searching files by a part of their path', () => {
	for (const [query, first] of [
		['session', 'src/core/chat/session.ts'],
		['sessions', 'src/core/chat/sessions.ts'],
		['SESSION.TEST', 'test/core/chat/session.test.ts'],
		['chat/ses', 'src/core/chat/session.ts'],
		['host index', 'src/host/sessionStore/index.ts'],
		['src\\host', 'src/host/sessionStore/index.ts'],
		['flsr', 'src/core/chat/fileSearch.ts'],
		['chat', 'src/core/chat/'],
		['用户', '文档/用户手册.md'],
		['文手', '文档/用户手册.md'],
		['with', 'a b/with blank.txt'],
	] as const) {
		it(`${query} finds ${first}`, () => {
			assert.equal(new FileSearch(paths).find(query, 10)[0], first);
		});
	}

	it('puts the beginning of a name before its middle', () => {
		const found = new FileSearch(paths).find('session', 10);
		assert.deepEqual(found.slice(3), ['docs/obsession.md', 'src/host/sessionStore/index.ts']);
	});

	it('finds nothing for nothing, and no more than it may', () => {
		const search = new FileSearch(paths);
		assert.deepEqual(search.find(' ', 10), []);
		assert.equal(search.find('s', 3).length, 3);
		assert.deepEqual(search.find('s', 0), []);
	});

	it('finds the same whether a query is typed letter by letter or at once', () => {
		const word = fc.stringMatching(/^[a-z./ -]{1,6}$/);
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...paths), { minLength: 1 }), word, (some, query) => {
				const typed = new FileSearch(some);
				for (let length = 1; length < query.length; length++) {
					typed.find(query.slice(0, length), 5);
				}
				assert.deepEqual(typed.find(query, 5), new FileSearch(some).find(query, 5));
			}),
		);
	});

	it('survives any query', () => {
		const search = new FileSearch(paths);
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), query => {
				search.find(query, 5);
			}),
		);
	});
});

describe('what .gitignore leaves out, as globs', () => {
	for (const [row, globs] of [
		['node_modules', ['**/node_modules', '**/node_modules/**']],
		['dist/', ['**/dist/**']],
		['/out', ['out', 'out/**']],
		['a/b/', ['a/b/**']],
		['**/tmp', ['**/tmp', '**/tmp/**']],
		['*.log', ['**/*.log', '**/*.log/**']],
		['# comment', []],
		['\\#real', ['**/#real', '**/#real/**']],
		['trailing   ', ['**/trailing', '**/trailing/**']],
		['', []],
		['!keep', []],
		['odd{brace', []],
	] as const) {
		it(JSON.stringify(row), () => {
			assert.deepEqual(ignoreGlobs(row), globs);
		});
	}

	it('holds below its own folder only', () => {
		assert.deepEqual(ignoreGlobs('x\n/y/\n', 'pkg/a'), [
			'pkg/a/**/x',
			'pkg/a/**/x/**',
			'pkg/a/y/**',
		]);
	});

	it('lets a pattern go that a later row takes back', () => {
		assert.deepEqual(ignoreGlobs('*.log\nbuild/\ndist/\n!keep.log\n!build/keep'), ['**/dist/**']);
	});

	it('is one glob for a search', () => {
		assert.equal(anyOf([]), undefined);
		assert.equal(anyOf(['a']), 'a');
		assert.equal(anyOf(['a', 'b']), '{a,b}');
	});
});
