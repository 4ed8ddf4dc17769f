import { History } from '../../src/core/chat/history.ts';
import { makeId } from '../../src/core/chat/record.ts';
import type { Turn } from '../../src/core/chat/turn.ts';
import type { DocumentRows } from '../../src/core/edit/rows.ts';
import { editPrompt } from '../../src/core/prompt/edit.ts';
import { FilesInMemory, silent } from '../core/chat/historyOnDisk.ts';
import { compete, growth, type Bench, type Figure } from './figure.ts';

const start = 1_700_000_000_000;
const sessionId = makeId(start, () => 0);
/** Of the panel: what it shows of a long chat at first. */
const shown = 40;

function turn(at: number): Turn {
	return {
		id: makeId(start + at, () => 0.5),
		seq: at,
		parent: at === 1 ? null : makeId(start + at - 1, () => 0.5),
		question: { text: `Question ${at}`, shown: `Question ${at}`, context: [], task: 'chat' },
		askedModel: 'm',
		answer: 'An answer of some length, with words in it.\n'.repeat(27),
		reasoning: '',
		settled: { outcome: 'complete', duration: 5 },
	};
}

/** Files of a chat of so many turns. */
async function chatOf(turns: number): Promise<FilesInMemory> {
	const files = new FilesInMemory();
	const history = new History({ files, window: 'window00', now: () => start, log: silent });
	for (let at = 1; at <= turns; at++) {
		await history.saveTurn(sessionId, turn(at));
	}
	return files;
}

/** Milliseconds to read a chat as a window does that has not seen it. */
async function opening(files: FilesInMemory, most: number): Promise<number> {
	const timed = await compete(
		{
			open: async () => {
				const history = new History({ files, window: 'window01', now: () => start, log: silent });
				await history.news(sessionId, most);
			},
		},
		9,
	);
	return timed.time('open');
}

async function histories(): Promise<readonly Figure[]> {
	const sizes = [50, 200, 800];
	const whole = new Map<number, number>();
	const latest = new Map<number, number>();
	for (const size of sizes) {
		const files = await chatOf(size);
		whole.set(size, await opening(files, Infinity));
		latest.set(size, await opening(files, shown));
	}
	return [
		linear('reading a chat of 50, 200, 800 turns, exponent', whole),
		{
			what: `its latest ${shown} turns, of 800`,
			value: latest.get(800) ?? NaN,
			unit: 'ms',
			baseline: 'the whole of it',
			baselineValue: whole.get(800) ?? NaN,
			most: 0.5,
		},
	];
}

/** The prompt of an edit in the middle of files of growing length, with one budget. */
async function prompts(): Promise<Figure> {
	const costs = new Map<number, number>();
	for (const size of [1_000, 10_000, 100_000]) {
		const rows: DocumentRows = {
			lineCount: size,
			lineAt: row => `\tconst value${row} = compute(${row}, 'some words of code');`,
		};
		const at = { line: size / 2, character: 0 };
		const timed = await compete(
			{
				ours: () =>
					editPrompt({
						file: { path: 'a.ts', languageId: 'typescript', indentUnit: 'tab' },
						rows,
						target: {
							mode: 'lines',
							range: { start: at, end: { line: at.line + 5, character: 0 } },
						},
						instruction: 'Rename.',
						maxTokens: 28_000,
					}),
			},
			15,
		);
		costs.set(size, timed.time('ours'));
	}
	return linear('prompt of an edit in 1,000 to 100,000 rows, exponent', costs);
}

function linear(what: string, costs: ReadonlyMap<number, number>): Figure {
	return {
		what,
		value: growth(costs),
		unit: '',
		baseline: 'linear',
		baselineValue: 1,
		most: 1.2,
	};
}

/** That costs do not grow faster than what they are for. */
export const bench: Bench = {
	title: 'Scale of history and prompts',
	measure: async () => [...(await histories()), await prompts()],
};
