import { glob, readFile } from 'node:fs/promises';
import type { EditTarget } from '../../src/core/edit/contract.ts';
import { editPrompt } from '../../src/core/prompt/edit.ts';
import { namesIn } from '../../src/core/prompt/names.ts';
import type { RelatedCode } from '../../src/core/prompt/related.ts';
import { rowsOf, slice } from '../../src/core/prompt/rows.ts';
import { estimateTokens } from '../../src/core/prompt/tokens.ts';
import { root } from '../support/paths.ts';
import { quantile, type Bench, type Figure } from './figure.ts';

/** Real files of many hands and sizes: this project and the packages that it is built with. */
const sources = [
	'src/**/*.ts',
	'test/**/*.ts',
	'node_modules/{openai,fast-check,mocha,markdown-it,axe-core}/**/*.{ts,mts,js,mjs}',
];
const mostFiles = 1_200;
const maxTokens = 28_000;
/** Rows of a selection. */
const selected = 20;
/** Files of which the first blocks serve as what a language server finds. */
const definitions = 8;

interface Source {
	readonly path: string;
	readonly text: string;
}

interface Assembled {
	/** Milliseconds. */
	readonly taken: number;
	/** Estimated tokens. */
	readonly tokens: number;
}

async function read(): Promise<readonly Source[]> {
	const paths: string[] = [];
	for await (const path of glob(sources, { cwd: root })) {
		paths.push(path.replaceAll('\\', '/'));
	}
	const chosen = paths.toSorted().filter((_, at) => at % Math.ceil(paths.length / mostFiles) === 0);
	return await Promise.all(
		chosen.map(async path => ({ path, text: await readFile(`${root}/${path}`, 'utf8') })),
	);
}

function related(all: readonly Source[], from: number): readonly RelatedCode[] {
	return Array.from({ length: definitions }, (_, at) => {
		const { path, text } = all[(from + at * 37) % all.length] ?? { path: '', text: '' };
		const rows = text.split('\n', 60);
		return { path, languageId: 'typescript', startRow: 0, rows, symbol: `name${at}` };
	});
}

function assemble({ path, text }: Source, part: number, found: readonly RelatedCode[]): Assembled {
	const start = performance.now();
	const rows = rowsOf(text);
	const line = Math.min(rows.lineCount - 1, Math.floor(rows.lineCount * part));
	const next = Math.min(rows.lineCount, line + selected);
	const region = slice(rows, line, next);
	namesIn(region, 12);
	const target: EditTarget = {
		mode: 'lines',
		range: { start: { line, character: 0 }, end: { line: next, character: 0 } },
	};
	const { messages } = editPrompt({
		file: { path, languageId: 'typescript', indentUnit: 'tab' },
		rows,
		target,
		instruction: 'Simplify',
		maxTokens,
		context: { enclosing: [], related: found },
	});
	const taken = performance.now() - start;
	const sum = messages.reduce((tokens, { content }) => tokens + estimateTokens(content), 0);
	// What the user selected is never cut: a minified row may alone be longer than the budget.
	return { taken, tokens: Math.max(0, sum - estimateTokens(region.join('\n'))) };
}

function figures(what: string, all: readonly Assembled[]): readonly Figure[] {
	return [
		{
			what: `${what}: assembly, p95`,
			value: quantile(
				all.map(({ taken }) => taken),
				0.95,
			),
			unit: 'ms',
			baseline: 'budget',
			baselineValue: 30,
			most: 1,
		},
		{
			what: `${what}: tokens, p95`,
			value: quantile(
				all.map(({ tokens }) => tokens),
				0.95,
			),
			unit: 'tokens',
			baseline: 'doubao.context.maxTokens',
			baselineValue: maxTokens,
			most: 1,
		},
		{
			what: `${what}: tokens, median`,
			value: quantile(
				all.map(({ tokens }) => tokens),
				0.5,
			),
			unit: 'tokens',
			baseline: 'doubao.context.maxTokens',
			baselineValue: maxTokens,
		},
	];
}

export const bench: Bench = {
	title: 'Context of a request, three places in each of some 1,200 real files',
	async measure() {
		const all = await read();
		const places = [0.1, 0.5, 0.9];
		const run = (find: (at: number) => readonly RelatedCode[]) =>
			all.flatMap((source, at) => places.map(part => assemble(source, part, find(at))));
		run(() => []);
		return [
			...figures(
				'no language server',
				run(() => []),
			),
			...figures(
				`${definitions} definitions found`,
				run(at => related(all, at)),
			),
		];
	},
};
