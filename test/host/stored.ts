import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from './library/runner.ts';

/**
 * The files of chats that lie on disk, in the storage of the latest run.
 *
 * @param kind `t` for turns, `c` for answers that are arriving, `d` for drafts.
 * @returns What each says, by its path.
 */
export async function storedFiles(kind: 't' | 'c' | 'd'): Promise<ReadonlyMap<string, string>> {
	const logs = join(checkout(), '.cache', 'logs');
	const latest = join(logs, (await readdir(logs)).toSorted().at(-1) ?? '');
	const names = await readdir(latest, { recursive: true });
	const pattern = new RegExp(`history/v1/[0-9a-z]{16}/${kind}-[^/]*\\.json$`, 'u');
	const paths = names.filter(name => pattern.test(name)).map(name => join(latest, name));
	const texts = paths.map(path => readFile(path, 'utf8').catch(() => ''));
	return new Map((await Promise.all(texts)).map((text, at) => [paths[at] ?? '', text]));
}

/** What all of them say. */
export async function storedTexts(kind: 't' | 'c' | 'd'): Promise<string> {
	return [...(await storedFiles(kind)).values()].join('\n');
}
