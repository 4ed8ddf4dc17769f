import type { EditDelta, EditPort } from '../../src/core/edit/contract.ts';
import { EditSession } from '../../src/core/edit/session.ts';
import { growth, median, type Bench, type Figure } from './figure.ts';
import { rewrites, sourceRows } from './rewrites.ts';

const mebibyte = 1024 * 1024;
/** Characters a delta, as gateways send them. */
const deltaLength = 64;
/** Of the session's time, by size: a little above linear for the tables that outgrow the caches. */
const mostGrowth = 1.2;

/** An editor that takes everything at once: what is measured is ours. */
const port: EditPort = {
	apply: (_edit, _stops, landed) => {
		landed();
		return Promise.resolve(true);
	},
};

async function* answer(text: string): AsyncGenerator<EditDelta> {
	for (let at = 0; at < text.length; at += deltaLength) {
		yield { text: text.slice(at, at + deltaLength) };
	}
	yield { finish: 'stop' };
}

/** Streams a rewrite of rows [start, end) of a document. */
async function edited(
	rows: readonly string[],
	start: number,
	end: number,
	fresh: readonly string[],
): Promise<EditSession> {
	const session = new EditSession({
		document: { lineCount: rows.length, lineAt: row => rows[row] ?? '' },
		target: {
			mode: 'lines',
			range: { start: { line: start, character: 0 }, end: { line: end, character: 0 } },
		},
		languageId: 'typescript',
	});
	const text = `\`\`\`ts\n${fresh.join('\n')}\n\`\`\`\n`;
	const { outcome } = await session.stream(answer(text), port, new AbortController().signal);
	if (outcome !== 'review') {
		throw new Error(`The edit ended as ${outcome}.`);
	}
	return session;
}

async function growthOf(
	sizes: readonly number[],
	run: (size: number) => Promise<unknown>,
): Promise<{ readonly exponent: number; readonly last: number }> {
	const costs = new Map<number, number>();
	for (const size of sizes) {
		const times: number[] = [];
		for (let round = 0; round < 2; round++) {
			const start = performance.now();
			await run(size);
			times.push(performance.now() - start);
		}
		costs.set(size, median(times));
	}
	return { exponent: growth(costs), last: [...costs.values()].at(-1) ?? NaN };
}

function rowsOfSize(bytes: number): string[] {
	const rows = sourceRows(Math.ceil(bytes / 25));
	let length = 0;
	const end = rows.findIndex(row => (length += row.length + 1) > bytes);
	return end < 0 ? rows : rows.slice(0, end);
}

/** Bytes that a session holds after an edit of rows [start, end), over those of the file's text. */
async function memory(
	count: number,
	start: number,
	end: number,
): Promise<readonly [number, number]> {
	const rows = sourceRows(count);
	const fresh = rewrites['5 % scattered']?.(rows.slice(start, end)) ?? [];
	const size = rows.reduce((sum, row) => sum + row.length + 1, 0);
	await edited(rows, start, end, fresh);
	await collected();
	const before = process.memoryUsage().heapUsed;
	const session = await edited(rows, start, end, fresh);
	await collected();
	const held = process.memoryUsage().heapUsed - before;
	return session.hunks.length > 0 ? [held / mebibyte, size / mebibyte] : [NaN, size];
}

/** What nobody holds is gone, also what waited for its turn. */
async function collected(): Promise<void> {
	for (let turn = 0; turn < 3; turn++) {
		await new Promise(resolve => {
			setImmediate(resolve);
		});
		globalThis.gc?.();
	}
}

/** A whole edit through the engine, without an editor: its memory, and that large ones stay linear. */
export const bench: Bench = {
	title: 'An edit in the engine',
	async measure() {
		const some = rewrites['5 % scattered'] ?? (rows => [...rows]);
		const rows = await growthOf([2_500, 5_000, 10_000], size => {
			const all = sourceRows(size);
			return edited(all, 0, size, some(all));
		});
		const text = await growthOf([1.25 * mebibyte, 2.5 * mebibyte, 5 * mebibyte], size => {
			const all = rowsOfSize(size);
			return edited(all, 0, all.length, some(all));
		});
		const line = await growthOf([mebibyte / 4, mebibyte / 2, mebibyte], size => {
			const long = 'const x = 1; '.repeat(size / 13);
			return edited(['a', long, 'b'], 0, 2, ['a', `${long}// seen`]);
		});
		const small = await memory(20_000, 2_000, 2_200);
		const whole = await memory(20_000, 0, 20_000);
		const exponent = (what: string, value: number): Figure => ({
			what,
			value,
			unit: '',
			baseline: 'linear',
			baselineValue: 1,
			most: mostGrowth,
		});
		const held = (what: string, [value, size]: readonly [number, number]): Figure => ({
			what,
			value,
			unit: 'MiB',
			baseline: 'the text of the file',
			baselineValue: size,
			most: 3,
		});
		return [
			exponent('exponent from 2,500 to 10,000 rows', rows.exponent),
			exponent('exponent from 1.25 to 5 MiB', text.exponent),
			exponent('exponent of one row from 0.25 to 1 MiB', line.exponent),
			{
				what: 'an answer of 5 MiB',
				value: text.last,
				unit: 'ms',
				baseline: 'at 10,000 tokens a second',
				baselineValue: (5 * mebibyte * 1_000) / 40_000,
				most: 0.1,
			},
			held('memory, an edit of 200 of 20,000 rows', small),
			held('memory, an edit of all of 20,000 rows', whole),
		];
	},
};
