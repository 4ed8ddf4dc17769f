import { FileSearch } from '../../src/core/chat/fileSearch.ts';
import { cpu, median, type Bench, type Figure } from './figure.ts';

const folders = 'src lib core host web api store chat edit users orders billing'.split(' ');
const names = 'session index route model view table parser client cache record'.split(' ');
const queries = ['session', 'core/chat ses', 'usrcache7', 'billing/view.ts', 'flsr', 'zzz'];
const count = 100_000;
const limit = 40;

/** Paths as projects of this size have them: a few names, over and over. */
function paths(): readonly string[] {
	return Array.from({ length: count }, (_, at) => {
		const part = (from: number) => folders[Math.floor(at / from) % folders.length] ?? '';
		const name = names[at % names.length] ?? '';
		return `packages/p${at % 97}/${part(1)}/${part(12)}/${part(144)}/${name}${at % 1000}.ts`;
	});
}

/** Milliseconds of processor time. */
function timed(act: () => void): number {
	const start = cpu();
	act();
	return cpu() - start;
}

/** What each letter takes of all queries, the first one of a list included. */
function typed(all: readonly string[]): readonly number[] {
	const search = new FileSearch(all);
	return queries.flatMap(query =>
		Array.from(query, (_, at) => timed(() => search.find(query.slice(0, at + 1), limit))),
	);
}

/** The least that any search does: it looks at each path once for the letters as they are typed. */
function scanned(all: readonly string[]): readonly number[] {
	const small = all.map(path => path.toLowerCase());
	return queries.flatMap(query =>
		Array.from(query, (_, at) =>
			timed(() => small.filter(path => path.includes(query.slice(0, at + 1)))),
		),
	);
}

export const bench: Bench = {
	title: `Finding a file among ${count.toLocaleString('en')} while typing its name`,
	async measure() {
		const all = paths();
		typed(all);
		const [ours, floor] = [typed(all), scanned(all)];
		const budget = (what: string, value: number, most: number): Figure => ({
			what,
			value,
			unit: 'ms',
			baseline: 'budget',
			baselineValue: most,
			most: 1,
		});
		return [
			budget(
				'making the list',
				timed(() => new FileSearch(all)),
				250,
			),
			budget('a letter, median', median(ours), 50),
			budget('the slowest letter', Math.max(...ours), 100),
			{
				what: 'all letters',
				value: ours.reduce((sum, time) => sum + time, 0),
				unit: 'ms',
				baseline: 'one look at each path',
				baselineValue: floor.reduce((sum, time) => sum + time, 0),
				most: 3,
			},
		];
	},
};
