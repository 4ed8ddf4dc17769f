/**
 * Shows that the doors between the rooms are shut: plants a violation of each kind into a bare copy
 * of the project, with its own configuration, and sees the compiler or the linter refuse it.
 */
import { spawnSync } from 'node:child_process';
import { cp, glob, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../support/paths.ts';
import { sound, violations, type Violation } from './violations.ts';

const rooms = [
	'src/core',
	'src/core/gateway',
	'src/core/edit',
	'src/core/prompt',
	'src/core/chat',
	'src/host',
	'src/webview',
];

async function main(): Promise<number> {
	const copy = await mkdtemp(join(tmpdir(), 'doors-'));
	try {
		await build(copy);
		const before = [...compile(copy), ...lint(copy)];
		if (before.length > 0) {
			console.error(`The bare copy itself is refused: ${before.join(', ')}.`);
			return 1;
		}
		// What core does wrong keeps the compiler from looking at the rooms that stand on it.
		const [inCore, elsewhere] = [true, false].map(core =>
			violations.filter(({ file }) => file.startsWith('src/core/') === core),
		);
		const compiled = new Set([
			...(await refused(copy, inCore ?? [], compile)),
			...(await refused(copy, elsewhere ?? [], compile)),
		]);
		const linted = new Set(await refused(copy, violations, lint));
		const open = violations.filter(
			({ file, by }) =>
				!by.some(who => (who === 'compiler' ? compiled.has(file) : linted.has(file))),
		);
		for (const { what, by } of open) {
			console.error(`Nobody refuses this: ${what} (the ${by.join(' or the ')} should).`);
		}
		console.log(`Doors: ${violations.length - open.length} of ${violations.length} are shut.`);
		return open.length === 0 ? 0 : 1;
	} finally {
		await rm(copy, { recursive: true, force: true });
	}
}

/** A project with our configuration and, in each room, one file that imports what the room does. */
async function build(copy: string): Promise<void> {
	const configured = [
		'package.json',
		'.oxlintrc.json',
		'src/tsconfig.base.json',
		'src/tsconfig.json',
		'src/core/tsconfig.json',
		'src/host/tsconfig.json',
		'src/webview/tsconfig.json',
	];
	for (const file of configured) {
		await cp(join(root, file), join(copy, file));
	}
	await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
	for (const room of rooms) {
		await plant(copy, `${room}/sound.ts`, await soundFile(room));
	}
	await plant(copy, 'src/extension.ts', "export { used } from './host/sound.ts';\n");
}

/** The packages that a room uses are part of the test: their types must not open a door. */
async function soundFile(room: string): Promise<string> {
	const packages = new Set<string>();
	for await (const file of glob(`${room}/**/*.ts`, { cwd: root })) {
		const source = await readFile(join(root, file), 'utf8');
		for (const [, name] of source.matchAll(/from '([^.'][^']*)'/g)) {
			packages.add(name ?? '');
		}
	}
	const imports = [...packages].map(
		(name, index) => `import type * as package${index} from '${name}';`,
	);
	const uses = [...packages].map((_name, index) => `typeof package${index}`);
	return `${imports.join('\n')}\nexport type Packages = [${uses.join(', ')}];\nexport const used = 1;\n`;
}

/** Plants, asks, and takes the plants out again. Returns the files that were refused. */
async function refused(
	copy: string,
	planted: readonly Violation[],
	ask: (copy: string) => readonly string[],
): Promise<readonly string[]> {
	for (const { file, source } of planted) {
		await plant(copy, file, source);
	}
	for (const [file, source] of Object.entries(sound)) {
		await plant(copy, file, source);
	}
	const files = ask(copy);
	for (const file of [...planted.map(one => one.file), ...Object.keys(sound)]) {
		await rm(join(copy, file), { force: true });
	}
	return files;
}

async function plant(copy: string, file: string, source: string): Promise<void> {
	await mkdir(dirname(join(copy, file)), { recursive: true });
	await writeFile(join(copy, file), source);
}

/** The files that the compiler refuses. */
function compile(copy: string): readonly string[] {
	const output = run(copy, 'tsc', ['-b', 'src', 'src/webview', '--pretty', 'false']);
	return [...output.matchAll(/^(\S+?)\(\d+,\d+\): error /gm)].map(([, file]) => file ?? '');
}

/** The files that the linter refuses. */
function lint(copy: string): readonly string[] {
	const output = run(copy, 'oxlint', ['--type-aware', '--format', 'unix', 'src']);
	return [...output.matchAll(/^(\S+?):\d+:\d+: .*\[Error\//gm)].map(([, file]) =>
		(file ?? '').replace(/^.*?(?=src\/)/, ''),
	);
}

function run(copy: string, tool: string, args: readonly string[]): string {
	const { stdout, stderr, error } = spawnSync(join(root, 'node_modules', '.bin', tool), args, {
		cwd: copy,
		encoding: 'utf8',
	});
	if (error) {
		throw new Error(`${tool} did not run`, { cause: error });
	}
	return `${stdout}${stderr}`;
}

process.exitCode = await main();
