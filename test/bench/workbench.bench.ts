import type { Bench, Figure } from './figure.ts';
import { measuredInVsCode } from './inVsCode.ts';

/** What `test/host/speed.test.ts` prints. */
interface Measured {
	/** Percent of frames over 50 ms, at rest and while the rows arrive. */
	readonly idle: number;
	readonly busy: number;
	/** Milliseconds from a row's end to its being painted. */
	readonly first: number;
	readonly last: number;
	/** A second. */
	readonly edits: number;
}

async function measured(): Promise<Measured> {
	// oxlint-disable-next-line no-unsafe-type-assertion -- what the test prints
	return (await measuredInVsCode('an edit is measured by the bench', 'FIGURES')) as Measured;
}

/** 200 rows at 100 rows a second into a file of 5,000, in a real VS Code. */
export const bench: Bench = {
	title: 'An edit in the workbench',
	async measure() {
		const { idle, busy, first, last, edits } = await measured();
		const budget = (what: string, value: number, unit: string, most: number): Figure => ({
			what,
			value,
			unit,
			baseline: 'budget',
			baselineValue: most,
			most: 1,
		});
		return [
			budget('first row painted after its end arrived', first, 'ms', 100),
			budget('last row painted after its end arrived', last, 'ms', 150),
			budget('edits a second', edits, '', 25),
			budget('frames over 50 ms, points above those at rest', Math.max(busy - idle, 0), '%', 5),
		];
	},
};
