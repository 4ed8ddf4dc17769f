import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { History } from '../../../src/core/chat/history.ts';
import { makeId } from '../../../src/core/chat/record.ts';
import { filesIn, silent } from './historyOnDisk.ts';
import { trials } from '../../support/trials.ts';

/** Kills in all; several windows write into one session at the same time. */
const kills = 60;
const windows = 4;

interface Promised {
	readonly saved: string[];
	/** What the last turn had come to, by the millisecond. */
	readonly deltas: { readonly id: string; readonly time: number; readonly length: number }[];
	readonly started: Map<string, number>;
}

/** Lets a window write until it is killed, and tells what it had been promised. */
async function writeUntilKilled(
	root: string,
	sessionId: string,
	window: string,
	milliseconds: number,
): Promise<Promised> {
	const child = spawn(
		process.execPath,
		[fileURLToPath(import.meta.resolve('./historyWriter.ts')), root, sessionId, window],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	let said = '';
	let timer: NodeJS.Timeout | undefined;
	child.stdout.on('data', chunk => {
		timer ??= setTimeout(() => child.kill('SIGKILL'), milliseconds);
		said += String(chunk);
	});
	await new Promise(done => child.once('close', done));
	const promised: Promised = { saved: [], deltas: [], started: new Map() };
	for (const line of said.split('\n').slice(0, -1)) {
		const [what, id = '', time, length] = line.split(' ');
		if (what === 'saved') {
			promised.saved.push(id);
		} else if (what === 'delta') {
			promised.deltas.push({ id, time: Number(time), length: Number(length) });
		} else {
			promised.started.set(id, Number(time));
		}
	}
	return promised;
}

describe('the history under kill -9', function () {
	this.timeout(240_000);

	it(`loses nothing that was acknowledged, and at most a second of a running answer, in ${kills} kills`, async () => {
		trials(kills);
		const root = await mkdtemp(join(tmpdir(), 'history-'));
		try {
			const sessionId = makeId(Date.now(), Math.random);
			const all: Promised[] = [];
			for (let round = 0; round < kills / windows; round++) {
				const writers = Array.from({ length: windows }, (_, at) => {
					const window = makeId(round * windows + at, Math.random).slice(8);
					return writeUntilKilled(root, sessionId, window, Math.random() * 1500);
				});
				all.push(...(await Promise.all(writers)));
			}
			const history = new History({
				files: filesIn(root),
				window: 'reader00',
				now: Date.now,
				log: silent,
			});
			const { turns, damaged } = await history.news(sessionId);
			assert.equal(damaged, 0);
			const byId = new Map(turns.map(turn => [turn.id, turn]));
			let worst = 0;
			for (const { saved, deltas } of all) {
				for (const id of saved) {
					assert.equal(byId.get(id)?.settled?.outcome, 'complete', `turn ${id} is lost`);
				}
				const last = deltas.at(-1);
				const kept = last && (byId.get(last.id)?.answer.length ?? 0);
				const missing = deltas.find(({ id, length }) => id === last?.id && length > (kept ?? 0));
				worst = Math.max(worst, (last?.time ?? 0) - (missing?.time ?? last?.time ?? 0));
			}
			const saved = all.flatMap(promised => promised.saved).length;
			assert.equal(saved > 0, true);
			assert.equal(worst <= 1000, true, `${worst} ms of an answer are lost`);
			console.info(`      ${saved} acknowledged, 0 lost; of running answers at most ${worst} ms`);
		} finally {
			await rm(root, { recursive: true, force: true });
		}
	});
});
