import assert from 'node:assert/strict';
import { titleOf } from '../../../src/core/chat/titling.ts';
import { Deferred } from '../../support/deferred.ts';
import { answerEnd } from './scriptedGateway.ts';
import { disk, question } from './disk.ts';

describe('the conversations of a window and of the disk', () => {
	it('brings the last session back, with its branches and its draft', async () => {
		const { open } = disk();
		const before = open();
		await before.archive.ready();
		await before.ask('one', 'first');
		await before.ask('two', 'second');
		const again = before.archive.sessions.open.branch(
			before.archive.sessions.open.turns[1]?.id ?? '',
			question('zwei'),
		);
		await before.gateway.emit({ type: 'end', end: answerEnd({ text: 'other' }) });
		await again;
		before.archive.draft = 'half a thought';
		await before.archive.list();
		const after = open();
		assert.equal(after.read(), '');
		await after.archive.ready();
		assert.equal(after.read(), 'first other');
		assert.equal(after.archive.draft, 'half a thought');
		const { open: session } = after.archive.sessions;
		assert.deepEqual(session.version(session.turns[1]?.id ?? ''), { index: 2, count: 2 });
	});

	it('reads nothing before the panel opens', () => {
		const { files, open } = disk();
		files.list = () => Promise.reject(new Error('read too early'));
		const { archive, failures } = open();
		assert.equal(archive.sessions.open.turns.length, 0);
		assert.deepEqual(failures, []);
	});

	it('brings nothing back over a new chat, nor over one that has begun', async () => {
		const { open } = disk();
		await open().ask('one', 'first');
		const fresh = open();
		fresh.archive.startNew();
		await fresh.archive.ready();
		assert.equal(fresh.read(), '');
		const begun = open();
		await begun.ask('two', 'second');
		await begun.archive.ready();
		assert.equal(begun.read(), 'second');
	});

	it('has the gateway delete what it keeps of a session that is deleted, open or not', async () => {
		const { open } = disk();
		const first = open();
		await first.archive.ready();
		await first.ask('one', 'First', 'r1');
		await first.ask('two', 'Second', 'r2');
		const { id } = first.archive.sessions.open;
		const other = open({});
		await other.archive.remove(id);
		assert.deepEqual(other.forgotten.toSorted(), ['r1', 'r2']);
		await first.archive.remove(id);
		assert.deepEqual(first.forgotten, ['r1', 'r2']);
	});

	it('lists, names, pins, deletes and restores sessions', async () => {
		const { open } = disk();
		const { archive, ask, read } = open();
		await ask('The first question', 'first');
		const first = archive.sessions.open.id;
		archive.startNew();
		await ask('The second', 'second');
		const titles = async () =>
			(await archive.list()).map(({ title, pinned }) => (pinned ? `*${title}` : title));
		assert.deepEqual(await titles(), ['The second', 'The first question']);
		await archive.change(first, { pinned: true });
		await archive.change(first, { title: 'Renamed' });
		assert.deepEqual(await titles(), ['*Renamed', 'The second']);
		await archive.open(first);
		await archive.remove(first);
		assert.deepEqual(await titles(), ['The second']);
		assert.equal(read(), '', 'an empty session is open instead');
		await archive.restore(first);
		assert.deepEqual(await titles(), ['*Renamed', 'The second']);
		await archive.open(first);
		assert.equal(read(), 'first');
	});

	it('keeps a session streaming while another is open', async () => {
		const { open } = disk();
		const { archive, gateway, read } = open();
		const asked = archive.sessions.open.ask(question('slow'));
		const slow = archive.sessions.open.id;
		await gateway.emit({ type: 'text', text: 'Half' });
		archive.startNew();
		assert.deepEqual(
			(await archive.list()).map(({ id, streaming, open: shown }) => [
				id === slow,
				streaming,
				shown,
			]),
			[[true, true, false]],
		);
		await gateway.emit({ type: 'end', end: answerEnd({ text: 'Half and half' }) });
		await asked;
		await archive.open(slow);
		assert.equal(read(), 'Half and half');
	});

	it('shows what two windows wrote into one session in both', async () => {
		const { open } = disk();
		const one = open();
		await one.ask('start', '0');
		const two = open();
		await two.archive.ready();
		await two.ask('in two', '2');
		await one.archive.refresh();
		assert.equal(one.read(), '0 2');
		await one.ask('in one', '1');
		await two.archive.refresh();
		assert.equal(two.read(), '0 2 1');
	});

	it('takes over what another window wrote into a session when that is opened', async () => {
		const { open } = disk();
		const one = open({});
		await one.ask('start', '0');
		const { id } = one.archive.sessions.open;
		const two = open({});
		await two.archive.open(id);
		await two.ask('in two', '2');
		one.archive.startNew();
		await one.archive.open(id);
		await one.archive.whole();
		assert.equal(one.read(), '0 2');
		await two.ask('again in two', '3');
		await one.archive.open(id);
		await one.archive.whole();
		assert.equal(one.read(), '0 2 3');
	});

	it('says that the disk is full, goes on in memory and lists what is not saved', async () => {
		const { files, open } = disk();
		files.full = true;
		const { ask, archive, failures, read } = open();
		await ask('one', 'first');
		assert.equal(failures.at(-1), 'no space left on device');
		assert.equal(read(), 'first');
		assert.deepEqual(
			(await archive.list()).map(({ title }) => title),
			['one'],
		);
	});

	it('brings a deleted chat back with the answer that was arriving', async () => {
		const { open } = disk();
		const { archive, gateway, ask, read } = open();
		await ask('one', 'first');
		const { id } = archive.sessions.open;
		const asked = archive.sessions.open.ask(question('two'));
		await gateway.emit({ type: 'text', text: 'half' });
		await archive.remove(id);
		await asked;
		await archive.list();
		await archive.restore(id);
		await archive.open(id);
		assert.equal(read(), 'first half');
	});

	it('says how many messages cannot be read, and shows the others', async () => {
		const { files, open } = disk();
		const before = open();
		await before.ask('one', 'first');
		await before.ask('two', 'second');
		const path = [...files.contents.keys()].find(name => name.includes('/t-000001')) ?? '';
		files.contents.set(path, 'garbage');
		const after = open();
		await after.archive.ready();
		assert.deepEqual(after.unread, [1]);
		assert.equal(after.read(), 'second');
	});

	it('is not exported while a message cannot be read, and is whole once it can', async () => {
		const { files, open } = disk();
		const before = open();
		await before.ask('one', 'first');
		await before.ask('two', 'second');
		const reading = files.read.bind(files);
		files.read = path =>
			path.includes('/t-000001') ? Promise.reject(new Error('EBUSY')) : reading(path);
		const after = open();
		await after.archive.ready();
		assert.equal(after.read(), 'second');
		assert.equal(await after.archive.exported('all'), undefined);
		await after.archive.refresh();
		assert.equal(await after.archive.exported('branch'), undefined);
		files.read = reading;
		assert.equal((await after.archive.exported('branch'))?.turns.length, 2);
		assert.equal(after.read(), 'first second');
	});

	it('makes a title of the first words', () => {
		assert.equal(titleOf('  Why\n is  it so? '), 'Why is it so?');
		assert.equal(titleOf('😀'.repeat(100)), `${'😀'.repeat(59)}…`);
	});

	it('shows the latest turns of a long session before it has read the others', async () => {
		const { files, open } = disk();
		const before = open();
		await before.archive.ready();
		for (let count = 1; count <= 130; count++) {
			await before.ask(`q${count}`, `a${count}`);
		}
		const first = before.archive.sessions.open.turns[0]?.id ?? '';
		// Begins elsewhere: none of it may show in the branch that is open.
		const aside = before.archive.sessions.open.branch(first, question('aside'));
		await before.gateway.emit({ type: 'end', end: answerEnd({ text: 'aside' }) });
		await aside;
		before.archive.sessions.open.step(before.archive.sessions.open.turns[0]?.id ?? '', -1);
		await before.ask('q131', 'a131');

		let reads = 0;
		const slow = new Deferred<void>();
		const reading = files.read.bind(files);
		files.read = async path => {
			if (path.includes('/t-') && ++reads > 100) {
				await slow.promise;
			}
			return reading(path);
		};
		const after = open();
		await after.archive.ready();
		const session = after.archive.sessions.open;
		assert.equal(session.turns.length < 131 && session.turns.length > 40, true);
		assert.equal(after.read().endsWith('a129 a130 a131'), true);
		slow.resolve();
		await after.archive.whole();
		assert.equal(session.turns.length, 131);
		assert.deepEqual(session.version(session.turns[0]?.id ?? ''), { index: 1, count: 2 });
	});
});
