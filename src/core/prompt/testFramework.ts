/** Texts of a project's manifests by the file's name: `package.json`, `pyproject.toml`, … */
export type Manifests = Readonly<Record<string, string>>;

/** The manifests that tell something about tests. */
export const manifestNames: readonly string[] = [
	'package.json',
	'pyproject.toml',
	'requirements.txt',
	'requirements-dev.txt',
	'setup.cfg',
	'pom.xml',
	'build.gradle',
	'build.gradle.kts',
	'composer.json',
	'Gemfile',
	'Cargo.toml',
	'pubspec.yaml',
	'CMakeLists.txt',
];

const javascript: readonly (readonly [name: string, pattern: RegExp])[] = [
	['vitest', /"vitest"\s*:/],
	['jest', /"(?:jest|ts-jest|@jest\/core)"\s*:|\bjest\b/],
	['mocha', /"mocha"\s*:/],
	['ava', /"ava"\s*:/],
	['jasmine', /"jasmine(?:-core)?"\s*:/],
	['node:test', /\bnode\b[^"\n]*--test\b/],
	['bun:test', /\bbun test\b/],
	['playwright', /"@playwright\/test"\s*:/],
];

const tables: Readonly<Record<string, readonly (readonly [name: string, pattern: RegExp])[]>> = {
	python: [['pytest', /\bpytest\b/]],
	java: [
		['JUnit 5', /junit-jupiter|useJUnitPlatform/],
		['TestNG', /testng/],
		['JUnit 4', /junit/],
	],
	kotlin: [
		['kotest', /kotest/],
		['JUnit 5', /junit-jupiter|useJUnitPlatform|kotlin\("test|kotlin-test/],
		['JUnit 4', /junit/],
	],
	scala: [['ScalaTest', /scalatest/]],
	groovy: [['Spock', /spock/]],
	php: [
		['Pest', /"pestphp\/pest"/],
		['PHPUnit', /"phpunit\/phpunit"/],
	],
	ruby: [
		['RSpec', /\brspec\b/],
		['minitest', /\bminitest\b/],
	],
	cpp: [
		['Catch2', /Catch2/i],
		['GoogleTest', /GTest|googletest/i],
		['doctest', /doctest/i],
	],
	c: [
		['cmocka', /cmocka/i],
		['Unity', /unity/i],
		['GoogleTest', /GTest|googletest/i],
	],
	dart: [
		['flutter_test', /flutter_test/],
		['test', /^\s*test:/m],
	],
};

/** What comes with the language. */
const builtIn: Readonly<Record<string, string>> = {
	go: 'testing',
	rust: '#[test]',
	elixir: 'ExUnit',
	swift: 'XCTest',
	python: 'unittest',
};

const javascriptLike =
	/^(?:javascript|typescript|javascriptreact|typescriptreact|vue|svelte|astro)$/;

/** The test framework of a project: by its manifests, else by its tests' names, else the language's own. */
export function frameworkOf(
	languageId: string,
	manifests: Manifests,
	tests: readonly string[],
): string | undefined {
	const text = Object.values(manifests).join('\n');
	const table = javascriptLike.test(languageId) ? javascript : (tables[languageId] ?? []);
	const found = table.find(([, pattern]) => pattern.test(text))?.[0];
	if (found !== undefined) {
		return found;
	}
	if (languageId === 'ruby') {
		return tests.some(test => test.endsWith('_spec.rb')) ? 'RSpec' : 'minitest';
	}
	if (languageId === 'python' && tests.some(test => /(?:^|\/)conftest\.py$/.test(test))) {
		return 'pytest';
	}
	return Object.hasOwn(builtIn, languageId) ? builtIn[languageId] : undefined;
}
