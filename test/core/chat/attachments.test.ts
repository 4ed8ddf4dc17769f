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

	it('keeps two of one label that are of two places, under two names', () => {
		const attachments = new Attachments();
		const picture = (bytes: string) => ({ type: 'image/png', bytes, width: 1, height: 1 }) as const;
		const image = { label: 'image.png', text: '', kind: 'image' } as const;
		attachments.add('a', [{ ...image, picture: picture('AA'), source: 'file:///a/image.png' }]);
		attachments.add('a', [{ ...image, picture: picture('BB'), source: 'file:///b/image.png' }]);
		attachments.add('a', [{ ...image, picture: picture('CC') }]);
		attachments.add('a', [{ ...image, picture: picture('CC') }]);
		attachments.add('a', [{ ...image, picture: picture('DD'), source: 'file:///a/image.png' }]);
		const shown = () => attachments.get('a').map(({ label, picture: it }) => [label, it?.bytes]);
		assert.deepEqual(shown(), [
			['image.png (2)', 'BB'],
			['image.png (3)', 'CC'],
			['image.png', 'DD'],
		]);
		attachments.add('a', [{ ...image, picture: picture('EE'), source: 'file:///b/image.png' }]);
		assert.deepEqual(shown().at(-1), ['image.png (2)', 'EE']);
		attachments.add('a', attachments.take('a'));
		assert.equal(attachments.get('a').length, 3);
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
