import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { shipped } from '../check/weigh.ts';
import { command } from './command.ts';
import { root } from './paths.ts';

/** A film of the README, in two themes, and the words for who does not see it. */
const film =
	/<picture>[^]*?src="media\/pictures\/([\w-]*\/?)edit-dark\.gif" alt="([^"]*)"[^]*?<\/picture>/g;
const still = '![$2](media/walkthrough/$1edit-dark.webp)';

/**
 * Puts what is shipped into a folder of its own: what `.vscodeignore` lets through, built for
 * production. The film of the README, which is heavier than the code, is a picture of the walkthrough.
 *
 * @returns The folder.
 */
export async function stage(): Promise<string> {
	const folder = join(root, 'out', 'package');
	await command(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
	await rm(folder, { recursive: true, force: true });
	for (const file of await shipped()) {
		const to = join(folder, relative(root, file));
		await mkdir(dirname(to), { recursive: true });
		await cp(file, to);
	}
	for (const readme of ['README.md', 'README.zh-CN.md']) {
		const text = await readFile(join(folder, readme), 'utf8');
		await writeFile(join(folder, readme), text.replaceAll(film, still));
	}
	return folder;
}
