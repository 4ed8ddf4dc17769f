import { closeBrowser } from '../webview/panel.ts';
import { anewContestant, panelContestant, PageMeter, pieceSize } from './chatPage.ts';
import type { Contestant } from './chatPage.ts';
import { giants, mixed } from './chatText.ts';
import { growth, median } from './figure.ts';
import type { Bench, Figure } from './figure.ts';

/** Processor time of a frame, in milliseconds, while an answer that has `length` units goes on. */
async function frameCost(
	contestant: Contestant,
	meter: PageMeter,
	text: string,
	length: number,
	frames: number,
): Promise<number> {
	await contestant.begin(text.slice(0, length));
	const more = text.slice(length, length + frames * pieceSize);
	await contestant.stream(more.slice(0, pieceSize));
	return (await meter.cpu(() => contestant.stream(more.slice(pieceSize)))) / (frames - 1);
}

interface Pair {
	readonly panel: Contestant;
	readonly anew: Contestant;
	readonly panelMeter: PageMeter;
	readonly anewMeter: PageMeter;
}

/** The whole answer's cost by frames at places all along it, ours and anew, taken in turns. */
async function streaming(
	{ panel, anew, panelMeter, anewMeter }: Pair,
	size: number,
	most: number,
): Promise<Figure> {
	const text = mixed(size);
	const costs = { ours: 0, theirs: 0 };
	for (const part of [0.25, 0.75]) {
		const length = Math.floor(size * part);
		costs.ours += await frameCost(panel, panelMeter, text, length, 64);
		costs.theirs += await frameCost(anew, anewMeter, text, length, size > 200_000 ? 4 : 9);
	}
	return {
		what: `stream an answer of ${size / 1000} KB, CPU a frame`,
		value: costs.ours / 2,
		unit: 'ms',
		baseline: 'all of it anew each frame',
		baselineValue: costs.theirs / 2,
		most,
	};
}

async function exponent({ panel, panelMeter }: Pair): Promise<Figure> {
	const costs = new Map<number, number>();
	for (const size of [50_000, 160_000, 500_000]) {
		const text = mixed(size + 2000);
		const tries: number[] = [];
		for (let attempt = 0; attempt < 1; attempt++) {
			tries.push(await frameCost(panel, panelMeter, text, size, 64));
		}
		costs.set(size, Math.min(...tries));
	}
	return {
		what: 'growth of a frame’s cost from 50 to 500 KB',
		value: growth(costs),
		unit: '',
		baseline: 'exponent allowed',
		baselineValue: 0.3,
		most: 1,
	};
}

async function giant(
	{ panel, anew, panelMeter, anewMeter }: Pair,
	name: string,
	most: number,
): Promise<Figure> {
	const text = giants[name]?.(104_000) ?? '';
	const ours = await frameCost(panel, panelMeter, text, 100_000, 64);
	const theirs = await frameCost(anew, anewMeter, text, 100_000, 6);
	return {
		what: `a ${name} of 100 KB goes on, CPU a frame`,
		value: ours,
		unit: 'ms',
		baseline: 'all of it anew each frame',
		baselineValue: theirs,
		most,
	};
}

/** 200 deltas a second after 100 KB: what the user would feel. */
async function realTime({ panel }: Pair): Promise<readonly Figure[]> {
	await panel.begin(mixed(100_000));
	await panel.page.evaluate(() => {
		const felt = { tasks: 0, frames: [] as number[] };
		Object.assign(window, { felt });
		new PerformanceObserver(list => {
			felt.tasks += list.getEntries().length;
		}).observe({ entryTypes: ['longtask'] });
		const frame = (time: number) => {
			felt.frames.push(time);
			requestAnimationFrame(frame);
		};
		requestAnimationFrame(frame);
	});
	await panel.stream(mixed(100_000).slice(0, 300 * pieceSize));
	const { tasks, frames } = await panel.page.evaluate((): { tasks: number; frames: number[] } =>
		Reflect.get(window, 'felt'),
	);
	const gaps = frames.slice(1).map((time, index) => time - (frames[index] ?? time));
	const late = gaps.filter(gap => gap > 1.5 * median(gaps)).length;
	return [
		{
			what: 'long tasks in 5 s of 200 deltas/s after 100 KB',
			value: tasks,
			unit: '',
			baseline: 'none allowed',
			baselineValue: 1,
			most: 0,
		},
		{
			what: 'late frames in the same',
			value: (100 * late) / gaps.length,
			unit: '%',
			baseline: 'allowed',
			baselineValue: 1,
			most: 1,
		},
	];
}

async function measure(): Promise<readonly Figure[]> {
	const [panel, anew] = await Promise.all([panelContestant(), anewContestant()]);
	const pair: Pair = {
		panel,
		anew,
		panelMeter: await PageMeter.of(panel.page),
		anewMeter: await PageMeter.of(anew.page),
	};
	try {
		return [
			await streaming(pair, 100_000, 1 / 15),
			await streaming(pair, 500_000, 1 / 50),
			await exponent(pair),
			await giant(pair, 'fence', 1 / 10),
			await giant(pair, 'list', 1 / 7),
			await giant(pair, 'table', 1 / 7),
			await giant(pair, 'paragraph', 1 / 10),
			...(await realTime(pair)),
		];
	} finally {
		await closeBrowser();
	}
}

export const bench: Bench = { title: 'The chat panel: an answer that streams', measure };
