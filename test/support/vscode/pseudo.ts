import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A language that nobody speaks: English with other letters, and 40 % longer, as German may be. */
export const pseudoLocale = 'qps-ploc';

const letters: Readonly<Record<string, string>> = Object.fromEntries(
	[...'aàcçeéiïnñoöuüyýAÀCÇEÉIÏNÑOÖUÜYÝ'.matchAll(/../g)].map(([pair]) => [
		pair.charAt(0),
		pair.charAt(1),
	]),
);

/** Placeholders, code, links to commands and settings, icons: what a translator leaves as it is. */
const kept = /`[^`]*`|\{\w+\}|\]\([^)]*\)|#doubao\.[\w.]+#|\$\([\w-]+\)/g;

/** `Stop` becomes `⟦Stöp··⟧`: whoever sees no brackets sees a text that was cut or is not translated. */
export function pseudo(text: string): string {
	let last = 0;
	let result = '';
	for (const { 0: whole, index } of text.matchAll(kept)) {
		result += accented(text.slice(last, index)) + whole;
		last = index + whole.length;
	}
	result += accented(text.slice(last));
	return `⟦${result}${'·'.repeat(Math.ceil(text.length * 0.4))}⟧`;
}

function accented(text: string): string {
	return text.replaceAll(/[a-z]/gi, letter => letters[letter] ?? letter);
}

/**
 * A copy of the built extension that speaks {@link pseudoLocale}.
 *
 * @returns Its folder, inside `folder`.
 */
export async function pseudoExtension(extension: string, folder: string): Promise<string> {
	const copy = join(folder, 'pseudo');
	await mkdir(copy, { recursive: true });
	for (const part of ['package.json', 'package.nls.json', 'dist', 'media']) {
		await cp(join(extension, part), join(copy, part), { recursive: true });
	}
	const words = await read(join(extension, 'package.nls.json'));
	const said = await read(join(extension, 'media', 'l10n', 'bundle.l10n.zh-cn.json'));
	await write(
		join(copy, `package.nls.${pseudoLocale}.json`),
		Object.entries(words).map(([key, text]) => [key, pseudo(text)]),
	);
	await write(
		join(copy, 'media', 'l10n', `bundle.l10n.${pseudoLocale}.json`),
		Object.keys(said).map(key => [key, pseudo(key)]),
	);
	return copy;
}

async function read(file: string): Promise<Readonly<Record<string, string>>> {
	return JSON.parse(await readFile(file, 'utf8'));
}

async function write(
	file: string,
	entries: readonly (readonly [key: string, text: string])[],
): Promise<void> {
	await writeFile(file, JSON.stringify(Object.fromEntries(entries)));
}
