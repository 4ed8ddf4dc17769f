/** Looks for keys of the tests in everything that a run in VS Code left behind. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** In each key that a host test stores, and in nothing that may be written anywhere. */
const keys = ['test-key-0123456789', 'user-key-0123456789', 'key-of-the-environment'];

/** In questions and answers: fine in the history of chats, not in a log. */
const words = ['canary-question', 'canary-answer'];

/** Where a probe is put, so that a search that finds nothing is known to have looked. */
const probe = 'canary-probe.log';

/**
 * @param logs The folder of a run: logs, storage of the extensions, settings, recordings.
 * @returns What should not be there, and why it may matter.
 */
export async function canaryProblems(logs: string): Promise<readonly string[]> {
	await writeFile(join(logs, probe), `${keys.join(' ')} ${words.join(' ')}`);
	const problems: string[] = [];
	let probed = 0;
	for (const entry of await readdir(logs, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || entry.name.endsWith('.png')) {
			continue;
		}
		const path = join(entry.parentPath, entry.name);
		const contents = await readFile(path, 'latin1').catch(() => '');
		const isLog = entry.name.endsWith('.log');
		const found = [...keys, ...(isLog ? words : [])].filter(canary => contents.includes(canary));
		if (entry.name === probe) {
			probed += found.length;
		} else if (found.length > 0) {
			const where = isLog ? 'logs' : 'storage';
			problems.push(`${found.join(', ')} in the ${where}: ${path.slice(logs.length + 1)}`);
		}
	}
	if (probed < keys.length + words.length) {
		problems.push('The search for keys did not find its own probe.');
	}
	return problems;
}
