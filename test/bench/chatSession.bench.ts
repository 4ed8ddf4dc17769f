import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conversation } from '../../src/core/chat/conversation.ts';
import { Feed } from '../../src/core/chat/feed.ts';
import { History } from '../../src/core/chat/history.ts';
import type { ToWebview } from '../../src/core/chat/protocol.ts';
import { makeId } from '../../src/core/chat/record.ts';
import type { HistoryFiles } from '../../src/core/chat/sessionFiles.ts';
import { Sessions } from '../../src/core/chat/sessions.ts';
import { filesIn, silent } from '../core/chat/historyOnDisk.ts';
import { ScriptedGateway } from '../core/chat/scriptedGateway.ts';
import { closeBrowser, TestPanel } from '../webview/panel.ts';
import { append, settle, turn } from '../webview/turns.ts';
import { PageMeter, quiet } from './chatPage.ts';
import { mixed } from './chatText.ts';
import { cpu, median } from './figure.ts';
import type { Bench, Figure } from './figure.ts';

const sessionId = makeId(1_700_000_000_000, () => 0);
const history = (files: HistoryFiles) =>
	new History({ files, window: 'window01', now: () => 1_800_000_000_000, log: silent });

const folders: string[] = [];

/** A session on disk; half of its messages are questions. */
async function stored(messages: number, answer: string): Promise<HistoryFiles> {
	const folder = await mkdtemp(join(tmpdir(), 'chat-bench-'));
	folders.push(folder);
	const files = filesIn(folder);
	const writer = history(files);
	const ids = Array.from({ length: messages / 2 }, (_, seq) =>
		makeId(1_700_000_000_000 + 1000 * seq, () => 0.5),
	);
	for (const [seq, id] of ids.entries()) {
		await writer.saveTurn(sessionId, {
			id,
			seq,
			parent: ids[seq - 1] ?? null,
			question: { text: `Question ${seq}`, shown: `Question ${seq}`, context: [], task: 'chat' },
			askedModel: 'm',
			answer,
			reasoning: '',
			settled: { outcome: 'complete', duration: 1 },
		});
	}
	return files;
}

interface OpenedInHost {
	/** Milliseconds of processor time until the panel has been told, and until all has been read. */
	readonly shown: number;
	readonly whole: number;
	readonly told: readonly ToWebview[];
}

/** Reads a session as the host does when it is opened. */
async function openInHost(files: HistoryFiles): Promise<OpenedInHost> {
	const start = cpu();
	const reader = history(files);
	const messages: ToWebview[] = [];
	const sink = { post: (message: ToWebview) => messages.push(message) };
	const never = { dispose: () => undefined };
	const feed: Feed = new Feed({
		sink,
		explain: () => ({ text: '' }),
		opened: () => sessions.open,
		withdrawn: () => undefined,
		after: () => never,
	});
	const sessions: Sessions = new Sessions({
		gateway: new ScriptedGateway(),
		prompt: turns => conversation(turns),
		model: () => 'm',
		reasoning: () => 'off',
		now: () => 0,
		newId: () => 'new',
		observe: id => feed.observe(id),
		news: (id, most) => reader.news(id, most),
	});
	feed.show(await sessions.openStored(sessionId), '');
	const shown = cpu() - start;
	const told = [...messages];
	await sessions.whole(sessionId);
	return { shown, whole: cpu() - start, told };
}

/** Milliseconds of processor time, each the least of some tries. */
interface Opened {
	readonly panel: number;
	/** Host and panel together, until the latest messages are painted. */
	readonly shown: number;
	/** The same, and until the host has read all. */
	readonly whole: number;
}

async function opening(panel: TestPanel, meter: PageMeter, files: HistoryFiles): Promise<Opened> {
	const tries: Opened[] = [];
	for (let attempt = 0; attempt < 5; attempt++) {
		const { shown, whole, told } = await openInHost(files);
		const drawn = await meter.cpu(async () => {
			await panel.post(...told);
			await quiet(panel.page);
		});
		tries.push({ panel: drawn, shown: shown + drawn, whole: whole + drawn });
	}
	const least = (of: keyof Opened) => Math.min(...tries.map(one => one[of]));
	return { panel: least('panel'), shown: least('shown'), whole: least('whole') };
}

function figure(
	what: string,
	value: number,
	baseline: string,
	baselineValue: number,
	most?: number,
): Figure {
	return { what, value, unit: 'ms', baseline, baselineValue, ...(most !== undefined && { most }) };
}

async function openings(): Promise<readonly Figure[]> {
	const panel = await TestPanel.open();
	const meter = await PageMeter.of(panel.page);
	const short = await stored(200, mixed(1200));
	const long = await stored(10_000, mixed(1200));
	await opening(panel, meter, short);
	const few = await opening(panel, meter, short);
	const many = await opening(panel, meter, long);
	const large = await opening(panel, meter, await stored(2000, mixed(50_000)));
	const { heap } = await meter.held();
	await panel.close();
	return [
		figure('open 10,000 messages, CPU until shown', many.shown, '200 messages', few.shown, 1.3),
		figure('of that, the panel', many.panel, '200 messages', few.panel, 1.3),
		figure('open 2,000 messages of 50 MB, CPU until shown', large.shown, 'a second', 1000, 1),
		figure('the same, until the host has read all', large.whole, 'a second', 1000),
		{
			what: 'heap of the panel with them',
			value: heap / 2 ** 20,
			unit: 'MiB',
			baseline: 'allowed',
			baselineValue: 150,
			most: 1,
		},
	];
}

/** 288 answers of 10 KB, which is what 200 deltas a second come to in an hour. */
async function anHour(): Promise<readonly Figure[]> {
	const panel = await TestPanel.open();
	const meter = await PageMeter.of(panel.page);
	const answer = mixed(10_000);
	const pieces = answer.match(/[^]{1,2500}/gu) ?? [];
	const held: { heap: number; nodes: number }[] = [];
	for (let count = 1; count <= 288; count++) {
		const id = `t${count}`;
		await panel.stream(
			turn({ id }),
			{ type: 'length', length: count },
			...pieces.map(piece => append(piece, id)),
			settle({}, id),
		);
		if (count >= 64 && count % 56 === 8) {
			held.push(await meter.held());
		}
	}
	await panel.close();
	const [first, last] = [held[0], held.at(-1)];
	const text = (224 * answer.length) / 2 ** 20;
	return [
		{
			what: 'nodes after an hour of streaming',
			value: last?.nodes ?? Number.NaN,
			unit: '',
			baseline: 'after a quarter of it',
			baselineValue: first?.nodes ?? Number.NaN,
			most: 1.05,
		},
		{
			what: 'growth of the heap in the rest of the hour',
			value: ((last?.heap ?? Number.NaN) - (first?.heap ?? Number.NaN)) / 2 ** 20,
			unit: 'MiB',
			baseline: 'the text that came in it',
			baselineValue: text,
			most: 1.3,
		},
	];
}

/** Milliseconds from a delta to its paint, in the page, for a way of forwarding deltas. */
async function firstPaint(panel: TestPanel, tick: number): Promise<number> {
	return panel.page.evaluate(async pause => {
		await new Promise(done => setTimeout(done, 40 * Math.random()));
		const start = performance.now();
		await new Promise(done => setTimeout(done, pause));
		return new Promise<number>(done => {
			const painted = new MessageChannel();
			painted.port1.addEventListener('message', () => done(performance.now() - start));
			painted.port1.start();
			// Called in the frame that puts it there; the task that it posts comes after the paint.
			const observer = new MutationObserver(() => {
				if (document.querySelector('.answer:last-child .markdown p') !== null) {
					observer.disconnect();
					painted.port2.postMessage(0);
				}
			});
			observer.observe(document.body, { subtree: true, childList: true });
			window.postMessage({ type: 'append', turnId: 'first', text: 'Hi', reasoning: '' }, '*');
		});
	}, tick);
}

async function firstToken(): Promise<Figure> {
	const panel = await TestPanel.open();
	const ours: number[] = [];
	const ticked: number[] = [];
	for (let attempt = 0; attempt < 40; attempt++) {
		for (const [tick, times] of [[0, ours] as const, [50, ticked] as const]) {
			await panel.post({ type: 'show', sessionId: 's', draft: '' }, turn({ id: 'first' }));
			times.push(await firstPaint(panel, tick));
		}
	}
	await panel.close();
	return figure(
		'first delta until it is painted, in the panel',
		median(ours),
		'forwarded by a tick of 50 ms',
		median(ticked),
		0.25,
	);
}

async function measure(): Promise<readonly Figure[]> {
	try {
		return [...(await openings()), ...(await anHour()), await firstToken()];
	} finally {
		await closeBrowser();
		await Promise.all(folders.map(folder => rm(folder, { recursive: true })));
	}
}

export const bench: Bench = { title: 'The chat panel: long sessions and first words', measure };
