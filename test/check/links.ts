/** Checks that each file that a page of the project links to or shows is there, and is packed with it. */
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

/** Pages that are shown beside the installed extension: what they link to must be installed, too. */
const packedPages = new Set(['README.md', 'README.zh-CN.md']);

const packed = await readFile(join(root, '.vscodeignore'), 'utf8');
const problems: string[] = [];
let links = 0;

for await (const page of glob('*.md', { cwd: root })) {
	const text = await readFile(join(root, page), 'utf8');
	for (const [, link, source] of text.matchAll(/\]\(([^)\s]+)\)|\bsrc(?:set)?="([^"]+)"/g)) {
		const target = link ?? source ?? '';
		if (/^(https?:|#)/.test(target)) {
			continue;
		}
		links++;
		if (!existsSync(join(root, target))) {
			problems.push(`${page} links to ${target}, which is not there.`);
		}
		const listed = packed.includes(`!${target}`) || target.startsWith('media/');
		if (packedPages.has(page) && !listed) {
			problems.push(`${page} links to ${target}, which .vscodeignore does not let in.`);
		}
	}
}

for (const problem of problems) {
	console.error(problem);
}
console.log(`Links: ${links}; ${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;
