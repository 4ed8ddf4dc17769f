/**
 * Checks that each test that SECURITY.md names as the proof of a promise is there, and that each row of
 * SECURITY-MATRIX.md is held by tests that are there, or says why it is not run and what comes nearest.
 *
 * node test/check/promises.ts --rows   also prints each row: whether its tests passed when they ran
 *                                      last, and how often they tried it. What no test but a check
 *                                      or a bench holds is `checked`; `unknown`: never run here.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { keptResults, type TestResult } from '../support/results.ts';

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

/** The tests that a row names, and those that name the row in their titles, as they ran last. */
function resultsOf(id: string, proof: string, all: readonly TestResult[]): readonly TestResult[] {
	const marked = all.filter(({ title }) => new RegExp(`\\([^()]*\\b${id}\\b[^()]*\\)`).test(title));
	const named = [...proof.matchAll(/`(test\/[^`]+)`((?:[:,]? “[^”]+”)*)/g)].flatMap(
		([, file = '', titles = '']) => {
			const patterns = [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) =>
				titlePattern(title),
			);
			// A list of cases, say, is no test: then the title alone tells which ones are meant.
			const candidates = file.endsWith('.test.ts') ? all.filter(one => one.file === file) : all;
			return candidates.filter(({ title }) => patterns.some(pattern => pattern.test(title)));
		},
	);
	return [...new Set([...marked, ...named])];
}

/** A title as the source has it, with places that are filled in. */
function titlePattern(title: string): RegExp {
	const parts = title
		.split(/\$\{[^}]*\}/)
		.map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(parts.join('.*'));
}

/** What became of a row, and how often it was tried. */
function outcomeOf(id: string, proof: string, all: readonly TestResult[]): string {
	const results = resultsOf(id, proof, all);
	const states = new Set(results.map(({ state }) => state));
	const none = /`test\/(?:core|host|long|webview)\//.test(proof) ? 'unknown' : 'checked';
	const outcome = (['failed', 'passed', 'pending'] as const).find(state => states.has(state));
	const times = results
		.filter(({ state }) => state !== 'pending')
		.reduce((sum, { trials }) => sum + trials, 0);
	return `${(outcome ?? none).padEnd(8)}${String(times || '').padStart(9)}`;
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
	const results = await keptResults();
	for (const [, id = '', what = '', proof = ''] of rows) {
		const files = await checkProof(`Row ${id}`, proof);
		const isOpen = proof.includes('*Not run');
		open += isOpen ? 1 : 0;
		const nearest = isOpen ? 'not run; nearest: ' : '';
		places.push(`${id.padEnd(4)}${outcomeOf(id, proof, results)}  ${nearest}${what}`);
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
