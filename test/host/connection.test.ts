import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { afterTest } from './library/cleanup.ts';
import { gateway, testKey } from './library/gateway.ts';
import { key, settings } from './library/settings.ts';
import { until } from './library/until.ts';

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

describe('an answer that the gateway keeps', () => {
	it('is gone on from, and deleted there with its chat', async () => {
		await settings.set({ 'doubao.responses.store': true });
		const server = await gateway.script(
			{ protocol: 'responses', text: 'Kept.', stored: 'resp-1' },
			{ text: 'Kept too.', stored: 'resp-2' },
			{ text: '' },
		);
		await run<Answer>('doubao.ask', { text: 'A kept question?', newChat: true });
		await run<Answer>('doubao.ask', { text: 'And another?' });
		assert.equal(server.requests[1]?.body['previous_response_id'], 'resp-1');
		await run('doubao.showHistory');
		const items = driver.panel.getByRole('list', { name: 'History' }).getByRole('listitem');
		const item = items.locator(':scope', { hasText: 'A kept question?' }).first();
		await item.hover();

		await item.getByRole('button', { name: 'Delete' }).click();

		const deleted = () => server.requests.filter(({ method }) => method === 'DELETE');
		await until(() => deleted().length === 2, 'both to be deleted');
		assert.deepEqual(
			deleted()
				.map(({ path }) => path)
				.toSorted(),
			['/v1/responses/resp-1', '/v1/responses/resp-2'],
		);
		for (const { headers } of deleted()) {
			assert.equal(headers.authorization, `Bearer ${testKey}`);
		}
	});
});

describe('an account without balance', () => {
	it('has a button that opens the page where it is paid', async () => {
		const error = { code: 'AccountOverdueError', message: 'x' };
		const { fetch } = globalThis;
		afterTest(() => {
			globalThis.fetch = fetch;
		});
		globalThis.fetch = async () => Response.json({ error }, { status: 403 });
		await settings.set({ 'doubao.gateway': 'ark', 'doubao.baseUrl': undefined });
		await key.storeForCurrent(testKey);

		const { errorClass } = await run<Answer>('doubao.ask', { text: 'Hello?', newChat: true });

		assert.equal(errorClass, 'billing');
		await driver.panel.getByRole('button', { name: 'Open Billing Page' }).click();
		// VS Code asks before it leaves for a page.
		const dialog = driver.workbench.locator('.monaco-dialog-box');
		await dialog.waitFor();
		assert.match(await dialog.text(), /https:\/\/console\.volcengine\.com/);
		await driver.press('Escape');
	});
});

describe('what an answer cost', () => {
	it('stands under it', async () => {
		await gateway.script({ text: 'Answered.', model: 'doubao-seed-2-0-code' });

		await run<Answer>('doubao.ask', { text: 'Hello?', newChat: true });

		await driver.panel.getByText(/≈¥/).waitFor();
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
