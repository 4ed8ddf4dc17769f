import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway, testKey } from './library/gateway.ts';

interface Report {
	readonly ok: boolean;
	readonly steps: readonly {
		readonly name: string;
		readonly ok: boolean;
		readonly message?: string;
	}[];
}

interface Answer {
	readonly outcome: string;
	readonly errorClass?: string;
}

describe('Test Connection', () => {
	it('checks five steps in view', async () => {
		const server = await gateway.script({ text: 'OK' });

		const { ok, steps } = await run<Report>('doubao.testConnection');

		assert.deepEqual(
			steps.map(step => step.name),
			['address', 'tls', 'key', 'model', 'stream'],
		);
		assert.equal(ok, true, JSON.stringify(steps));
		await driver.waitForText(/Everything works/);
		await driver.press('Escape');
		// The first request is for the bare address, without a key.
		assert.equal(server.requests[0]?.headers.authorization, undefined);
	});

	it('says what is in the way, and offers what helps', async () => {
		const body = JSON.stringify({ error: { code: 'AuthenticationError', message: 'x' } });
		await gateway.script({ refuse: { status: 401, body } });

		const { ok, steps } = await run<Report>('doubao.testConnection');

		assert.equal(ok, false);
		assert.equal(steps.find(step => !step.ok)?.name, 'key');
		await driver.waitForText(/Set API Key/);
		await driver.press('Escape');
	});
});

describe('what an answer cost', () => {
	it('stands under it', async () => {
		await gateway.script({ text: 'Answered.', model: 'doubao-seed-2-0-code' });

		await run<Answer>('doubao.ask', { text: 'Hello?', newChat: true });

		await driver.panel.getByText(/about ¥/).waitFor();
	});
});

describe('Copy Diagnostics', () => {
	it('copies ids and versions, never the key or a text', async () => {
		await gateway.script({ text: 'canary-answer', gateway: 'ark' });
		await run<Answer>('doubao.ask', { text: 'canary-question', newChat: true });

		await run('doubao.copyDiagnostics');

		const text = await vscode.env.clipboard.readText();
		assert.match(text, /Gateway: ark, http:\/\/127\.0\.0\.1/);
		assert.match(text, /complete, 1 requests, \d+ ms, our id [\da-f]{32}/);
		assert.doesNotMatch(text, /canary/);
		assert.ok(!text.includes(testKey));
	});
});
