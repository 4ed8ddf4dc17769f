/**
 * Measures what we claim about speed, weight and memory: one command, one table, and the same as
 * JSON in `bench-results.json`.
 *
 * npm run bench                    every bench
 * npm run bench -- decode memory   those whose file name begins so
 * npm run bench -- --write         every bench, and the table in README.md beside this file
 *
 * To add one, put a file `test/bench/NAME.bench.ts` beside this one that exports
 *
 *     export const bench: Bench = { title: 'Decoding', measure: async () => [figure, …] };
 *
 * It is found by its name and runs in a process of its own, alone, with `globalThis.gc`; what it
 * logs goes to the screen. Every figure (`figure.ts`) is a value beside a named baseline that was
 * measured in the same run, or a physical limit, or a budget; it holds as long as value / baseline
 * is at most `most`. So a figure means the same on any machine. `compete` times contestants in
 * interleaved rounds and gives medians of pairs; `growth` fits the exponent of costs at three sizes.
 *
 * A bench with a figure that does not hold is measured again, twice at most, since a busy machine can
 * spoil a run; the last one counts. The exit code is 1 when a figure still does not hold.
 */
import { fork } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../support/paths.ts';
import { holds, ratioOf, type Bench, type Figure } from './figure.ts';
import { driftFrom, short, writeTable } from './table.ts';

const attempts = 3;

interface Measured {
	readonly title: string;
	readonly figures: readonly Figure[];
}

interface Result extends Measured {
	readonly name: string;
	readonly attempts: number;
}

/** In the process of one bench. */
async function measureHere(file: string): Promise<void> {
	// oxlint-disable-next-line no-unsafe-type-assertion -- what the comment above asks for
	const { bench } = (await import(pathToFileURL(file).href)) as { bench: Bench };
	const measured: Measured = { title: bench.title, figures: await bench.measure() };
	process.send?.(measured, () => process.exit());
}

async function measureThere(file: string): Promise<Measured> {
	const child = fork(import.meta.filename, ['measure', file], { execArgv: ['--expose-gc'] });
	return new Promise((resolve, reject) => {
		child.once('message', message => {
			// oxlint-disable-next-line no-unsafe-type-assertion -- what `measureHere` sends
			resolve(message as Measured);
		});
		child.once('exit', () => reject(new Error(`${basename(file)} ended without figures.`)));
	});
}

async function measure(file: string): Promise<Result> {
	const name = basename(file, '.bench.ts');
	for (let attempt = 1; ; attempt++) {
		const measured = await measureThere(file);
		if (attempt === attempts || measured.figures.every(holds)) {
			return { name, ...measured, attempts: attempt };
		}
	}
}

function show({ title, figures, attempts: tried }: Result): void {
	console.log(`\n${title}${tried > 1 ? ` (measured ${tried} times)` : ''}`);
	for (const figure of figures) {
		const { what, value, unit, baseline, baselineValue, most } = figure;
		const limit = most === undefined ? '' : `at most ${short(most)}`;
		const verdict = holds(figure) ? '' : '  TOO MUCH';
		console.log(
			`  ${what.padEnd(50)} ${quantity(value, unit)}` +
				`  ${short(ratioOf(figure)).padStart(7)} × ${baseline.padEnd(34)}` +
				`${quantity(baselineValue, unit)}  ${limit}${verdict}`,
		);
	}
}

function quantity(value: number, unit: string): string {
	return `${short(value).padStart(8)} ${unit.padEnd(5)}`;
}

async function run(words: readonly string[]): Promise<void> {
	const wanted = words.filter(word => word !== '--write');
	const files = await readdir(import.meta.dirname);
	const chosen = files
		.filter(file => file.endsWith('.bench.ts'))
		.toSorted()
		.filter(file => wanted.length === 0 || wanted.some(name => file.startsWith(name)));
	if (chosen.length === 0) {
		throw new Error(`There is no bench whose name begins with ${wanted.join(' or ')}.`);
	}
	const [cpu] = cpus();
	const machine = `${cpus().length} × ${cpu?.model ?? 'unknown'}, Node ${process.versions.node}`;
	console.log(machine);
	const results: Result[] = [];
	for (const file of chosen) {
		const result = await measure(join(import.meta.dirname, file));
		results.push(result);
		show(result);
	}
	const json = { date: new Date().toISOString(), machine, results };
	await writeFile(join(root, 'bench-results.json'), `${JSON.stringify(json, undefined, '\t')}\n`);
	if (words.includes('--write') && wanted.length === 0) {
		await writeTable(machine, json.date, results);
	}
	for (const sentence of await driftFrom(results)) {
		console.log(sentence);
	}
	if (!results.every(({ figures }) => figures.every(holds))) {
		process.exitCode = 1;
	}
}

const [first, file, ...more] = process.argv.slice(2);
await (first === 'measure' && file !== undefined
	? measureHere(file)
	: run([first, file, ...more].filter(name => name !== undefined)));
