import assert from 'node:assert/strict';
import { chatShortcuts, expandChatShortcut } from '../../../src/core/prompt/chatShortcuts.ts';

describe('shortcuts of the chat', () => {
	for (const name of chatShortcuts) {
		it(`/${name} has a long form, with words or without`, () => {
			const long = expandChatShortcut(`/${name}`) ?? '';
			assert.equal(long.length > 40, true);
			assert.equal(expandChatShortcut(`/${name.toUpperCase()}  in Go `), `${long}\n\nin Go`);
		});
	}

	for (const text of ['fix', '/fixed it', '/', '/unknown', 'a /fix', '/usr/bin/env']) {
		it(`are none in ${JSON.stringify(text)}`, () => {
			assert.equal(expandChatShortcut(text), undefined);
		});
	}
});
