import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway, testKey } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';

interface Answer {
	readonly outcome: string;
	readonly errorClass?: string;
}

const overflow = {
	refuse: {
		status: 400,
		body: JSON.stringify({
			error: {
				code: 'InvalidParameter',
				message: 'Total tokens of image and text exceed max message tokens.',
			},
		}),
	},
};

/** Characters of all that a request says. */
function sizeOf(request: { readonly body: unknown } | undefined): number {
	return JSON.stringify(request?.body ?? '').length;
}

/** A black picture, as wide as it is high, in pixels. */
function flatPicture(side: number): Buffer {
	const chunk = (type: string, body: Buffer) => {
		const named = Buffer.concat([Buffer.from(type), body]);
		const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
		length.writeUInt32BE(body.length);
		sum.writeUInt32BE(crc32(named));
		return Buffer.concat([length, named, sum]);
	};
	const header = Buffer.alloc(13);
	header.writeUInt32BE(side, 0);
	header.writeUInt32BE(side, 4);
	header.set([8, 0, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(Buffer.alloc((side + 1) * side))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

describe('an answer that was refused as too long', () => {
	it('is asked for with half the context by Trim Context in the chat', async () => {
		const long = 'word '.repeat(300);
		const server = await gateway.script({ text: long }, { text: long }, overflow, {
			text: 'Short.',
		});
		await run<Answer>('doubao.ask', { text: `One? ${long}`, newChat: true });
		await run<Answer>('doubao.ask', { text: `Two? ${long}` });
		const refused = await run<Answer>('doubao.ask', { text: 'And now?' });
		assert.deepEqual([refused.outcome, refused.errorClass], ['error', 'context_length']);

		await driver.panel.getByRole('button', { name: 'Trim Context' }).click();

		await driver.panel.getByText('Short.').waitFor();
		const [before, after] = server.requests.slice(-2);
		assert.ok(sizeOf(after) < sizeOf(before) * 0.7, `${sizeOf(after)} of ${sizeOf(before)}`);
		assert.match(JSON.stringify(after?.body), /And now\?/);
	});

	it('loses its oldest pictures by Trim Context, and says which', async () => {
		const server = await gateway.script(overflow, { text: 'Fewer.' });
		await run('doubao.newChat');
		const chips = driver.panel.locator('ul.chips > li');
		for (const name of ['first.png', 'second.png', 'third.png']) {
			await workspace.restoreAfterTest(name);
			await writeFile(workspace.path(name), flatPicture(1_120));
			const uri = vscode.Uri.file(workspace.path(name)).toString();
			await run('doubao.attachContext', { uri });
			await driver.panel.locator('ul.chips > li', { hasText: name }).first().waitFor();
		}
		assert.equal(await chips.count(), 3);
		const composer = driver.panel.getByRole('textbox', { name: 'Message' });
		await composer.fill('What do they show?');
		await composer.press('Enter');

		await driver.panel.getByRole('button', { name: 'Trim Context' }).click();

		await driver.panel.getByText('Fewer.').waitFor();
		const shown = server.requests.map(
			({ body }) => JSON.stringify(body).split('image_url":{').length - 1,
		);
		assert.deepEqual(shown, [3, 1]);
		for (const name of ['first.png', 'second.png']) {
			await driver.panel.getByText(`${name} is left out: it does not fit`).first().waitFor();
		}
		await driver.picture('trimmed-pictures');
	}).timeout(60_000);

	it('is asked for with half the context by Trim Context of an edit', async () => {
		const server = await gateway.script(overflow, { text: '```ts\nlet b;\n```\n' });
		const rows = Array.from({ length: 400 }, (_, at) => `let name${at} = ${at};\n`);
		await workspace.open('trimmed.ts', `let a;\n${rows.join('')}`);
		await select({ rows: [1, 1] });
		const refused = await run<Answer>('doubao.editSelection', { instruction: 'Rename.' });
		assert.deepEqual([refused.outcome, refused.errorClass], ['error', 'context_length']);

		await driver.click({ role: 'button', name: 'Trim Context' });

		await untilValue(text, now => now.startsWith('let b;\n'), 'the second answer');
		const [before, after] = server.requests;
		assert.ok(sizeOf(after) < sizeOf(before) * 0.7, `${sizeOf(after)} of ${sizeOf(before)}`);
	}).timeout(90_000);
});

describe('an edit whose answer broke off', () => {
	it('is asked for once more by Retry', async () => {
		await gateway.script({ text: '', end: 'cut' }, { text: '```ts\nlet b;\n```\n' });
		await workspace.open('retried.ts', 'let a;\n');
		await select({ rows: [1, 1] });
		const broken = await run<Answer>('doubao.editSelection', { instruction: 'Rename.' });
		assert.equal(broken.outcome, 'error');

		await driver.click({ role: 'button', name: 'Retry' });

		await untilValue(text, now => now === 'let b;\n', 'the second answer');
	}).timeout(90_000);

	it('is finished by Continue where rows had come', async () => {
		await gateway.script(
			{ deltas: ['```ts\nlet b;\n', 'let c'], end: 'cut' },
			{ text: '```ts\nlet b;\nlet c;\n```\n' },
		);
		await workspace.open('continued.ts', 'let a;\n');
		await select({ rows: [1, 1] });
		const broken = await run<Answer>('doubao.editSelection', { instruction: 'Two of them.' });
		assert.equal(broken.outcome, 'partial');

		await driver.click({ role: 'button', name: 'Continue' });

		await untilValue(text, now => now === 'let b;\nlet c;\n', 'the whole answer');
	});
});

describe('Record Diagnostics', () => {
	it('shows a file with what passed, without a text or the key', async () => {
		await gateway.script({ text: 'canary-answer' });

		await run('doubao.recordDiagnostics');
		await driver.waitForText('Doubao is recording');
		await run<Answer>('doubao.ask', { text: 'canary-question', newChat: true });
		await run('doubao.recordDiagnostics');

		await until(
			() => /diagnostics-.*\.log$/.test(vscode.window.activeTextEditor?.document.uri.path ?? ''),
			'the file is open',
		);
		const recorded = vscode.window.activeTextEditor?.document.getText() ?? '';
		assert.match(recorded, /^Doubao \d/);
		assert.match(recorded, /#1 \+\d+ ms > POST http:\/\/127\.0\.0\.1/);
		assert.match(recorded, /< data: \[DONE\]/);
		assert.doesNotMatch(recorded, /canary/);
		assert.ok(!recorded.includes(testKey));
		await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
	});
});
