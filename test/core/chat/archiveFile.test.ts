import assert from 'node:assert/strict';
import { chatJson, readChat } from '../../../src/core/chat/chatFile.ts';
import { makeId } from '../../../src/core/chat/record.ts';
import { disk } from './disk.ts';

describe('titles, and chats of files', () => {
	it('takes a better title, unless the user gave one', async () => {
		const { open } = disk();
		const { archive, ask, titles } = open();
		titles.set('why', 'Reasons').set('how', 'Ways');
		await ask('why', 'because');
		await new Promise(setImmediate);
		assert.deepEqual(
			(await archive.list()).map(({ title }) => title),
			['Reasons'],
		);
		archive.startNew();
		const named = ask('how', 'so');
		await archive.change(archive.sessions.open.id, { title: 'Mine' });
		await named;
		await new Promise(setImmediate);
		const list = await archive.list();
		assert.equal(list.find(({ open: shown }) => shown)?.title, 'Mine');
	});

	it('makes a chat of a file that another window can read', async () => {
		const { open } = disk();
		const { archive, ask } = open();
		await ask('one', 'first');
		const file = (await archive.exported('all')) ?? { title: '', turns: [] };
		let count = 0;
		const read = readChat(chatJson(file), () => makeId(++count, Math.random));
		assert.notEqual(read, undefined);
		archive.startNew();
		await archive.adopt(read ?? file);
		assert.deepEqual(
			archive.sessions.open.turns.map(({ answer }) => answer),
			['first'],
		);
		const after = open({});
		const [, other] = await after.archive.list();
		await after.archive.open(other?.id ?? '');
		assert.equal(after.read(), 'first');
		assert.equal((await after.archive.list()).length, 2);
	});
});
