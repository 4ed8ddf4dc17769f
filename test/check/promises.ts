/**
 * Checks that each test that SECURITY.md names as the proof of a promise is there, and that each row of
 * SECURITY-MATRIX.md is held by tests that are there, or says why it is not run and what comes nearest.
 *
 * node test/check/promises.ts --rows   also prints each row, and where its tests run
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

/** How many rows each part of the matrix has. */
const matrix: Readonly<Record<string, number>> = {
	N: 27,
	E: 23,
	S: 17,
	W: 15,
	P: 10,
	T: 13,
	I: 9,
	R: 5,
	L: 8,
	A: 10,
	Z: 8,
	Y: 6,
};

const problems: string[] = [];
const contents = new Map<string, string | undefined>();

async function textOf(file: string): Promise<string | undefined> {
	if (!contents.has(file)) {
		contents.set(file, await readFile(join(root, file), 'utf8').catch(() => undefined));
	}
	return contents.get(file);
}

/** @returns How many files a row names as its proof. */
async function checkProof(what: string, proof: string): Promise<number> {
	const parts = [...proof.matchAll(/`(test\/[^`]+)`((?:[:,]? “[^”]+”)*)/g)];
	for (const [, file = '', titles = ''] of parts) {
		const text = await textOf(file);
		if (text === undefined) {
			problems.push(`${what}: ${file} is not there.`);
		}
		for (const [, title = ''] of titles.matchAll(/“([^”]+)”/g)) {
			if (text?.includes(title) === false) {
				problems.push(`${what}: ${file} has no “${title}”.`);
			}
		}
	}
	return parts.length;
}

async function checkPromises(): Promise<string> {
	const page = (await textOf('SECURITY.md')) ?? '';
	const rows = page.split('\n').filter(row => /^\| (?!Promise|-)/.test(row));
	let named = 0;
	for (const row of rows) {
		const [promise = '', proof = ''] = row.split(' | ');
		const files = await checkProof(promise.slice(2), proof);
		named += files;
		if (files === 0) {
			problems.push(`Nothing holds this: ${promise.slice(2)}`);
		}
	}
	return `Promises: ${rows.length}, held by ${named} files`;
}

async function checkMatrix(): Promise<string> {
	const page = (await textOf('SECURITY-MATRIX.md')) ?? '';
	const rows = [...page.matchAll(/^\| ([A-Z]\d+) \| (.+?) \| (.+) \|$/gm)];
	const ids = rows.map(([, id = '']) => id);
	const all = Object.entries(matrix).flatMap(([letter, count]) =>
		Array.from({ length: count }, (_, at) => `${letter}${at + 1}`),
	);
	for (const id of all) {
		const times = ids.filter(other => other === id).length;
		if (times !== 1) {
			problems.push(`SECURITY-MATRIX.md has row ${id} ${times} times.`);
		}
	}
	let open = 0;
	const places: string[] = [];
	for (const [, id = '', what = '', proof = ''] of rows) {
		const files = await checkProof(`Row ${id}`, proof);
		const isOpen = proof.includes('*Not run');
		open += isOpen ? 1 : 0;
		const rooms = [...proof.matchAll(/`test\/(\w+)/g)].map(([, room = '']) => room);
		places.push(
			`${id.padEnd(4)}${isOpen ? 'not run in full, ' : ''}${[...new Set(rooms)].join(', ')}: ${what}`,
		);
		if (files === 0 || !proof.includes('“')) {
			problems.push(`Row ${id} names no test.`);
		}
		if (isOpen && !/\*Not run[^*]*\*: .{20,} Nearest: `/.test(proof)) {
			problems.push(`Row ${id} does not say why it is not run, and what comes nearest.`);
		}
	}
	if (process.argv.includes('--rows')) {
		console.log(places.join('\n'));
	}
	return `matrix: ${rows.length} rows, ${open} not run`;
}

const counts = [await checkPromises(), await checkMatrix()];
for (const problem of problems) {
	console.error(problem);
}
console.log(`${counts.join('; ')}; ${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;
