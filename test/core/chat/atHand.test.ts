import assert from 'node:assert/strict';
import { Deferred } from '../../support/deferred.ts';
import { answerEnd } from './scriptedGateway.ts';
import { disk, question } from './disk.ts';

type Window = ReturnType<ReturnType<typeof disk>['open']>;

/** Has so many chats, one after the other. */
async function chat(window: Window, times: number): Promise<void> {
	for (let time = 0; time < times; time++) {
		window.archive.startNew();
		await window.ask(`Question ${time}`, `answer ${time}`);
	}
}

const isHere = ({ archive }: Window, id: string) =>
	archive.sessions.all.some(session => session.id === id);

describe('the conversations in memory', () => {
	it('are the latest ones; the others come back as they were, on the branch that was open', async () => {
		const window = disk().open();
		await window.ask('one', 'first');
		await window.ask('two', 'second');
		const { open } = window.archive.sessions;
		const again = open.branch(open.turns[1]?.id ?? '', question('zwei'));
		await window.gateway.emit({ type: 'end', end: answerEnd({ text: 'other' }) });
		await again;
		assert.ok(open.step(open.turns[1]?.id ?? '', -1));
		await chat(window, 20);
		assert.ok(!isHere(window, open.id));
		assert.equal(window.archive.sessions.all.length, 5);
		assert.deepEqual(window.archive.sessions.counts, { sessions: 21, turns: 22 });
		const back = await window.archive.open(open.id);
		assert.notEqual(back, open);
		assert.deepEqual(back.turns, open.turns);
		assert.deepEqual(back.all, open.all);
		assert.equal(window.read(), 'first second');
		assert.deepEqual(window.archive.sessions.counts, { sessions: 21, turns: 22 });
		await window.ask('three', 'third');
		assert.equal(window.read(), 'first second third');
	});

	it('are read again as often as they are opened', async () => {
		const window = disk().open();
		await window.ask('one', 'first');
		const { id } = window.archive.sessions.open;
		for (let time = 0; time < 3; time++) {
			await chat(window, 6);
			assert.ok(!isHere(window, id));
			await window.archive.open(id);
			await window.ask('more', `${time}`);
		}
		assert.equal(window.read(), 'first 0 1 2');
	});

	it('can be deleted while they are on disk only, also at the gateway', async () => {
		const window = disk().open();
		await window.ask('one', 'first', 'r1');
		const { id } = window.archive.sessions.open;
		await chat(window, 6);
		assert.ok(!isHere(window, id));
		await window.archive.remove(id);
		assert.deepEqual(window.forgotten, ['r1']);
		assert.deepEqual(window.archive.sessions.counts, { sessions: 6, turns: 6 });
	});

	it('stay while an answer arrives, and come to their end', async () => {
		const window = disk().open();
		const { open } = window.archive.sessions;
		const slow = open.ask(question('slow'));
		await window.gateway.emit({ type: 'text', text: 'Half' });
		for (let time = 0; time < 6; time++) {
			window.archive.sessions.openWith(`another000000000${time}`.slice(-16), []);
		}
		assert.ok(isHere(window, open.id));
		await window.gateway.emit({ type: 'end', end: answerEnd({ text: 'Half and half' }) });
		await slow;
		await window.archive.list();
		await chat(window, 6);
		assert.ok(!isHere(window, open.id));
	});

	it('stay while something is prepared for them', async () => {
		const window = disk().open();
		await window.ask('one', 'first');
		const { sessions } = window.archive;
		const { open } = sessions;
		await sessions.during(open, async () => {
			await chat(window, 6);
			assert.ok(isHere(window, open.id));
		});
		await chat(window, 1);
		assert.ok(!isHere(window, open.id));
	});

	it('stay while it is looked what other windows wrote into them', async () => {
		const { files, open: opened } = disk();
		const window = opened();
		await window.ask('one', 'first');
		const { sessions } = window.archive;
		const { id } = sessions.open;
		const list = files.list.bind(files);
		const asked = new Deferred<void>();
		const answered = new Deferred<void>();
		files.list = async folder => {
			if (folder === id) {
				asked.resolve();
				await answered.promise;
			}
			return await list(folder);
		};
		const refreshing = window.archive.refresh();
		await asked.promise;
		for (let time = 0; time < 6; time++) {
			sessions.openWith(`another00000000${time}`, []);
		}
		assert.ok(isHere(window, id));
		answered.resolve();
		await refreshing;
		files.list = list;
		sessions.openWith('another000000009', []);
		assert.ok(!isHere(window, id));
		await window.archive.open(id);
		assert.equal(window.read(), 'first');
	});

	it('stay while they cannot be saved', async () => {
		const { files, open: opened } = disk();
		const window = opened();
		files.full = true;
		await window.ask('one', 'first');
		const { open } = window.archive.sessions;
		await chat(window, 6);
		assert.ok(isHere(window, open.id));
		files.full = false;
		window.archive.dispose();
	});

	it('stay when what was saved of them could not be read', async () => {
		const window = disk().open();
		const { open } = window.archive.sessions;
		const asked = open.ask({
			...question('one'),
			context: [{ label: 'x'.repeat(30_000), text: '', kind: 'file' }],
		});
		await window.gateway.emit({ type: 'end', end: answerEnd({ text: 'first' }) });
		await asked;
		await chat(window, 6);
		assert.ok(isHere(window, open.id));
		assert.equal((await window.archive.open(open.id)).turns.length, 1);
	});
});
