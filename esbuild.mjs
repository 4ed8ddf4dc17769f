/**
 * Builds what runs inside VS Code.
 *
 * node esbuild.mjs                the extension and its webview
 * node esbuild.mjs --production   the same, minified, without source maps
 * node esbuild.mjs --watch        the same, again at every change
 * node esbuild.mjs --tests        also the host tests, as one bundle for the extension host
 * node esbuild.mjs --only-tests   the host tests alone
 * node esbuild.mjs --out DIR      the extension somewhere else, with what is in it as meta.json
 */
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const production = process.argv.includes('--production');
const elsewhere = process.argv.includes('--out')
	? process.argv[process.argv.indexOf('--out') + 1]
	: undefined;
const out = elsewhere ?? 'dist';

/** @type {esbuild.BuildOptions} */
const common = {
	absWorkingDir: root,
	bundle: true,
	minify: production,
	sourcemap: production ? false : 'linked',
	sourcesContent: false,
	legalComments: 'none',
	metafile: elsewhere !== undefined,
	logLevel: 'warning',
};

/**
 * The openai client builds requests for us and nothing else: of its resources, of what reads answers
 * for them, of uploads and of other ways to sign in (most of what we would ship) only the names are
 * bundled. `client.post` does not touch them.
 *
 * @type {esbuild.Plugin}
 */
const bareClient = {
	name: 'bare-client',
	setup(build) {
		const folders = String.raw`(?:resources|lib|helpers|auth|internal[\\/]qs)[\\/].*`;
		const files = String.raw`internal[\\/](?:uploads|parse|auth[\\/]x509-workload-identity-auth)|core[\\/](?:streaming|uploads|pagination)`;
		const filter = new RegExp(String.raw`[\\/]openai[\\/](?:${folders}|${files})\.mjs$`);
		build.onLoad({ filter }, async ({ path }) => {
			if (path.endsWith('index.mjs')) {
				return undefined;
			}
			const source = await readFile(path, 'utf8');
			const declared = /^export (?:async )?(class|function\*?|const|let|var) (\w+)/gm;
			const names = Array.from(source.matchAll(declared), ([, kind, name]) =>
				kind === 'class' ? `export class ${name} {}` : `export function ${name}() {}`,
			);
			return { contents: names.join('\n') };
		});
	},
};

/**
 * markdown-it brings along what finds addresses in plain text. The panel never asks for that, and it
 * would be a tenth of its script.
 *
 * @type {esbuild.Plugin}
 */
const withoutLinkify = {
	name: 'without-linkify',
	setup(build) {
		build.onResolve({ filter: /^linkify-it$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
		build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
			contents: 'export class LinkifyIt {}',
		}));
	},
};

/**
 * markdown-it brings along lists of the characters that are punctuation; engines have them too.
 *
 * @type {esbuild.Plugin}
 */
const ownPunctuation = {
	name: 'own-punctuation',
	setup(build) {
		build.onResolve({ filter: /^uc\.micro$/ }, ({ path }) => ({ path, namespace: 'engine' }));
		build.onLoad({ filter: /.*/, namespace: 'engine' }, () => ({
			contents: String.raw`export const P = /\p{P}/u, S = /\p{S}/u;`,
		}));
	},
};

/**
 * Names of the `vscode` module are read once: esbuild would copy all of its names for every module
 * that imports it, 90 times at each start. The module itself is a parameter, see below.
 *
 * @type {esbuild.Plugin}
 */
const vscodeNames = {
	name: 'vscode-names',
	setup(build) {
		build.onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'parameter' }));
		build.onLoad({ filter: /.*/, namespace: 'parameter' }, async () => {
			const read = file => readFile(join(root, file), 'utf8');
			const found = (text, shape) => Array.from(text.matchAll(shape), ([, name]) => name);
			const kinds = /^\s+(?:export )?(?:abstract )?(?:class|enum|namespace|const) (\w+)/gm;
			const declared = found(await read('node_modules/@types/vscode/index.d.ts'), kinds);
			const files = glob('src/{extension.ts,host/**/*.ts}', { cwd: root });
			const source = (await Array.fromAsync(files, read)).join('\n');
			const used = new Set(found(source, /\bvscode\.(\w+)/g));
			// What some versions have, and the types do not.
			const undeclared = found(source, /\bReflect\.get\(vscode, '(\w+)'\)/g);
			const names = new Set([...declared.filter(name => used.has(name)), ...undeclared]);
			const lines = Array.from(names, name => `export const ${name} = vscodeApi.${name};`);
			return { contents: lines.join('\n') };
		});
	},
};

/**
 * What VS Code loads: a few lines, in the form that extension hosts want, for Node and for a web
 * worker, where the only module to ask for is `vscode`.
 *
 * @type {esbuild.BuildOptions}
 */
const activation = {
	...common,
	entryPoints: ['src/activation.ts'],
	outfile: join(out, 'extension.cjs'),
	platform: 'browser',
	format: 'cjs',
	target: ['node22', 'chrome128'],
	external: ['vscode'],
	// Packages with an ES build too: their CommonJS one may not be bundled (UMD loaders).
	mainFields: ['module', 'main'],
};

/**
 * The extension itself: a function of the `vscode` module, since a file of its own cannot ask for
 * that in a web worker. `await import('openai')` stays what it says: the client is in the file but is
 * not evaluated before the first request.
 *
 * @type {esbuild.BuildOptions}
 */
const extension = {
	...activation,
	entryPoints: ['src/extension.ts'],
	outfile: join(out, 'host.mjs'),
	format: 'iife',
	globalName: 'extension',
	banner: { js: 'export default (vscodeApi => {' },
	footer: { js: 'return extension; });' },
	external: [],
	plugins: [bareClient, vscodeNames],
};

/**
 * What the host seldom needs, in a file of its own: see `src/host/apart.ts`.
 *
 * @type {esbuild.BuildOptions}
 */
const yaml = {
	...activation,
	entryPoints: ['js-yaml'],
	outfile: join(out, 'yaml.mjs'),
	format: 'esm',
};

/** What makes nodes of Markdown, and the parser. */
const markdownModules = ['markdown', 'markdownTree', 'longInline'];

/**
 * Markdown, which the panel needs at once and the host seldom: one file for both.
 *
 * @type {esbuild.BuildOptions}
 */
const markdown = {
	...activation,
	entryPoints: undefined,
	stdin: {
		contents: markdownModules.map(name => `export * from './src/core/chat/${name}.ts';`).join('\n'),
		resolveDir: root,
		sourcefile: 'markdown.ts',
		loader: 'ts',
	},
	outfile: join(out, 'webview', 'markdown.js'),
	format: 'esm',
	plugins: [withoutLinkify, ownPunctuation],
};

/** @type {esbuild.Plugin} */
const markdownApart = {
	name: 'markdown-apart',
	setup(build) {
		const filter = new RegExp(String.raw`[\\/](?:${markdownModules.join('|')})\.ts$`);
		build.onResolve({ filter }, () => ({ path: './markdown.js', external: true }));
	},
};

/** @type {esbuild.BuildOptions} */
const webview = {
	...common,
	entryPoints: ['src/webview/main.ts'],
	outfile: join(out, 'webview', 'main.js'),
	plugins: [markdownApart],
	platform: 'browser',
	format: 'esm',
	target: 'chrome128',
};

/**
 * Colours code in the panel, loaded by a dynamic import with the first block of code.
 *
 * @type {esbuild.BuildOptions}
 */
const highlight = {
	...webview,
	entryPoints: ['src/webview/highlight.ts'],
	outfile: join(out, 'webview', 'highlight.js'),
};

/**
 * A test finds its fixtures beside itself, but a bundle lies elsewhere: what a module knows about
 * its own place is written into it.
 *
 * @type {esbuild.Plugin}
 */
const ownPlace = {
	name: 'own-place',
	setup(build) {
		build.onLoad({ filter: /[\\/]test[\\/].*\.ts$/ }, async ({ path }) => {
			const source = await readFile(path, 'utf8');
			return {
				loader: 'ts',
				contents: source
					.replaceAll('import.meta.dirname', JSON.stringify(resolve(path, '..')))
					.replaceAll('import.meta.filename', JSON.stringify(path))
					.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
			};
		});
	},
};

/** All host tests behind one entry; each file is evaluated when mocha is ready for it. */
async function hostTests() {
	const files = await Array.fromAsync(glob('test/host/**/*.test.ts', { cwd: root }));
	const imports = files
		.toSorted()
		.map(file => file.replaceAll('\\', '/'))
		.map(file => `[${JSON.stringify(file)}, () => import('./${file}')]`);
	/** @type {esbuild.BuildOptions} */
	const options = {
		...common,
		minify: false,
		sourcemap: 'inline',
		stdin: {
			contents: `import { createHost } from './test/host/library/suite.ts';
				export const host = createHost([${imports.join(', ')}]);`,
			resolveDir: root,
			sourcefile: 'host-suite.ts',
			loader: 'ts',
		},
		outfile: 'out/host-suite.cjs',
		platform: 'node',
		format: 'cjs',
		target: 'node22',
		packages: 'external',
		external: ['vscode'],
		plugins: [ownPlace],
	};
	return options;
}

const builds = [];
if (!process.argv.includes('--only-tests')) {
	builds.push(activation, extension, yaml, markdown, webview, highlight);
}
if (process.argv.includes('--tests') || process.argv.includes('--only-tests')) {
	builds.push(await hostTests());
}

if (process.argv.includes('--watch')) {
	for (const options of builds) {
		const context = await esbuild.context({ ...options, logLevel: 'info' });
		await context.watch();
	}
} else {
	try {
		const built = await Promise.all(builds.map(options => esbuild.build(options)));
		// A name that `vscode` does not have is no more than a warning to esbuild.
		process.exitCode = built.some(({ warnings }) => warnings.length > 0) ? 1 : 0;
		if (elsewhere !== undefined) {
			const inputs = built.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
			await writeFile(join(elsewhere, 'meta.json'), JSON.stringify(inputs.toSorted()));
		}
	} catch {
		// esbuild has said what is wrong, and where.
		process.exitCode = 1;
	}
}
