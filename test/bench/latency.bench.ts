import { median, quantile, type Bench, type Figure } from './figure.ts';
import { measuredInVsCode } from './inVsCode.ts';

/** Milliseconds that `test/host/latency.test.ts` prints, by what they are of. */
type Latencies = Readonly<Record<string, readonly number[]>>;

const ticking = 'a panel that forwards every 50 ms';

/** Of a language server that rests, and of one that is busy. */
async function measured(): Promise<readonly [quiet: Latencies, busy: Latencies]> {
	const told = await measuredInVsCode('the latency is measured', 'LATENCIES');
	// oxlint-disable-next-line no-unsafe-type-assertion -- what the test prints
	return told as readonly [Latencies, Latencies];
}

/** A part of a kind of times beside the same part of another kind. */
function beside(
	taken: Latencies,
	part: number,
	what: string,
	[name, baselineName]: readonly [name: string, baselineName: string],
	baseline: string,
	most?: number,
): Figure {
	const value = (kind: string): number => quantile(taken[kind] ?? [], part);
	return {
		what,
		value: value(name),
		unit: 'ms',
		baseline,
		baselineValue: value(baselineName),
		...(most !== undefined && { most }),
	};
}

function figures(taken: Latencies, state: string): readonly Figure[] {
	const trip = 'a message to a panel and back';
	return [
		beside(
			taken,
			0.95,
			`question to request on the wire, ${state}, p95`,
			['question', 'bare'],
			'a bare fetch',
			3,
		),
		beside(
			taken,
			0.5,
			`first byte to painted text, ${state}, median`,
			['first', 'firstTicking'],
			ticking,
			1 / 4,
		),
		...[50, 200].map(rate =>
			beside(
				taken,
				0.5,
				`delta to painted text at ${rate} a second, ${state}, median`,
				[`ours${rate}`, `ticking${rate}`],
				ticking,
				0.7,
			),
		),
		beside(taken, 0.5, `last byte to settled, ${state}, median`, ['last', 'trip'], trip),
		beside(taken, 0.95, `Stop to closed socket, ${state}, p95`, ['stop', 'trip'], trip, 3),
		{
			what: `edit without typing to request, ${state}, median`,
			value: median(taken['edit'] ?? []),
			unit: 'ms',
			baseline: 'what the language may take for scope and names',
			baselineValue: 300,
			most: 1.2,
		},
	];
}

/** Questions and answers in a real VS Code with a file of 10,000 rows open. */
export const bench: Bench = {
	title: 'Latency in VS Code, a file of 10,000 rows open',
	async measure() {
		const [quiet, busy] = await measured();
		return [...figures(quiet, 'language server at rest'), ...figures(busy, 'language server busy')];
	},
};
