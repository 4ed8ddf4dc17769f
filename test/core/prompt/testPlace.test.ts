import assert from 'node:assert/strict';
import { testPlace, type TestPlaceOptions } from '../../../src/core/prompt/testPlace.ts';

type Case = readonly [
	what: string,
	languageId: string,
	path: string,
	tests: readonly string[],
	manifests: TestPlaceOptions['manifests'],
	expected: string,
	framework: string | undefined,
];

const vitest = { 'package.json': '{"devDependencies":{"vitest":"1"}}' };
const mocha = { 'package.json': '{"devDependencies":{"mocha":"1"}}' };
const none = {};

const cases: readonly Case[] = [
	[
		'beside, as others are',
		'typescript',
		'src/a/users.ts',
		['src/b/cart.test.ts'],
		vitest,
		'src/a/users.test.ts',
		'vitest',
	],
	[
		'by spec, as others are',
		'typescript',
		'src/users.ts',
		['src/cart.spec.ts'],
		none,
		'src/users.spec.ts',
		undefined,
	],
	[
		'in __tests__, as others are',
		'typescript',
		'src/a/users.ts',
		['src/b/__tests__/cart.test.ts'],
		none,
		'src/a/__tests__/users.test.ts',
		undefined,
	],
	[
		'in a tree that mirrors the sources',
		'typescript',
		'src/core/users.ts',
		['test/core/cart.test.ts'],
		mocha,
		'test/core/users.test.ts',
		'mocha',
	],
	[
		'flat in the test folder, as others are',
		'typescript',
		'src/core/users.ts',
		['test/cart.test.ts'],
		mocha,
		'test/users.test.ts',
		'mocha',
	],
	[
		'in a package of a monorepo',
		'typescript',
		'packages/a/src/users.ts',
		['packages/a/test/x/cart.test.ts', 'packages/b/src/b.spec.ts'],
		vitest,
		'packages/a/test/users.test.ts',
		'vitest',
	],
	[
		'in the test that exists',
		'typescript',
		'src/users.ts',
		['test/cart.test.ts', 'test/deep/users.test.ts'],
		mocha,
		'test/deep/users.test.ts',
		'mocha',
	],
	[
		'in the test itself',
		'typescript',
		'test/cart.test.ts',
		['test/cart.test.ts'],
		mocha,
		'test/cart.test.ts',
		'mocha',
	],
	[
		'beside, where nothing tells',
		'typescript',
		'src/users.ts',
		[],
		vitest,
		'src/users.test.ts',
		'vitest',
	],
	['in test/, for mocha', 'javascript', 'src/users.js', [], mocha, 'test/users.test.js', 'mocha'],
	[
		'for node:test',
		'javascript',
		'lib/users.js',
		[],
		{ 'package.json': '{"scripts":{"test":"node --test"}}' },
		'test/users.test.js',
		'node:test',
	],
	[
		'for pytest',
		'python',
		'app/report.py',
		[],
		{ 'pyproject.toml': '[tool.pytest.ini_options]' },
		'tests/test_report.py',
		'pytest',
	],
	['for unittest', 'python', 'report.py', [], none, 'tests/test_report.py', 'unittest'],
	[
		'like other Python tests',
		'python',
		'app/report.py',
		['app/tests/test_users.py'],
		none,
		'app/tests/test_report.py',
		'unittest',
	],
	['for Go', 'go', 'go/cache.go', [], none, 'go/cache_test.go', 'testing'],
	[
		'for Maven',
		'java',
		'src/main/java/a/Cart.java',
		[],
		{ 'pom.xml': '<artifactId>junit-jupiter</artifactId>' },
		'src/test/java/a/CartTest.java',
		'JUnit 5',
	],
	[
		'like other Java tests',
		'java',
		'm/src/main/java/a/Cart.java',
		['m/src/test/java/b/UserTests.java'],
		none,
		'm/src/test/java/a/CartTests.java',
		undefined,
	],
	[
		'for RSpec',
		'ruby',
		'lib/shop/cart.rb',
		[],
		{ Gemfile: "gem 'rspec'" },
		'spec/shop/cart_spec.rb',
		'RSpec',
	],
	['for minitest', 'ruby', 'lib/cart.rb', [], none, 'test/cart_test.rb', 'minitest'],
	[
		'for PHPUnit',
		'php',
		'src/Cart.php',
		[],
		{ 'composer.json': '{"require-dev":{"phpunit/phpunit":"9"}}' },
		'tests/CartTest.php',
		'PHPUnit',
	],
	['for Rust', 'rust', 'src/cart.rs', [], none, 'tests/cart.rs', '#[test]'],
	['for Elixir', 'elixir', 'lib/shop/cart.ex', [], none, 'test/shop/cart_test.exs', 'ExUnit'],
	[
		'for C++',
		'cpp',
		'src/cart.cpp',
		['tests/user_test.cc'],
		{ 'CMakeLists.txt': 'find_package(GTest)' },
		'tests/cart_test.cpp',
		'GoogleTest',
	],
	['of a file at the root', 'typescript', 'users.ts', [], vitest, 'users.test.ts', 'vitest'],
];

describe('testPlace', () => {
	for (const [what, languageId, path, tests, manifests, expected, framework] of cases) {
		it(`finds the place ${what}`, () => {
			const place = testPlace({ languageId, path, tests, manifests });
			assert.deepEqual([place.path, place.framework], [expected, framework]);
			assert.equal(place.exists, tests.includes(expected) || path === expected);
		});
	}

	it('names the nearest test as an example', () => {
		const tests = ['test/z/far.test.ts', 'test/core/near.test.ts'];
		const place = testPlace({
			languageId: 'typescript',
			path: 'src/core/a.ts',
			tests,
			manifests: {},
		});
		assert.ok(place.example);
	});
});
