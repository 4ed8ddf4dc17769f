import assert from 'node:assert/strict';
import { expandShortcut, shortcutIn, shortcutNames } from '../../../src/core/prompt/shortcuts.ts';

describe('shortcuts', () => {
	for (const name of shortcutNames) {
		it(`/${name} becomes a whole instruction, with the words behind it`, () => {
			const long = expandShortcut(`/${name}`);
			assert.ok(long.length > 80 && !long.startsWith('/'), long);
			const more = expandShortcut(` /${name.toUpperCase()}  the second loop `);
			assert.equal(more, `${long}\nIn particular: the second loop`);
		});
	}

	for (const text of ['fix', 'use /fix', '/fixes', '/unknown', '/', '', '/ fix', '// fix']) {
		it(`leaves ${JSON.stringify(text)} as it is`, () => {
			assert.equal(expandShortcut(text), text);
			assert.equal(shortcutIn(text), undefined);
		});
	}
});
