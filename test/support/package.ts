/**
 * Makes `doubao-assistant.vsix`: what `.vscodeignore` lets through, in a folder of its own, where the
 * film of the README, which is heavier than the code, is a picture of the walkthrough.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { shipped } from '../check/weigh.ts';
import { command } from './command.ts';
import { root } from './paths.ts';

const folder = join(root, 'out', 'package');
const film = 'media/pictures/edit.gif';
const still = 'media/walkthrough/edit-dark.webp';

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
const vsce = ['--yes', '@vscode/vsce@3.9.1', 'package', '--no-dependencies'];
const loose = ['--allow-missing-repository', '--no-rewrite-relative-links'];
const out = join(root, 'doubao-assistant.vsix');
await command('npx', [...vsce, ...loose, '--out', out], { cwd: folder });
console.log(`Packaged: ${relative(root, out)}`);
