import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ScriptedGateway } from '../support/gateway.ts';
import { clickAt, watchedWords, watchWords } from '../support/words.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { ask } from './library/runner.ts';
import { untilValue } from './library/until.ts';
import { workspace } from './library/workspace.ts';
import { clock, TickingPanel } from './tickingPanel.ts';

/** Of each kind, and of what takes no longer than a request; the first ones warm up. */
const rounds = 40;
const manyRounds = 120;
const warmUp = 5;
/** Deltas of an answer that streams for longer, and how many of them come in a second. */
const many = 400;
const rates = [50, 200];
/** Milliseconds after which words are on the screen if nothing is in their way. */
const unseen = 150;
/** Input tokens that the footer tells once an answer is settled. */
const settled = '777';

/** What the editor shows, and a file whose types take the language server long. */
const long = Array.from({ length: 1_000 }, (_, at) =>
	[
		`export function total${at}(prices: readonly number[]): number {`,
		'\tlet sum = 0;',
		'\tfor (const price of prices) {',
		'\t\tif (price < 0) {',
		"\t\t\tthrow new RangeError('A price is below zero.');",
		'\t\t}',
		`\t\tsum += price * ${at};`,
		'\t}',
		'\treturn sum;',
		'}',
	].join('\n'),
).join('\n');
const slowTypes = `type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Four = \`\${Digit}\${Digit}\${Digit}\${Digit}\`;
type Odd<N> = N extends \`\${infer Head}\${1 | 3 | 5 | 7 | 9}\` ? Head : never;
export const odd: { [N in Four as \`\${Odd<N>}x\`]?: N } = {};
`;

/** The panel that ships, and the one to compare it with, asked for the same. */
interface Contestant {
	ask(server: ScriptedGateway): Promise<unknown>;
	watch(words: readonly string[]): Promise<void>;
	seen(): Promise<readonly number[]>;
}

const ours: Contestant = {
	ask: () => run('doubao.ask', { text: 'Words, please.' }),
	async watch(words) {
		// The question stands there by now.
		await driver.painted();
		await driver.panel.evaluate(watchWords, words);
	},
	seen: async () => (await driver.panel.evaluate(watchedWords)).painted,
};

function theirs(panel: TickingPanel): Contestant {
	return {
		ask: server => panel.stream(`${server.baseUrl}/chat/completions`),
		watch: words => panel.watch(words),
		seen: () => panel.seen(),
	};
}

/** Keeps the language server at work. @returns Ends it, and tells how long each answer took. */
function keepBusy(document: vscode.TextDocument): () => Promise<readonly number[]> {
	const taken: number[] = [];
	const over = new AbortController();
	const work = async (): Promise<void> => {
		while (!over.signal.aborted) {
			const start = clock();
			const edit = new vscode.WorkspaceEdit();
			edit.insert(document.uri, document.positionAt(document.getText().length), '// more\n');
			await vscode.workspace.applyEdit(edit);
			const at = new vscode.Position(3, 14);
			await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at);
			taken.push(clock() - start);
		}
	};
	const working = work();
	return async () => {
		over.abort();
		await working;
		return taken;
	};
}

/** Starts an answer whose words wait at the gate, and has them watched. */
async function begun(contestant: Contestant, words: readonly string[]) {
	const server = await gateway.script({
		deltas: words.map(word => `${word} `),
		pace: 'gate',
		usage: { inputTokens: Number(settled), outputTokens: 5 },
	});
	const asking = contestant.ask(server);
	await server.received();
	await contestant.watch(contestant === ours ? [...words, settled] : words);
	// At no fixed place between two ticks.
	await delay(Math.random() * 100);
	return { server, asking };
}

/**
 * Waits until so many words are on the screen. It looks only when they should be there: looking takes
 * the browser and a core for milliseconds, which the words would wait for.
 *
 * @returns When each was.
 */
async function painted(contestant: Contestant, count: number): Promise<readonly number[]> {
	await delay(unseen);
	return untilValue(
		() => contestant.seen(),
		seen => seen.length >= count,
		`${count} words on the screen`,
	);
}

/** Milliseconds from the first delta's leaving the server to its being painted, and the end's. */
async function firstAndLast(contestant: Contestant): Promise<readonly [number, number]> {
	const { server, asking } = await begun(contestant, ['first']);
	const first = clock();
	server.release();
	const [firstPainted = NaN] = await painted(contestant, 1);
	const last = clock();
	server.releaseAll();
	await asking;
	const [, lastPainted = NaN] = contestant === ours ? await painted(contestant, 2) : [];
	return [firstPainted - first, lastPainted - last];
}

/** Milliseconds from each delta's leaving the server to its being painted. */
async function steadily(contestant: Contestant, rate: number): Promise<readonly number[]> {
	const words = Array.from({ length: many }, (_, at) => `w${at}w`);
	const { server, asking } = await begun(contestant, words);
	const start = clock();
	const sent: number[] = [];
	for (const at of words.keys()) {
		await delay(Math.max(start + (at * 1_000) / rate - clock(), 0));
		sent.push(clock());
		server.release();
	}
	server.releaseAll();
	await asking;
	const times = await painted(contestant, many);
	return sent.map((time, at) => (times[at] ?? NaN) - time);
}

/** Milliseconds from the question to its arrival. */
async function requests(server: ScriptedGateway, send: () => Promise<unknown>): Promise<number> {
	const arrival = server.received(server.requests.length + 1).then(clock);
	const start = clock();
	const sending = send();
	const taken = (await arrival) - start;
	await sending;
	return taken;
}

/** Milliseconds from a click on Stop to the end of the connection. */
async function stops(): Promise<number> {
	const server = await gateway.script({ deltas: ['Words. ', 'More.'], pace: 'gate' });
	const asking = ours.ask(server);
	const request = await server.received();
	const closed = request.closed.then(clock);
	await ours.watch(['Words']);
	server.release();
	await untilValue(
		() => ours.seen(),
		seen => seen.length === 1,
		'the first words',
	);
	const start = await driver.panel.getByRole('button', { name: 'Stop' }).evaluate(clickAt);
	const taken = (await closed) - start;
	await asking;
	return taken;
}

/** One after the other, so that whatever else the machine does meets them alike. */
async function interleaved<Name extends string>(
	kinds: Readonly<Record<Name, () => Promise<number>>>,
	times = rounds,
): Promise<Readonly<Record<string, readonly number[]>>> {
	const taken: Record<string, number[]> = {};
	for (let round = -warmUp; round < times; round++) {
		for (const [name, measure] of Object.entries<() => Promise<number>>(kinds)) {
			const time = await measure();
			if (round >= 0) {
				(taken[name] ??= []).push(time);
			}
		}
	}
	return taken;
}

async function measured(
	ticking: TickingPanel,
): Promise<Readonly<Record<string, readonly number[]>>> {
	const other = theirs(ticking);
	await run('doubao.newChat');
	const server = await gateway.script({ text: 'Words.', gateway: 'ark' });
	const address = `${server.baseUrl}/chat/completions`;
	const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Words?' }] });
	const bare = () => fetch(address, { method: 'POST', body });
	const wire = await interleaved(
		{
			bare: () => requests(server, async () => (await bare()).text()),
			question: () => requests(server, () => run('doubao.ask', { text: 'Words, please.' })),
		},
		manyRounds,
	);
	const edits = await interleaved({
		edit: () =>
			requests(server, async () => {
				await run('doubao.editSelection', { instruction: 'rename it' });
				await run('doubao.rejectAll');
			}),
	});
	const lasts: number[] = [];
	const shown = await interleaved({
		first: async () => {
			const [first, last] = await firstAndLast(ours);
			lasts.push(last);
			return first;
		},
		firstTicking: async () => (await firstAndLast(other))[0],
		stop: stops,
		trip: async () => {
			const start = clock();
			await ticking.seen();
			return clock() - start;
		},
	});
	const steady: Record<string, readonly number[]> = {};
	for (const rate of rates) {
		steady[`ours${rate}`] = await steadily(ours, rate);
		steady[`ticking${rate}`] = await steadily(other, rate);
	}
	return { ...wire, ...edits, ...shown, last: lasts.slice(warmUp), ...steady };
}

describe('the latency', function () {
	this.timeout(900_000);

	it('is measured by the bench', async function () {
		if (process.env['DOUBAO_BENCH'] === undefined) {
			this.skip();
		}
		const { document } = await workspace.open('slow.ts', slowTypes);
		await workspace.open('long.ts', long);
		const ticking = await TickingPanel.open();
		const quiet = await measured(ticking);
		const end = keepBusy(document);
		const busy = await measured(ticking);
		const answers = await end();
		await ask('print', `The busy server took ${answers.map(Math.round).join(', ')} ms`);
		await ask('print', `LATENCIES ${JSON.stringify([quiet, busy])}`);
	});
});
