/**
 * Checks that everything the extension says has a Chinese translation with the same placeholders,
 * and that no translation is left over.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { root } from '../support/paths.ts';
import { sourceFiles, type SourceFile } from './sources.ts';

const bundle = 'media/l10n/bundle.l10n.zh-cn.json';

/** Sinks that show a string as it is; a literal in them never reaches the translators. */
const literalSink = /\bshow(?:Information|Warning|Error|Status)\(\s*['"`]/;

/**
 * Fields that people read or hear, given as a literal with a word in it. A name that is spelled alike
 * everywhere is no sentence.
 */
const literalField =
	/\b(?:title|label|detail|description|placeHolder|placeholder|prompt|tooltip|textContent|ariaLabel|ariaDescription)\b\s*[:=]\s*(['"`])(?!\/|Doubao(?:\1|: ))[^'"`]*\p{L}{2}/u;
const literalAttribute = /\bsetAttribute\(\s*'(?:aria-label|title|placeholder)',\s*['"`]/;

/** A key that no tool can find. */
const unknownKey = /\b(?:l10n\.)?\bt\(\s*(?!['"]|\{\s*message\s*:\s*['"])[^)\s]/;

async function main(): Promise<number> {
	const files = (await sourceFiles()).filter(
		({ file }) => file.startsWith('src/host/') || file === 'src/extension.ts',
	);
	const said = await saidIn(files);
	const source = await readFile(join(root, bundle), 'utf8').catch(() => '{}');
	const translations: Readonly<Record<string, string>> = JSON.parse(source);
	const translated = new Map(Object.entries(translations));
	const everything = await sourceFiles();
	const problems = [
		...everything.flatMap(hardCoded),
		...(await manifestProblems()),
		...files.flatMap(unreachable),
		...[...said]
			.filter(key => !translated.has(key))
			.map(key => `${bundle} does not translate ${JSON.stringify(key)}.`),
		...[...translated.keys()]
			.filter(key => !said.has(key))
			.map(key => `${bundle} translates ${JSON.stringify(key)}, which nobody says.`),
		...[...translated]
			.filter(([key, text]) => placeholders(key) !== placeholders(text))
			.map(([key]) => `${bundle}: other placeholders than in ${JSON.stringify(key)}.`),
	];
	for (const problem of problems) {
		console.error(problem);
	}
	const verdict = problems.length === 0 ? 'complete' : `${problems.length} problems`;
	console.log(`Translations of ${said.size} sentences: ${verdict}.`);
	return problems.length === 0 ? 0 : 1;
}

/** Every key: what VS Code's own tool finds, and calls through a local `t`, which it overlooks. */
async function saidIn(files: readonly SourceFile[]): Promise<ReadonlySet<string>> {
	const found = await getL10nJson(files.map(({ contents }) => ({ contents, extension: '.ts' })));
	const keys = new Set(Object.keys(found));
	for (const { contents } of files) {
		if (/\bconst t = vscode\.l10n\.t;/.test(contents)) {
			for (const [, literal] of contents.matchAll(/\bt\(\s*('(?:[^'\\\n]|\\.)*')/g)) {
				keys.add(unquote(literal ?? ''));
			}
		}
	}
	return keys;
}

function unquote(literal: string): string {
	const inner = literal.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"');
	return String(JSON.parse(`"${inner}"`));
}

function unreachable({ file, contents }: SourceFile): readonly string[] {
	return contents.split('\n').flatMap((line, index) => {
		const place = `${file}:${index + 1}`;
		if (literalSink.test(line)) {
			return [`${place} shows a text that is not translated.`];
		}
		return /\bl10n\.t\(|\bt\(/.test(line) && unknownKey.test(line)
			? [`${place} translates something that is not a literal.`]
			: [];
	});
}

/** What is written for people in a file of the host or the panel and never reaches the translators. */
function hardCoded({ file, contents }: SourceFile): readonly string[] {
	if (!/^src\/(?:host|webview)\//.test(file)) {
		return [];
	}
	return contents.split('\n').flatMap((line, index) => {
		const code = line
			.replace(/^\s*(?:\*|\/\/).*/, '')
			.replaceAll(/\$\([\w-]+\)|\{\d\}/g, '')
			.replaceAll(/\$\{[^}]*\}/g, '');
		return literalField.test(code) || literalAttribute.test(code)
			? [`${file}:${index + 1} says something that is not translated: ${line.trim()}`]
			: [];
	});
}

/** The manifest's words: the same links, settings and code in both languages, nothing in between. */
async function manifestProblems(): Promise<readonly string[]> {
	const words = async (file: string): Promise<Readonly<Record<string, string>>> =>
		JSON.parse(await readFile(join(root, file), 'utf8'));
	const english = await words('package.nls.json');
	const chinese = await words('package.nls.zh-cn.json');
	const manifest = await readFile(join(root, 'package.json'), 'utf8');
	const spoken =
		/"(?:title|name|label|category|altText|description|markdownDescription|enumDescriptions)": "(?!%|Doubao")[^"]*\p{L}/gu;
	const contributed = manifest.slice(manifest.indexOf('"contributes"'));
	return [
		...Object.entries(english)
			.filter(([key, text]) => marks(text) !== marks(chinese[key] ?? ''))
			.map(([key]) => `package.nls.zh-cn.json: other links, settings or code in ${key}.`),
		...Object.entries(chinese)
			.filter(([, text]) => !/\p{Script=Han}/u.test(text) && /\p{L}+ \p{L}+ \p{L}+/u.test(text))
			.map(([key, text]) => `package.nls.zh-cn.json: ${key} is not Chinese: ${text}`),
		...[...contributed.matchAll(spoken)].map(([found]) => `package.json says ${found}" itself.`),
	];
}

/** Links to commands and settings, and code: what must not be translated. */
function marks(text: string): string {
	const found = text.match(/\(command:[^)]*\)|#doubao\.[\w.]+#|`[^`]*`/g) ?? [];
	return found.toSorted().join();
}

function placeholders(text: string): string {
	return [...new Set(text.match(/\{\w+\}/g))].toSorted().join();
}

process.exitCode = await main();
