import { frameworkOf, type Manifests } from './testFramework.ts';

export interface TestPlaceOptions {
	/** The file to test, relative to its workspace folder, with `/`. */
	readonly path: string;
	readonly languageId: string;
	/** Files of that folder that look like tests, in any order. */
	readonly tests: readonly string[];
	readonly manifests: Manifests;
}

/** Where the tests of a file belong, and how they are written. */
export interface TestPlace {
	readonly path: string;
	/** Whether that file is there already. */
	readonly exists: boolean;
	/** Its name, e.g. `vitest`; absent where nothing tells. */
	readonly framework?: string;
	/** A test of the project to write in the style of. */
	readonly example?: string;
}

interface Name {
	readonly folder: string;
	/** Without its ending. */
	readonly stem: string;
	/** With its dot. */
	readonly ending: string;
}

/** How a project names and places its tests. */
interface Habit {
	readonly name: (stem: string) => string;
	readonly folder: (folder: string) => string;
}

/**
 * Finds the place for the tests of a file by how the project places the tests that it has; without
 * any by the habit of its language and framework.
 */
export function testPlace(options: TestPlaceOptions): TestPlace {
	const { path, languageId, tests, manifests } = options;
	const framework = frameworkOf(languageId, manifests, tests);
	const source = nameOf(path);
	const alike = tests.filter(test => sameFamily(nameOf(test).ending, source.ending));
	const example = nearest(
		alike.filter(test => test !== path),
		path,
	);
	const about = {
		...(framework !== undefined && { framework }),
		...(example !== undefined && { example }),
	};
	if (tests.includes(path) || bareStem(source.stem) !== source.stem) {
		return { path, exists: true, ...about };
	}
	const own = nearest(
		alike.filter(test => bareStem(nameOf(test).stem).toLowerCase() === source.stem.toLowerCase()),
		path,
	);
	if (own !== undefined) {
		return { path: own, exists: true, ...about };
	}
	const habit =
		(example === undefined ? undefined : learned(example)) ?? usual(languageId, framework, source);
	const folder = habit.folder(source.folder);
	// Tests of Elixir are scripts.
	const ending = languageId === 'elixir' ? '.exs' : source.ending;
	const name = `${habit.name(source.stem)}${ending}`;
	const place = folder === '' ? name : `${folder}/${name}`;
	return { path: place, exists: tests.includes(place), ...about };
}

const marks: readonly RegExp[] = [
	/^(.+)([._-](?:test|spec|tests|cy|e2e))$/i,
	/^(test[_-])(.+)$/i,
	/^(.+)(Tests?|Spec|IT)$/,
	/^(Test)([A-Z].*)$/,
];

/** The name of what a test is about: `users` for `users.test`, `test_users`, `UsersTest`. */
function bareStem(stem: string): string {
	const [suffix, prefix, camel, camelPrefix] = marks.map(mark => mark.exec(stem));
	return suffix?.[1] ?? prefix?.[2] ?? camel?.[1] ?? camelPrefix?.[2] ?? stem;
}

function nameOf(path: string): Name {
	const slash = path.lastIndexOf('/');
	const name = path.slice(slash + 1);
	const dot = name.lastIndexOf('.');
	return {
		folder: slash < 0 ? '' : path.slice(0, slash),
		stem: dot <= 0 ? name : name.slice(0, dot),
		ending: dot <= 0 ? '' : name.slice(dot),
	};
}

const families: readonly (readonly string[])[] = [
	['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte'],
	['.c', '.cc', '.cpp', '.cxx', '.h', '.hpp'],
	['.kt', '.kts'],
];

function sameFamily(one: string, other: string): boolean {
	return one === other || families.some(family => family.includes(one) && family.includes(other));
}

/** The path that shares most folders with `path`, the first by name among equals. */
function nearest(paths: readonly string[], path: string): string | undefined {
	const folders = path.split('/');
	const shared = (other: string): number => {
		const names = other.split('/');
		const differs = names.findIndex((name, index) => name !== folders[index]);
		return differs < 0 ? names.length : differs;
	};
	return paths.toSorted(
		(a, b) => shared(b) - shared(a) || a.length - b.length || (a < b ? -1 : 1),
	)[0];
}

const testFolder = /^(?:tests?|specs?|__tests__|unit|src\/test|t)$/i;

/** The habit that one test shows, or `undefined` when it tells nothing. */
function learned(example: string): Habit | undefined {
	const { folder, stem } = nameOf(example);
	const bare = bareStem(stem);
	const name = (of: string): string => (bare === stem ? of : stem.replace(bare, () => of));
	const parts = folder.split('/').filter(part => part !== '');
	if (parts.at(-1) === '__tests__') {
		return { name, folder: of => joined(of, '__tests__') };
	}
	const maven = parts.findIndex((part, index) => part === 'src' && parts[index + 1] === 'test');
	if (maven >= 0) {
		return { name, folder: of => of.replace(/(^|\/)src\/main(?=\/|$)/, '$1src/test') };
	}
	const root = parts.findIndex(part => testFolder.test(part) || /\.?Tests?$/.test(part));
	if (root >= 0) {
		const base = parts.slice(0, root + 1);
		// `test/unit` holds tests, `test/models` mirrors `src/models`.
		const deeper = parts[root + 1];
		const start =
			deeper !== undefined && /^(?:unit|integration)$/i.test(deeper) ? [...base, deeper] : base;
		const mirrors = parts.length > start.length;
		return { name, folder: of => mirrored(start.join('/'), of, mirrors, base.slice(0, -1)) };
	}
	return bare === stem ? undefined : { name, folder: of => of };
}

/** `of` below a root of tests, without the folder that all sources lie in. */
function mirrored(root: string, of: string, mirrors: boolean, above: readonly string[]): string {
	const inside =
		above.length > 0 && of.startsWith(`${above.join('/')}/`)
			? of.slice(above.join('/').length + 1)
			: of;
	const parts = inside.split('/').filter(part => part !== '');
	const bare = /^(?:src|lib|app|source|sources)$/i.test(parts[0] ?? '') ? parts.slice(1) : parts;
	return mirrors ? joined(root, bare.join('/')) : root;
}

function joined(one: string, other: string): string {
	return [one, other].filter(part => part !== '').join('/');
}

const suffix =
	(added: string) =>
	(stem: string): string =>
		`${stem}${added}`;
const beside = (folder: string): string => folder;
const below =
	(root: string) =>
	(folder: string): string =>
		mirrored(root, folder, true, []);

/** The habit of a language and framework where the project shows none. */
function usual(languageId: string, framework: string | undefined, { stem }: Name): Habit {
	switch (languageId) {
		case 'go':
			return { name: suffix('_test'), folder: beside };
		case 'python':
			return { name: of => `test_${of}`, folder: () => 'tests' };
		case 'java':
		case 'kotlin':
		case 'scala':
		case 'groovy':
			return {
				name: suffix('Test'),
				folder: of => of.replace(/(^|\/)src\/main(?=\/|$)/, '$1src/test'),
			};
		case 'csharp':
		case 'php':
		case 'swift':
			return {
				name: suffix(languageId === 'php' ? 'Test' : 'Tests'),
				folder: () => (languageId === 'swift' ? 'Tests' : 'tests'),
			};
		case 'ruby':
			return framework === 'minitest'
				? { name: suffix('_test'), folder: below('test') }
				: { name: suffix('_spec'), folder: below('spec') };
		case 'elixir':
		case 'dart':
			return { name: suffix('_test'), folder: below('test') };
		case 'rust':
			return { name: of => of, folder: () => 'tests' };
		case 'c':
		case 'cpp':
			return { name: suffix('_test'), folder: () => 'tests' };
		default:
			return framework === 'mocha' || framework === 'node:test' || framework === 'ava'
				? { name: suffix('.test'), folder: below('test') }
				: {
						name: suffix(/^[A-Z]/.test(stem) && framework === undefined ? 'Test' : '.test'),
						folder: beside,
					};
	}
}
