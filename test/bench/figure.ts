/** One line of the table: what was measured, beside what it is compared with in the same run. */
export interface Figure {
	/** E.g. `decode 20 MiB of 4-character deltas`. */
	readonly what: string;
	readonly value: number;
	/** E.g. `ms`, `MiB`, `KB`; empty for counts and exponents. */
	readonly unit: string;
	/** What the value is compared with: another implementation, a physical limit, a budget. */
	readonly baseline: string;
	/** In the same unit. */
	readonly baselineValue: number;
	/** Only where it is not simply the two divided, e.g. the median of the ratios of pairs. */
	readonly ratio?: number;
	/** The largest ratio that holds; without it the figure is only told. */
	readonly most?: number;
}

/** What every `*.bench.ts` exports, under the name `bench`. */
export interface Bench {
	/** Heads its lines in the table. */
	readonly title: string;
	/** Runs in a process of its own with `globalThis.gc`. Throws when what it measures went wrong. */
	measure(): Promise<readonly Figure[]>;
}

export function ratioOf({ value, baselineValue, ratio }: Figure): number {
	return ratio ?? value / baselineValue;
}

export function holds(figure: Figure): boolean {
	return figure.most === undefined || ratioOf(figure) <= figure.most;
}

/** @param part 0.5 for the median, 0.95 for the 95th percentile. */
export function quantile(values: readonly number[], part: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** Milliseconds on the wall. */
const wall = (): number => performance.now();

/** Milliseconds that this process had a core, which a busy machine does not lengthen. */
export function cpu(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** Milliseconds of each contestant in each round. */
export interface Rounds<Name extends string> {
	/** The median of one contestant. */
	time(name: Name): number;
	/** The median of the ratios of the rounds: noise that both met in a round cancels out. */
	ratio(name: Name, baseline: Name): number;
}

/**
 * Times contestants against each other. In each round every one runs once, in turns of changing
 * order, so that whatever else the machine does meets them alike. The first rounds warm up.
 */
export async function compete<Name extends string>(
	contestants: Readonly<Record<Name, () => unknown>>,
	rounds: number,
	warmUp = 2,
	clock = wall,
): Promise<Rounds<Name>> {
	// oxlint-disable-next-line no-unsafe-type-assertion -- the keys of the record above
	const names = Object.keys(contestants) as Name[];
	const times = new Map<Name, number[]>(names.map(name => [name, []]));
	for (let round = -warmUp; round < rounds; round++) {
		for (const name of round % 2 === 0 ? names : names.toReversed()) {
			const start = clock();
			await contestants[name]();
			const taken = clock() - start;
			if (round >= 0) {
				times.get(name)?.push(taken);
			}
		}
	}
	const of = (name: Name) => times.get(name) ?? [];
	return {
		time: name => median(of(name)),
		ratio: (name, baseline) =>
			median(of(name).map((time, round) => time / (of(baseline)[round] ?? NaN))),
	};
}

/**
 * The exponent by which costs grow with size: 1 is linear. A line fitted through the logarithms.
 *
 * @param costs Cost by size, at three sizes at least.
 */
export function growth(costs: ReadonlyMap<number, number>): number {
	const points = [...costs].map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
	const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
	const [x, y] = [mean(0), mean(1)];
	const covariance = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
	const variance = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
	return covariance / variance;
}
