import assert from 'node:assert/strict';
import { Attachments } from '../../../src/core/chat/attachments.ts';
import { isSecretFile } from '../../../src/core/chat/secretFile.ts';

describe('what is sent along with a question', () => {
	it('belongs to a session, has one of each label, and is taken once', () => {
		const attachments = new Attachments();
		attachments.add('a', [{ label: 'x.ts', text: 'old' }]);
		attachments.add('a', [
			{ label: 'y.ts', text: 'abcd' },
			{ label: 'x.ts', text: 'new' },
		]);
		attachments.add('b', [{ label: 'z.ts', text: '' }]);
		assert.deepEqual(attachments.views('a'), [
			{ label: 'y.ts', kind: 'file', tokens: 1, hidden: 0 },
			{ label: 'x.ts', kind: 'file', tokens: 1, hidden: 0 },
		]);
		attachments.add('a', [
			{ label: 'h', kind: 'text', text: 'a\u202eb\r\nc\u200b' },
			{
				label: 'p',
				kind: 'image',
				text: '',
				picture: { type: 'image/png', bytes: 'AA', width: 56, height: 28 },
			},
		]);
		assert.deepEqual(attachments.views('a').slice(2), [
			{ label: 'h', kind: 'text', tokens: 4, hidden: 2 },
			{ label: 'p', kind: 'image', tokens: 2, hidden: 0 },
		]);
		attachments.remove('a', 'h');
		attachments.remove('a', 'p');
		attachments.remove('a', 'y.ts');
		attachments.move('a', 'b');
		assert.deepEqual(
			attachments.take('b').map(({ text }) => text),
			['', 'new'],
		);
		assert.deepEqual(attachments.take('b'), []);
		assert.deepEqual(attachments.get('a'), []);
	});

	for (const [path, secret] of [
		['/w/.env', true],
		['/w/.ENV.local', true],
		['/w/.env.example', false],
		['/w/src/environment.ts', false],
		['c:\\Users\\me\\.ssh\\config', true],
		['/home/me/.aws/credentials', true],
		['/w/deploy/server.pem', true],
		['/w/id_ed25519', true],
		['/w/id_ed25519.pub', false],
		['/w/.npmrc', true],
		['/w/config/secrets.yml', true],
		['/w/src/keys.ts', false],
		['/w/src/secretFile.ts', false],
	] as const) {
		it(`${secret ? 'asks about' : 'does not ask about'} ${path}`, () => {
			assert.equal(isSecretFile(path), secret);
		});
	}
});
