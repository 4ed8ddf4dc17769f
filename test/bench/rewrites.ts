import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

/** Rows of our own source, as often as it takes. Copies differ in the names of what they define. */
export function sourceRows(count: number): string[] {
	const folder = join(root, 'src');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter(file => file.endsWith('.ts'))
		.toSorted();
	const once = files.flatMap(file => readFileSync(join(folder, file), 'utf8').split('\n'));
	const rows: string[] = [];
	for (let copy = 0; rows.length < count; copy++) {
		const named = (row: string) =>
			row.replace(/\b(function|class|const|interface) (\w+)/, `$1 $2_${copy}`);
		rows.push(...(copy === 0 ? once : once.map(named)));
	}
	return rows.slice(0, count);
}

/** A generator of numbers in [0, 1), the same ones every time. */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

type Rewrite = (rows: readonly string[]) => string[];

/** What a model was asked for, and what it makes of the rows. */
export const rewrites: Readonly<Record<string, Rewrite>> = {
	'no change': rows => [...rows],
	'one row': rows => rows.with(rows.length >> 1, '\tconst changed = true;'),
	'5 % scattered': rows => some(rows, 0.05, row => [`${row} // seen`]),
	'insert a function': rows =>
		rows.toSpliced(rows.length >> 1, 0, 'function added(): void {', '\twork();', '}', ''),
	'delete a block': rows => rows.toSpliced(rows.length >> 1, rows.length >> 4),
	rename: rows => rows.map(row => row.replace(/\brows\b/g, 'lines')),
	'wrap in try': rows => [
		'try {',
		...rows.map(row => (row === '' ? '' : `\t${row}`)),
		'} catch (error) {',
		'\treport(error);',
		'}',
	],
	'move a block': rows => {
		const size = rows.length >> 3;
		return [...rows.slice(size), ...rows.slice(0, size)];
	},
	'rewrite 30 %': rows => some(rows, 0.3, (_, at) => [`\tnext(${at});`, `\tcheck(${at} + 1);`]),
	'doc comments': rows =>
		rows.flatMap(row => (/\bfunction\b/.test(row) ? ['/** What it does. */', row] : [row])),
};

function some(
	rows: readonly string[],
	share: number,
	change: (row: string, at: number) => readonly string[],
): string[] {
	const random = randomFrom(7);
	return rows.flatMap((row, at) => (random() < share ? change(row, at) : [row]));
}
