import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { closeBrowser, pictures, TestPanel } from './panel.ts';
import { themes } from './themes.ts';

const dark = themes.find(({ name }) => name === 'dark');
const rows = 'const a = 1;\nconst b = 2;\nconst c = 3;\nconst d = 4;';

/** Drops or pastes into the panel as a browser does. */
async function bring(
	panel: TestPanel,
	how: 'drop' | 'dragover' | 'paste',
	what: {
		readonly uris?: string;
		readonly text?: string;
		readonly files?: readonly { name: string; type: string; body: string }[];
		/** Width and height of a picture that the page draws. */
		readonly picture?: { name: string; type: string; width: number; height: number };
	},
): Promise<boolean> {
	const prevented = await panel.page.evaluate(
		async ({ how: kind, what: { uris, text, files = [], picture } }) => {
			const transfer = new DataTransfer();
			if (uris !== undefined) {
				transfer.setData('application/vnd.code.uri-list', uris);
			}
			if (text !== undefined) {
				transfer.setData('text/plain', text);
			}
			for (const { name, type, body } of files) {
				transfer.items.add(new File([body], name, { type }));
			}
			if (picture) {
				const canvas = new OffscreenCanvas(picture.width, picture.height);
				const context = canvas.getContext('2d');
				// Noise: what does not compress.
				for (let x = 0; x < picture.width; x += 16) {
					for (let y = 0; y < picture.height; y += 16) {
						if (!context) {
							return false;
						}
						context.fillStyle = `rgb(${(x * 7919 + y * 104729) % 256} ${(x * y) % 256} ${(x ^ y) % 256})`;
						context.fillRect(x, y, 16, 16);
					}
				}
				const blob = await canvas.convertToBlob({ type: picture.type });
				transfer.items.add(new File([blob], picture.name, { type: picture.type }));
			}
			const init = { bubbles: true, cancelable: true };
			const event =
				kind === 'paste'
					? new ClipboardEvent('paste', { ...init, clipboardData: transfer })
					: new DragEvent(kind, { ...init, dataTransfer: transfer });
			document.querySelector('textarea')?.dispatchEvent(event);
			return event.defaultPrevented;
		},
		{ how, what },
	);
	await panel.settle();
	return prevented;
}

/** Scaling takes its time; a large picture is posted in parts. */
async function pictureArrived(panel: TestPanel): Promise<void> {
	while ((await panel.postedOf('picture')).length === 0) {
		await panel.settle();
	}
}

describe('what is dropped and pasted', function () {
	this.timeout(60_000);
	let panel: TestPanel;

	beforeEach(async () => {
		panel = await TestPanel.open(dark ? { theme: dark } : {});
	});

	afterEach(async () => {
		assert.deepEqual(panel.errors, []);
		await panel.close();
	});

	after(closeBrowser);

	it('files of the explorer go to the host by their addresses', async () => {
		assert.equal(await bring(panel, 'dragover', { uris: 'file:///w/a.ts' }), true);
		await panel.page.getByText('Drop to attach').waitFor();
		await panel.page.screenshot({ path: resolve(pictures, 'drop here.png') });
		const uris = 'file:///w/a.ts\r\n# comment\r\nfile:///w/b%20c.ts';
		assert.equal(await bring(panel, 'drop', { uris }), true);
		assert.equal(await panel.page.getByText('Drop to attach').isVisible(), false);
		assert.deepEqual(await panel.postedOf('attachUris'), [
			{ type: 'attachUris', uris: ['file:///w/a.ts', 'file:///w/b%20c.ts'] },
		]);
	});

	it('text that is dragged stays what the browser makes of it', async () => {
		assert.equal(await bring(panel, 'dragover', { text: 'words' }), false);
		assert.equal(await bring(panel, 'drop', { text: 'words' }), false);
	});

	it('text files from elsewhere are read, others are named as unreadable', async () => {
		await bring(panel, 'drop', {
			files: [
				{ name: 'a.txt', type: 'text/plain', body: 'hello\n' },
				{ name: 'b.bin', type: '', body: 'x\0y' },
				{ name: 'c.log', type: '', body: 'x'.repeat(200_001) },
				{ name: 'd.png', type: 'image/png', body: 'no picture' },
			],
		});
		await panel.page.waitForFunction(() => Reflect.get(window, 'posted').length >= 5);
		assert.deepEqual(await panel.postedOf('attachText'), [
			{ type: 'attachText', name: 'a.txt', text: 'hello\n' },
		]);
		const names = (await panel.postedOf('unreadable')).map(message =>
			message.type === 'unreadable' ? message.name : '',
		);
		assert.deepEqual(names.toSorted(), ['b.bin', 'c.log', 'd.png']);
	});

	for (const [name, type, width, height, expected] of [
		['small.png', 'image/png', 40, 30, { type: 'image/png', width: 40, height: 30 }],
		['large.png', 'image/png', 2352, 588, { type: 'image/webp', width: 1568, height: 392 }],
	] as const) {
		it(`a picture is sent as it is if it is small, else scaled: ${name}`, async () => {
			await bring(panel, 'paste', { picture: { name, type, width, height } });
			await pictureArrived(panel);
			const [message] = await panel.postedOf('picture');
			assert.ok(message?.type === 'picture');
			assert.equal(message.name, 'Pasted picture 1');
			const { bytes, ...rest } = message.picture;
			assert.deepEqual(rest, expected);
			assert.ok(bytes.length > 100 && bytes.length <= 240_000, String(bytes.length));
			assert.equal(await panel.composer.inputValue(), '');
		});
	}

	it('a picture that the host read in pieces is scaled and named as the host does', async () => {
		const png =
			'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
		await panel.post(
			{ type: 'scalePicture', id: '7', name: 'dot.png', bytes: png.slice(0, 40), last: false },
			{ type: 'scalePicture', id: '7', name: 'dot.png', bytes: png.slice(40), last: true },
		);
		await pictureArrived(panel);
		const [message] = await panel.postedOf('picture');
		assert.deepEqual(message, {
			type: 'picture',
			id: '7',
			name: 'dot.png',
			picture: { type: 'image/png', bytes: png, width: 1, height: 1 },
		});
	});

	it('pasted rows that stand in an open file become a chip, and undo brings them back', async () => {
		await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await panel.composer.fill('Why?\n');
		await panel.composer.press('Control+End');
		await bring(panel, 'paste', { text: rows });
		await panel.page.keyboard.insertText(rows);
		assert.deepEqual(await panel.postedOf('pasted'), [{ type: 'pasted', text: rows }]);
		await panel.post({ type: 'pastedFrom', label: 'a.ts:1-4' });
		assert.equal(await panel.composer.inputValue(), 'Why?\n');
		assert.deepEqual(await panel.postedOf('attachPasted'), [{ type: 'attachPasted' }]);
		assert.match(await panel.status, /a\.ts:1-4/u);
		await panel.composer.press('Control+Z');
		assert.equal(await panel.composer.inputValue(), `Why?\n${rows}`);
	});

	it('pasted rows that were changed since stay where they are', async () => {
		await bring(panel, 'paste', { text: rows });
		await panel.page.keyboard.insertText(rows);
		await panel.composer.fill(rows.replace('a', 'x'));
		await panel.post({ type: 'pastedFrom', label: 'a.ts:1-4' });
		assert.equal(await panel.composer.inputValue(), rows.replace('a', 'x'));
		assert.deepEqual(await panel.postedOf('attachPasted'), []);
	});

	it('a few pasted words are just words', async () => {
		await bring(panel, 'paste', { text: 'one\ntwo' });
		assert.deepEqual(await panel.postedOf('pasted'), []);
	});
});
