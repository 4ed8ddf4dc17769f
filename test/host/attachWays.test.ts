import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway, protocols } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { select, workspace } from './library/workspace.ts';
import { shop } from './shop.ts';

const composer = driver.panel.getByRole('textbox', { name: 'Message' });
/** Those of the composer; what was sent has a list of the same name. */
const chips = driver.panel.locator('ul.chips > li');
const dot =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

interface Transfer {
	setData(type: string, value: string): void;
}

/** What of a DOM element is used inside the panel; the test itself knows no DOM. */
interface Field {
	dispatchEvent(event: unknown): boolean;
	readonly ownerDocument: {
		execCommand(command: string, ui: boolean, value: string): boolean;
	};
}

async function attached(pattern: RegExp): Promise<void> {
	await untilValue(
		() => chips.texts(),
		texts => texts.some(text => pattern.test(text)),
		`a chip like ${String(pattern)}`,
	);
}

/** Asks, so that all chips are sent and gone. */
async function sent(server: { readonly requests: readonly { readonly body: unknown }[] }) {
	await composer.fill('Why?');
	await composer.press('Enter');
	await untilValue(
		() => chips.count(),
		count => count === 0,
		'no chip left',
	);
	await untilValue(
		() => Promise.resolve(server.requests.length),
		count => count > 0,
		'the request',
	);
	return JSON.stringify(server.requests.at(-1)?.body);
}

/** Pastes into the composer, as a browser does. */
async function paste(text: string): Promise<void> {
	await composer.evaluate((element: Field, pasted: string) => {
		const clipboardData: Transfer = Reflect.construct(Reflect.get(globalThis, 'DataTransfer'), []);
		clipboardData.setData('text/plain', pasted);
		const init = { bubbles: true, cancelable: true, clipboardData };
		const event: unknown = Reflect.construct(Reflect.get(globalThis, 'ClipboardEvent'), [
			'paste',
			init,
		]);
		if (element.dispatchEvent(event)) {
			element.ownerDocument.execCommand('insertText', false, pasted);
		}
	}, text);
}

describe('ways to attach', () => {
	beforeEach(async () => {
		await run('doubao.newChat');
		await composer.waitFor();
		await composer.fill('');
	});

	it('a file and a folder by command', async () => {
		const server = await gateway.script({ text: 'So.' });
		const { document } = await workspace.open('src/cart/shop.js', shop);
		await run('doubao.addFileToChat', document.uri);
		await attached(/cart\/shop\.js/u);
		await run('doubao.attachContext', { uri: vscode.Uri.joinPath(document.uri, '../../main.ts') });
		await run('doubao.attachContext', { uri: vscode.Uri.joinPath(document.uri, '..').toString() });
		await attached(/main\.ts/u);
		await attached(/src\/cart\//u);
		const body = await sent(server);
		assert.match(body, /Attached: \\"src\/cart\/shop\.js\\"/u);
		assert.match(body, /Attached: \\"src\/main\.ts\\"/u);
		assert.match(body, /Attached: \\"src\/cart\/\\"[^"]*shop\.js/u);
	});

	it('problems by command', async () => {
		const server = await gateway.script({ text: 'So.' });
		const { document } = await workspace.open('shop.js', shop);
		const found = vscode.languages.createDiagnosticCollection('test');
		try {
			found.set(document.uri, [new vscode.Diagnostic(new vscode.Range(2, 4, 2, 8), 'Odd loop')]);
			await run('doubao.attachContext', { kind: 'problems', uri: document.uri.toString() });
			await attached(/Problems in shop\.js/u);
			assert.match(await sent(server), /shop\.js:3:5: error: Odd loop/u);
		} finally {
			found.dispose();
		}
	});

	it('the terminal selection by command; the clipboard stays what it was', async () => {
		const server = await gateway.script({ text: 'So.' });
		await vscode.env.clipboard.writeText('mine');
		const written = new vscode.EventEmitter<string>();
		const terminal = vscode.window.createTerminal({
			name: 'output',
			pty: {
				onDidWrite: written.event,
				open: () => written.fire('terrible failure\r\n'),
				close: () => {},
			},
		});
		try {
			terminal.show(false);
			await driver.workbench.locator('.terminal.xterm').first().waitFor();
			await untilValue(
				async () => {
					await vscode.commands.executeCommand('workbench.action.terminal.selectAll');
					await run('doubao.addTerminalSelectionToChat');
					return await chips.count();
				},
				count => count === 1,
				'a chip',
			);
			assert.equal(await vscode.env.clipboard.readText(), 'mine');
			assert.match(await sent(server), /terrible failure/u);
		} finally {
			terminal.dispose();
			written.dispose();
		}
	});

	for (const protocol of protocols) {
		it(`a picture, shown to the model over ${protocol}`, async () => {
			const server = await gateway.script({ protocol, text: 'A dot.' });
			const path = workspace.path('dot.png');
			await workspace.restoreAfterTest('dot.png');
			await writeFile(path, Buffer.from(dot, 'base64'));
			await run('doubao.attachContext', { uri: vscode.Uri.file(path).toString() });
			await attached(/dot\.png/u);
			await driver.picture(`picture attached ${protocol}`);
			const body = await sent(server);
			const url = `data:image/png;base64,${dot}`;
			const part =
				protocol === 'responses'
					? { type: 'input_image', image_url: url }
					: { type: 'image_url', image_url: { url } };
			assert.ok(body.includes(JSON.stringify(part)), body.slice(0, 2000));
		});
	}

	it('files that are dropped', async () => {
		const server = await gateway.script({ text: 'So.' });
		const { document } = await workspace.open('src/cart/shop.js', shop);
		await composer.evaluate(
			(element: Field, list: string) => {
				const dataTransfer: Transfer = Reflect.construct(
					Reflect.get(globalThis, 'DataTransfer'),
					[],
				);
				dataTransfer.setData('application/vnd.code.uri-list', list);
				const init = { bubbles: true, cancelable: true, dataTransfer };
				element.dispatchEvent(
					Reflect.construct(Reflect.get(globalThis, 'DragEvent'), ['drop', init]),
				);
			},
			[document.uri, vscode.Uri.joinPath(document.uri, '..')].map(String).join('\r\n'),
		);
		await attached(/cart\/shop\.js/u);
		await attached(/src\/cart\/\s/u);
		assert.match(await sent(server), /Attached: \\"src\/cart\/\\"/u);
	});

	it('rows that are pasted from an open file, as their place', async () => {
		const server = await gateway.script({ text: 'So.' });
		const { document } = await workspace.open('shop.js', shop);
		await select({ rows: [1, 4] });
		const text = document.getText(new vscode.Range(0, 0, 4, 0));
		await composer.focus();
		await paste(text);
		await attached(/shop\.js:1-4/u);
		assert.equal(await composer.value(), '');
		assert.match(await sent(server), /Attached: \\"shop\.js:1-4\\"/u);
	});

	it('no rows of a file that may hold keys: they stay the text that was pasted', async () => {
		await gateway.script({ text: 'So.' });
		const rows = 'HOST=example\nPORT=1\nUSER=me\nNAME=x\n';
		await workspace.open('.env', rows);
		await composer.focus();
		await paste(rows);
		const { document } = await workspace.open('shop.js', shop);
		await composer.focus();
		await paste(document.getText(new vscode.Range(0, 0, 4, 0)));

		await attached(/shop\.js:1-4/u);
		assert.equal(await composer.value(), rows);
		assert.equal(await driver.panel.getByText('.env').count(), 0);
		await composer.fill('');
	});

	it('the list opens by command', async () => {
		await run('doubao.attachContext');
		await driver.panel.getByRole('listbox').waitFor();
		await composer.press('Escape');
		assert.equal(await composer.value(), '');
	});
});

describe('a secret in an edit', () => {
	const token = `ghp_${'aB3dE5fG7hJ9'.repeat(3)}`;

	it('is refused to automation, and is masked on its way out and back', async () => {
		const code = `const key = '${token}';\n`;
		const server = await gateway.script({
			text: "```js\nconst secret = '<MASKED_GITHUB_TOKEN_1>';\n```",
		});
		const { document } = await workspace.open('key.js', code);
		await select({ rows: [1, 1] });
		const refused = await run<{ readonly outcome: string }>('doubao.editSelection', {
			instruction: 'rename it',
		});
		assert.equal(refused.outcome, 'refused');
		assert.equal(server.requests.length, 0);
		const edit = run<{ readonly outcome: string }>('doubao.editSelection');
		const field = driver.workbench.locator('.quick-input-widget').getByRole('textbox').first();
		await field.fill('rename it');
		await field.press('Enter');
		await driver.workbench
			.getByRole('dialog')
			.getByRole('button', { name: 'Mask and Send' })
			.click();
		assert.equal((await edit).outcome, 'review');
		assert.equal(JSON.stringify(server.requests[0]?.body).includes(token), false);
		assert.equal(document.getText(), `const secret = '${token}';\n`);
	});
});
