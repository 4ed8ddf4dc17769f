import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { History } from '../../../src/core/chat/history.ts';
import { makeId } from '../../../src/core/chat/record.ts';
import type { Turn } from '../../../src/core/chat/turn.ts';
import { FilesInMemory, filesIn, silent } from './historyOnDisk.ts';
import { disk } from './disk.ts';

const start = 1_700_000_000_000;

function turn(seq: number, parent: string | null = null): Turn {
	return {
		id: makeId(start + seq, () => seq / 1000),
		seq,
		parent,
		question: { text: `q${seq}`, shown: 'q', context: [], task: 'chat' },
		askedModel: 'm',
		answer: `a${seq}`,
		reasoning: '',
		settled: { outcome: 'complete', duration: 1 },
	};
}

describe('the history in trouble', () => {
	it('(S7) is the same in two windows that rename, pin, delete and restore at once, in any order', async () => {
		const acts = fc.array(
			fc.tuple(fc.nat(1), fc.constantFrom('rename', 'pin', 'remove', 'restore'), fc.nat(9)),
			{ maxLength: 8 },
		);
		await fc.assert(
			fc.asyncProperty(acts, async all => {
				const files = new FilesInMemory();
				let time = start;
				const windows = ['window01', 'window02'].map(
					window => new History({ files, window, now: () => (time += 1), log: silent }),
				);
				const id = makeId(start, () => 0);
				await windows[0]?.saveTurn(id, turn(1));
				// A window writes one thing after the other; the two of them write at once.
				await Promise.all(
					windows.map(async (history, own) => {
						for (const [, what, number] of all.filter(([at]) => at === own)) {
							const meta = { title: `t${number}`, pinned: what === 'pin', workspace: '' };
							await (what === 'remove' || what === 'restore'
								? history[what](id)
								: history.saveMeta(id, meta));
						}
					}),
				);
				const [one, other] = await Promise.all(windows.map(history => history.sessions()));
				assert.deepEqual(one, other);
				await windows[1]?.restore(id);
				assert.deepEqual(
					(await windows[0]?.sessions())?.map(session => session.id),
					[id],
				);
				const reader = new History({ files, window: 'window03', now: () => time, log: silent });
				assert.deepEqual((await reader.news(id)).turns, [turn(1)], 'restored as it was');
			}),
			{ numRuns: 200 },
		);
	});

	it('(S9) belongs to no folder: it is listed wherever the window is, also in none', async () => {
		const files = new FilesInMemory();
		let time = start;
		const open = (window: string) =>
			new History({ files, window, now: () => (time += 1), log: silent });
		const id = makeId(start, () => 0);
		await open('window01').saveTurn(id, turn(1));
		await open('window01').saveMeta(id, { title: 'T', pinned: false, workspace: 'file:///old' });
		const [entry] = await open('window02').sessions();
		assert.deepEqual([entry?.id, entry?.title], [id, 'T']);
		assert.equal((await open('window02').news(id)).turns.length, 1);
	});

	it('(S11) keeps its order when the clock goes back by a day', async () => {
		const files = new FilesInMemory();
		let time = start;
		const history = new History({ files, window: 'window01', now: () => time, log: silent });
		const id = makeId(start, () => 0);
		const first = turn(1);
		const later = { ...turn(2, first.id), id: makeId(start - 86_400_000, () => 0.7) };
		await history.saveTurn(id, first);
		time -= 86_400_000;
		await history.saveTurn(id, later);
		await history.saveMeta(id, { title: 'older clock', pinned: false, workspace: '' });
		const reader = new History({ files, window: 'window02', now: () => time, log: silent });
		const { turns } = await reader.news(id);
		assert.deepEqual(
			turns.toSorted((a, b) => a.seq - b.seq).map(({ answer }) => answer),
			['a1', 'a2'],
		);
		assert.equal((await reader.sessions())[0]?.title, 'older clock');
	});

	it('(S5) that can neither be read nor written keeps the chat going in memory', async () => {
		const { files, open } = disk();
		const window = open();
		await window.ask('One?', 'First.');
		for (const method of ['list', 'read', 'write', 'rename', 'remove'] as const) {
			Object.assign(files, { [method]: () => Promise.reject(new Error('EACCES')) });
		}
		await window.ask('Two?', 'Second.');
		assert.equal(window.read(), 'First. Second.');
		assert.notEqual(window.failures.at(-1), undefined, 'and says so');
	});

	it('(S5) whose folder is removed while it is open is written anew', async () => {
		const root = await mkdtemp(join(tmpdir(), 'history-'));
		try {
			const history = new History({
				files: filesIn(root),
				window: 'window01',
				now: Date.now,
				log: silent,
			});
			const id = makeId(start, () => 0);
			await history.saveTurn(id, turn(1));
			await rm(root, { recursive: true });
			await history.saveTurn(id, turn(2));
			assert.deepEqual(
				(await history.sessions()).map(session => session.id),
				[id],
			);
		} finally {
			await rm(root, { recursive: true, force: true });
		}
	});
});
