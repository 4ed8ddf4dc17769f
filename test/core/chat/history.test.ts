import assert from 'node:assert/strict';
import fc from 'fast-check';
import { History } from '../../../src/core/chat/history.ts';
import { Recorder } from '../../../src/core/chat/recorder.ts';
import { makeId, timeOf } from '../../../src/core/chat/record.ts';
import type { Settled, Turn } from '../../../src/core/chat/turn.ts';
import { FilesInMemory, silent } from './historyOnDisk.ts';
import { trials } from '../../support/trials.ts';

const hour = 3_600_000;
const start = 1_700_000_000_000;
const sessionId = makeId(start, () => 0);
const unhurt = { damaged: 0, newer: 0, failed: 0, more: false };

function turn(at: number, fields: Partial<Turn> = {}): Turn {
	const settled: Settled = {
		outcome: 'complete',
		usage: { inputTokens: 1, outputTokens: 2 },
		failure: { class: 'length', detail: 'x', httpStatus: 200 },
		model: 'm',
		duration: 5,
	};
	return {
		id: makeId(start + at, () => 0.5),
		seq: at,
		parent: at === 1 ? null : makeId(start + at - 1, () => 0.5),
		question: {
			text: `q${at} 豆😀`,
			shown: 'q',
			context: [{ label: 'a.ts', text: 'b' }],
			task: 'chat',
		},
		askedModel: 'm',
		answer: `a${at}\n"}`,
		reasoning: '',
		settled,
		...fields,
	};
}

function setUp() {
	const files = new FilesInMemory();
	let time = start;
	const open = (window: string) =>
		new History({ files, window, now: () => (time += 1), log: silent });
	return { files, open, pass: (milliseconds: number) => (time += milliseconds) };
}

/** A recorder whose pauses end when the test says so. */
function recorderOf(history: History) {
	const waiting: (() => void)[] = [];
	const failures: (string | undefined)[] = [];
	const saved: string[] = [];
	const recorder = new Recorder({
		history,
		after: (_delay, call) => {
			waiting.push(call);
			return { dispose: () => waiting.splice(waiting.indexOf(call), 1) };
		},
		failing: reason => failures.push(reason),
		saved: id => saved.push(id),
	});
	const ignore = () => {};
	const observer = recorder.observe(sessionId, {
		started: ignore,
		shown: ignore,
		lengthened: ignore,
		delta: ignore,
		waiting: ignore,
		settled: ignore,
		removed: ignore,
		queued: ignore,
		withdrawn: ignore,
	});
	const goOn = async () => {
		for (const call of waiting.splice(0)) {
			call();
		}
		await recorder.idle();
	};
	const settle = (one: Turn) => {
		if (one.settled) {
			observer.settled(one, one.settled, false);
		}
	};
	return { recorder, observer, failures, saved, goOn, settle };
}

describe('the history on disk', () => {
	it('gives back what was written, in every window', async () => {
		const { open } = setUp();
		const mine = open('window01');
		const turns = [turn(1), turn(2), turn(3, { replaces: turn(2).id })];
		for (const one of turns) {
			await mine.saveTurn(sessionId, one);
		}
		await mine.saveMeta(sessionId, { title: 'One', pinned: false, workspace: 'w' });
		await mine.saveMeta(sessionId, { title: 'Two', pinned: true, workspace: 'w' });
		await mine.saveDraft(sessionId, 'half a');
		const other = open('window02');
		assert.deepEqual(await other.news(sessionId), { turns, ...unhurt });
		assert.deepEqual(await other.sessions(), [
			{ id: sessionId, title: 'Two', pinned: true, workspace: 'w', used: start + 3 },
		]);
		assert.equal(await other.draft(sessionId), 'half a');
		assert.deepEqual((await mine.news(sessionId)).turns, [], 'its own are no news');
		await other.saveTurn(sessionId, turn(4));
		assert.deepEqual((await mine.news(sessionId)).turns, [turn(4)]);
		assert.deepEqual((await mine.news(sessionId)).turns, []);
	});

	it('keeps the turns of two windows that write at the same time', async () => {
		const { open } = setUp();
		const windows = [open('window01'), open('window02')] as const;
		const ids: string[] = [];
		await Promise.all(
			windows.map(async (history, window) => {
				for (let at = 1; at <= 50; at++) {
					const one = turn(at, { id: makeId(start + at, () => window / 2) });
					ids.push(one.id);
					await history.saveTurn(sessionId, one);
					await history.saveMeta(sessionId, { title: `${at}`, pinned: false, workspace: '' });
				}
			}),
		);
		trials(ids.length);
		const { turns } = await open('window03').news(sessionId);
		assert.equal(turns.length, 100);
		assert.deepEqual(turns.map(({ id }) => id).toSorted(), ids.toSorted());
	});

	it('shows a turn that nobody finished as far as it had come', async () => {
		const { files, open } = setUp();
		const { settled: _, ...running } = turn(1);
		const { observer, recorder, goOn, settle } = recorderOf(open('window01'));
		const growing = { ...running, answer: '' };
		observer.started(growing);
		await recorder.idle();
		for (const word of ['One ', 'two ', 'three']) {
			growing.answer += word;
			observer.delta(growing.id, word, '');
			await goOn();
		}
		const { turns } = await open('window02').news(sessionId);
		assert.deepEqual(
			turns.map(({ answer, settled }) => [answer, settled?.outcome]),
			[['One two three', 'interrupted']],
		);
		assert.equal((await files.list(sessionId)).length, 1, 'only the newest checkpoint is kept');
		settle({ ...growing, settled: { outcome: 'complete', duration: 1 } });
		await recorder.idle();
		const after = await open('window02').news(sessionId);
		assert.equal(after.turns[0]?.settled?.outcome, 'complete');
		assert.equal((await files.list(sessionId)).length, 1);
	});

	it('says that the disk is full, keeps what it has and loses nothing that was acknowledged', async () => {
		const { files, open } = setUp();
		const { recorder, failures, saved, goOn, settle } = recorderOf(open('window01'));
		settle(turn(1));
		await recorder.idle();
		files.full = true;
		settle(turn(2));
		settle(turn(3));
		await recorder.idle();
		assert.deepEqual(saved, [turn(1).id]);
		assert.deepEqual(failures, ['no space left on device']);
		assert.deepEqual((await open('window02').news(sessionId)).turns, [turn(1)]);
		await goOn();
		files.full = false;
		await goOn();
		assert.deepEqual(saved, [turn(1).id, turn(2).id, turn(3).id]);
		assert.equal(failures.at(-1), undefined);
		assert.equal((await open('window02').news(sessionId)).turns.length, 3);
	});

	it('opens with any damage to any file, moves that file aside and keeps the others', async () => {
		const damage = fc.record({
			file: fc.nat(),
			at: fc.nat(),
			kind: fc.constantFrom('cut', 'flip', 'nul', 'empty', 'json'),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(damage, { maxLength: 3 }), async damages => {
				const { files, open } = setUp();
				const history = open('window01');
				for (const at of [1, 2, 3, 4]) {
					await history.saveTurn(sessionId, turn(at));
				}
				await history.saveMeta(sessionId, { title: 'T', pinned: false, workspace: '' });
				const paths = [...files.contents.keys()];
				const before = new Map(files.contents);
				for (const { file, at, kind } of damages) {
					const path = paths[file % paths.length] ?? '';
					const text = files.contents.get(path) ?? '';
					files.contents.set(path, damaged(text, kind, at));
				}
				const hurt = paths.filter(path => files.contents.get(path) !== before.get(path));
				const other = open('window02');
				const [entry] = await other.sessions();
				const { turns, damaged: count } = await other.news(sessionId);
				const hurtTurns = hurt.filter(path => path.includes('/t-')).length;
				assert.deepEqual([turns.length, count], [4 - hurtTurns, hurtTurns]);
				assert.equal(entry?.title, hurt.some(path => path.includes('/m-')) ? '' : 'T');
				for (const path of hurt) {
					assert.equal(files.contents.has(path.replace('/', '/quarantine/')), true);
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('does not touch what a later version wrote', async () => {
		const { files, open } = setUp();
		await open('window01').saveTurn(sessionId, turn(1));
		const [path = ''] = files.contents.keys();
		const later = '"v":9,"id":"?"}';
		files.contents.set(path, `{"sum":"${sumOf(later)}",${later}`);
		const before = [...files.contents];
		assert.deepEqual(await open('window02').news(sessionId), { ...unhurt, turns: [], newer: 1 });
		assert.deepEqual([...files.contents], before);
	});

	it('deletes so that it can be undone, and for good after a week', async () => {
		const { files, open, pass } = setUp();
		const history = open('window01');
		await history.saveTurn(sessionId, turn(1));
		const before = [...files.contents];
		await history.remove(sessionId);
		assert.deepEqual(await history.sessions(), []);
		assert.equal(await history.has(sessionId), false);
		await history.restore(sessionId);
		assert.deepEqual([...files.contents], before);
		assert.equal(await history.has(sessionId), true);
		await history.remove(sessionId);
		pass(8 * 24 * hour);
		assert.deepEqual(await history.sessions(), []);
		assert.equal(files.contents.size, 0);
	});

	it('removes half-written files of long ago, and no others', async () => {
		const { files, open, pass } = setUp();
		const history = open('window01');
		files.full = true;
		files.remove = () => Promise.reject(new Error('busy'));
		await assert.rejects(history.saveTurn(sessionId, turn(1)));
		Reflect.deleteProperty(files, 'remove');
		assert.equal((await history.news(sessionId)).turns.length, 0);
		assert.equal(files.contents.size, 1);
		pass(2 * hour);
		await history.news(sessionId);
		assert.equal(files.contents.size, 0);
	});

	it('takes no folder for a session whose name is not an id', async () => {
		const { files, open } = setUp();
		await files.write('../etc/t-1-window01-0000000000000000.json', '{}');
		await files.write('__proto__/t-1-window01-0000000000000000.json', '{}');
		assert.deepEqual(await open('window01').sessions(), []);
		assert.equal(await open('window01').has('../etc'), false);
	});

	it('makes ids that tell their time', () => {
		assert.equal(timeOf(makeId(start, Math.random)), start);
		assert.match(
			makeId(start, () => 0.999),
			/^[0-9a-z]{16}$/u,
		);
	});
});

function damaged(text: string, kind: string, at: number): string {
	const place = at % Math.max(1, text.length);
	switch (kind) {
		case 'cut':
			return text.slice(0, place);
		case 'flip':
			return `${text.slice(0, place)}7${text.slice(place + 1)}`;
		case 'nul':
			return '\0'.repeat(text.length);
		case 'json':
			return '{"v":1,"id":"../../x","__proto__":{"a":1}}';
		default:
			return '';
	}
}

/** The checksum, written a second time: the format must not change by accident. */
function sumOf(source: string): string {
	let [a, b] = [0x811c9dc5, 0x9e3779b9];
	for (const [at, unit] of source.split('').entries()) {
		a = Math.imul(a ^ unit.charCodeAt(0), 0x01000193);
		b = Math.imul(b ^ (unit.charCodeAt(0) + at), 0x01000193);
	}
	return [a, b].map(half => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
