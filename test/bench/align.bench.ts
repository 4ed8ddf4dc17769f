import { diffArrays } from 'diff';
import { alignRows } from '../../src/core/edit/align.ts';
import { Sweep } from '../../src/core/edit/sweep.ts';
import { compete, growth, median, type Bench, type Figure } from './figure.ts';
import { fuzzyAlign } from './fuzzyMatching.ts';
import { randomFrom, rewrites, sourceRows } from './rewrites.ts';

const sizes = [1_000, 3_000, 10_000] as const;
const cases = 3_000;

/** All new rows as they stream in, the index of the old ones included. */
function sweep(oldRows: readonly string[], newRows: readonly string[]): number {
	const aligner = new Sweep(oldRows);
	let kept = 0;
	for (const row of newRows) {
		kept += aligner.take(row).act === 'keep' ? 1 : 0;
	}
	return kept;
}

const rounds = 15;
const warmUp = 3;

/** Rows that nobody has seen yet, as rows of an answer are: neither interned nor hashed. */
function arriving(rows: readonly string[]): readonly string[] {
	return rows.map(row => ` ${row}`.slice(1));
}

interface Kind {
	readonly name: string;
	/** Milliseconds by size. */
	readonly sweeps: ReadonlyMap<number, number>;
	readonly ends: ReadonlyMap<number, number>;
	/** Of 1,000 rows. */
	readonly fuzzy: number;
	readonly ratio: number;
}

async function measureKind(name: string, rewrite: (typeof rewrites)[string]): Promise<Kind> {
	const sweeps = new Map<number, number>();
	const ends = new Map<number, number>();
	let fuzzy = NaN;
	let ratio = NaN;
	for (const size of sizes) {
		const oldRows = sourceRows(size);
		const newRows = rewrite?.(oldRows) ?? oldRows;
		const timed = await compete(
			{
				sweep: () => sweep(oldRows, arriving(newRows)),
				end: () => alignRows(oldRows, arriving(newRows)),
				fuzzy: () => size === 1_000 && fuzzyAlign(oldRows, arriving(newRows)),
			},
			rounds,
			warmUp,
		);
		sweeps.set(size, timed.time('sweep'));
		ends.set(size, timed.time('end'));
		if (size === 1_000) {
			fuzzy = timed.time('fuzzy');
			ratio = timed.ratio('sweep', 'fuzzy');
		}
	}
	return { name, sweeps, ends, fuzzy, ratio };
}

/** How often the end pass shows more rows than the package does. */
function notMinimal(): number {
	const random = randomFrom(11);
	const below = (limit: number) => Math.floor(random() * limit);
	const line = () =>
		(below(3) === 0 ? ['', '}', '\t}', 'a();'][below(4)] : String(below(60))) ?? '';
	let found = 0;
	for (let at = 0; at < cases; at++) {
		const a = Array.from({ length: below(120) }, line);
		const b = a.flatMap(row => (below(6) === 0 ? Array.from({ length: below(3) }, line) : [row]));
		const shown = alignRows(a, b).reduce(
			(sum, span) => sum + span.oldEnd - span.oldStart + span.newEnd - span.newStart,
			0,
		);
		const least = diffArrays(a, b)
			.filter(({ added, removed }) => added || removed)
			.reduce((sum, { value }) => sum + value.length, 0);
		found += shown > least ? 1 : 0;
	}
	return found;
}

/** The aligner: how it grows, beside a matcher by edit distance, and whether its end is minimal. */
export const bench: Bench = {
	title: 'Aligning rows, median of ten kinds of edits',
	async measure() {
		const kinds: Kind[] = [];
		for (const [name, rewrite] of Object.entries(rewrites)) {
			kinds.push(await measureKind(name, rewrite));
		}
		const at = (of: (kind: Kind) => number) => median(kinds.map(of));
		const time = (size: number) => at(({ sweeps }) => sweeps.get(size) ?? NaN);
		const figures: Figure[] = [
			{
				what: 'exponent from 1,000 to 10,000 rows, streaming',
				value: at(({ sweeps }) => growth(sweeps)),
				unit: '',
				baseline: 'linear',
				baselineValue: 1,
				most: 1.1,
			},
			{
				what: 'exponent from 1,000 to 10,000 rows, end pass',
				value: at(({ ends }) => growth(ends)),
				unit: '',
				baseline: 'linear',
				baselineValue: 1,
			},
			{
				what: '1,000 rows, streaming',
				value: time(1_000),
				unit: 'ms',
				baseline: 'first similar row (edit distance)',
				baselineValue: at(({ fuzzy }) => fuzzy),
				most: 0.1,
			},
			...kinds.map(({ name, sweeps, fuzzy, ratio }): Figure => ({
				what: `1,000 rows, ${name}`,
				value: sweeps.get(1_000) ?? NaN,
				unit: 'ms',
				baseline: 'first similar row (edit distance)',
				baselineValue: fuzzy,
				ratio,
				most: 1,
			})),
			{
				what: '10,000 rows, end pass',
				value: at(({ ends }) => ends.get(10_000) ?? NaN),
				unit: 'ms',
				baseline: 'budget',
				baselineValue: 50,
				most: 1,
			},
			{
				what: `of ${cases} random edits, not minimal at the end`,
				value: notMinimal(),
				unit: '',
				baseline: '0.1 % of them, by the package diff',
				baselineValue: cases / 1_000,
				most: 1,
			},
		];
		return figures;
	},
};
