/** Checks that each test that SECURITY.md names as the proof of a promise is there. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

const page = await readFile(join(root, 'SECURITY.md'), 'utf8');
const rows = page.split('\n').filter(row => /^\| (?!Promise|-)/.test(row));
const problems: string[] = [];
let named = 0;

for (const row of rows) {
	const [promise = '', proof = ''] = row.split(' | ');
	const parts = [...proof.matchAll(/`(test\/[^`]+)`((?:[:,]? “[^”]+”)*)/g)];
	if (parts.length === 0) {
		problems.push(`Nothing holds this: ${promise.slice(2)}`);
	}
	for (const [, file = '', titles = ''] of parts) {
		const contents = await readFile(join(root, file), 'utf8').catch(() => undefined);
		named++;
		if (contents === undefined) {
			problems.push(`SECURITY.md names ${file}, which is not there.`);
		}
		for (const [, title = ''] of titles.matchAll(/“([^”]+)”/g)) {
			if (contents?.includes(title) === false) {
				problems.push(`${file} has no test “${title}”, which SECURITY.md names.`);
			}
		}
	}
}

for (const problem of problems) {
	console.error(problem);
}
console.log(`Promises: ${rows.length}, held by ${named} files; ${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;
