import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { ratioOf, type Figure } from './figure.ts';

/** The benches of a run, as far as the table shows them. */
interface Shown {
	readonly name: string;
	readonly title: string;
	readonly figures: readonly Figure[];
}

const file = join(root, 'test', 'bench', 'README.md');

/** How far a ratio may move before the table is said to be out of date. */
const drift = 2;

/** Writes the table of a whole run. */
export async function writeTable(
	machine: string,
	date: string,
	benches: readonly Shown[],
): Promise<void> {
	const rows = benches.flatMap(({ title, figures }) => [
		'',
		`## ${title}`,
		'',
		'| what | measured | baseline of the same run | ratio | at most |',
		'| --- | --- | --- | --- | --- |',
		...figures.map(rowOf),
	]);
	const head = [
		'# Figures',
		'',
		`Written by \`npm run bench -- --write\` on ${date.slice(0, 10)}, on ${machine}. Each figure is measured beside its baseline in one run, so that the ratio means the same on any machine; \`npm run bench\` tells where this table is out of date, and \`run.ts\` says how to add a figure.`,
	];
	await writeFile(file, `${[...head, ...rows].join('\n')}\n`);
}

/** Where figures are missing in the table, or far from what it says. */
export async function driftFrom(benches: readonly Shown[]): Promise<readonly string[]> {
	const text = await readFile(file, 'utf8').catch(() => '');
	const told = new Map(text.split('\n').flatMap(ratioIn));
	return benches.flatMap(({ title, figures }) =>
		figures.flatMap(figure => {
			const before = told.get(figure.what);
			const now = ratioOf(figure);
			if (before === undefined) {
				return [`${title}: “${figure.what}” is not in the table.`];
			}
			const moved = Math.max(now / before, before / now);
			return before > 0 && now > 0 && moved > drift
				? [`${title}: “${figure.what}” is ${short(now)}, the table says ${short(before)}.`]
				: [];
		}),
	);
}

function rowOf(figure: Figure): string {
	const { what, value, unit, baseline, baselineValue, most } = figure;
	const cells = [
		what,
		`${short(value)} ${unit}`.trim(),
		`${baseline}: ${short(baselineValue)} ${unit}`.trim(),
		short(ratioOf(figure)),
		most === undefined ? '' : short(most),
	];
	return `| ${cells.join(' | ')} |`;
}

function ratioIn(row: string): readonly (readonly [what: string, ratio: number])[] {
	const [, what = '', , , ratio = ''] = row.split('|').map(cell => cell.trim());
	return /^-?[\d.e-]+$/.test(ratio) ? [[what, Number(ratio)]] : [];
}

/** Three digits that count. */
export function short(value: number): string {
	return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
