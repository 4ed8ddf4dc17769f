/**
 * Checks that README and walkthrough show each of their pictures in both themes, in their own
 * language, and that nothing else lies beside them. `npm run pictures` makes them.
 */
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

/** What shows pictures in each language, and the folder below theirs in which they lie. */
const languages = [
	{ pages: ['README.md', 'package.nls.json'], folder: '' },
	{ pages: ['README.zh-CN.md', 'package.nls.zh-cn.json'], folder: 'zh-cn/' },
] as const;

/** `pictures/edit-dark.gif` of one language is `pictures/zh-cn/edit-dark.gif` of another one. */
const places = /media\/(pictures|walkthrough)\/(zh-cn\/)?([\w-]+)-(?:dark|light)\.(gif|webp)/g;

async function shownBy(pages: readonly string[]): Promise<ReadonlySet<string>> {
	const texts = await Promise.all(pages.map(page => readFile(join(root, page), 'utf8')));
	return new Set(texts.join('\n').match(places));
}

const problems: string[] = [];
const wanted = new Set<string>();
const english = [...(await shownBy(languages[0].pages))].join('\n');

for (const { pages, folder } of languages) {
	const expected = new Set<string>();
	for (const [, kind, , name, type] of english.matchAll(places)) {
		for (const theme of ['dark', 'light']) {
			expected.add(`media/${kind}/${folder}${name}-${theme}.${type}`);
		}
	}
	const shown = await shownBy(pages);
	problems.push(
		...[...expected]
			.filter(file => !shown.has(file))
			.map(file => `${pages[0]} or ${pages[1]} must show ${file}.`),
		...[...shown]
			.filter(file => !expected.has(file))
			.map(file => `${file} is shown in one language only.`),
	);
	for (const file of expected) {
		wanted.add(file);
	}
}

const there = new Set<string>();
for await (const file of glob('media/{pictures,walkthrough}/**/*.*', { cwd: root })) {
	if (!file.endsWith('.ts')) {
		there.add(file.replaceAll('\\', '/'));
	}
}
problems.push(
	...[...wanted]
		.filter(file => !there.has(file))
		.map(file => `${file} is missing: npm run pictures.`),
	...[...there].filter(file => !wanted.has(file)).map(file => `${file} is shown nowhere.`),
);
for (const problem of problems) {
	console.error(problem);
}
console.log(`Pictures: ${there.size}; ${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;
