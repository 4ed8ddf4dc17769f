import { conversation } from '../../src/core/chat/conversation.ts';
import { Feed } from '../../src/core/chat/feed.ts';
import { History } from '../../src/core/chat/history.ts';
import type { ToWebview } from '../../src/core/chat/protocol.ts';
import { makeId } from '../../src/core/chat/record.ts';
import { Sessions } from '../../src/core/chat/sessions.ts';
import { FilesInMemory, silent } from '../core/chat/historyOnDisk.ts';
import { ScriptedGateway } from '../core/chat/scriptedGateway.ts';
import { closeBrowser, TestPanel } from '../webview/panel.ts';
import { append, settle, turn } from '../webview/turns.ts';
import { PageMeter, quiet } from './chatPage.ts';
import { mixed } from './chatText.ts';
import { median } from './figure.ts';
import type { Bench, Figure } from './figure.ts';

const sessionId = makeId(1_700_000_000_000, () => 0);
const history = (files: FilesInMemory) =>
	new History({ files, window: 'window01', now: () => 1_800_000_000_000, log: silent });

/** A session on a disk; half of its messages are questions. */
async function stored(messages: number, answer: string): Promise<FilesInMemory> {
	const files = new FilesInMemory();
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

/** Reads a session as the host does when it is opened, until the panel has been told. */
async function openInHost(files: FilesInMemory) {
	const start = performance.now();
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
	const taken = performance.now() - start;
	const told = [...messages];
	await sessions.whole(sessionId);
	return { taken, told };
}

/** Milliseconds of processor time of host and panel, each the best of some tries. */
async function opening(panel: TestPanel, meter: PageMeter, files: FilesInMemory) {
	const hosts: number[] = [];
	const panels: number[] = [];
	for (let attempt = 0; attempt < 5; attempt++) {
		const { taken, told } = await openInHost(files);
		hosts.push(taken);
		panels.push(
			await meter.cpu(async () => {
				await panel.post(...told);
				await quiet(panel.page);
			}),
		);
	}
	return { host: Math.min(...hosts), panel: Math.min(...panels) };
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
	const large = await stored(2000, mixed(50_000));
	const start = performance.now();
	const { told } = await openInHost(large);
	await panel.post(...told);
	const taken = performance.now() - start;
	await quiet(panel.page);
	const { heap } = await meter.held();
	await panel.close();
	return [
		figure('open 10,000 messages, CPU of the panel', many.panel, '200 messages', few.panel, 1.3),
		figure('open 10,000 messages, host, until shown', many.host, '200 messages', few.host, 1.3),
		figure('open 2,000 messages of 50 MB, with reading all', taken, 'a second', 1000, 1),
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
		window.postMessage({ type: 'append', turnId: 'first', text: 'Hi', reasoning: '' }, '*');
		return new Promise<number>(done => {
			const painted = () => {
				if (document.querySelector('.answer:last-child .markdown p') === null) {
					requestAnimationFrame(painted);
				} else {
					// A task after the frame in which it is there: it has been painted.
					const channel = new MessageChannel();
					channel.port1.addEventListener('message', () => done(performance.now() - start));
					channel.port1.start();
					channel.port2.postMessage(0);
				}
			};
			requestAnimationFrame(painted);
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
	}
}

export const bench: Bench = { title: 'The chat panel: long sessions and first words', measure };
