import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Script } from '../support/answer.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until, untilValue } from './library/until.ts';
import { select, workspace } from './library/workspace.ts';
import { exec, failedTerminal, repository } from './material.ts';

interface Answer {
	readonly outcome: string;
	readonly errorClass?: string;
	readonly command?: string;
}

const refuse = (status: number, code: string, message = 'canary-words'): Script => ({
	refuse: { status, body: JSON.stringify({ error: { code, message } }) },
});

/** Each class of failure: what brings it about, what the panel says, and the buttons below. */
const classes: readonly (readonly [string, Script, RegExp, readonly string[]])[] = [
	['auth', refuse(401, 'AuthenticationError'), /did not accept the API key/, ['Set API Key']],
	['forbidden', refuse(403, 'AccessDenied'), /not allowed to use the model/, ['Set API Key']],
	['billing', refuse(403, 'AccountOverdueError'), /no balance/, ['Choose Gateway']],
	['quota', refuse(429, 'AccountQuotaExceeded'), /quota is used up/, ['Choose Model']],
	['rate_limit', refuse(429, 'RateLimitExceeded'), /Too many requests/, ['Retry']],
	['model_not_found', refuse(404, 'ModelNotFound'), /does not offer this model/, ['Choose Model']],
	[
		'endpoint',
		{ refuse: { status: 404, body: '<html>canary-words</html>' } },
		/is not a model gateway/,
		['Check Base URL'],
	],
	[
		'bad_request',
		refuse(400, 'InvalidParameter'),
		/refused the request as malformed/,
		['Show Log'],
	],
	['context_length', refuse(400, 'OutofContextError'), /Too much text/, ['Trim Context']],
	[
		'content_filter',
		refuse(400, 'InputTextSensitiveContentDetected'),
		/content filter/,
		['Show Log'],
	],
	['server', refuse(500, 'InternalServiceError'), /problem of its own/, ['Retry']],
	['timeout', { deltas: ['canary'], pace: 'gate' }, /sent no text in time/, ['Retry']],
	['connection', { text: 'Half an', end: 'reset' }, /broke off/, ['Retry']],
	['incomplete', { text: 'Half an', end: 'unfinished' }, /ended early/, ['Retry', 'Continue']],
	[
		'protocol',
		{
			refuse: {
				status: 200,
				headers: { 'content-type': 'text/event-stream' },
				body: 'data: {x\n\n',
			},
		},
		/arrived damaged/,
		['Retry'],
	],
	['empty', { text: '' }, /empty answer/, ['Retry']],
	['length', { text: 'Half an', end: 'length' }, /length limit/, ['Continue', 'Retry']],
];

describe('a failure of the class', () => {
	for (const [errorClass, script, sentence, buttons] of classes) {
		it(`${errorClass} is a sentence of ours, and a button that helps`, async () => {
			await gateway.script(script);
			await settings.set({ 'doubao.timeouts': { firstToken: 1 } });

			const answer = await run<Answer>('doubao.ask', { text: 'Why?', newChat: true });

			assert.equal(answer.errorClass, errorClass);
			await driver.panel.getByText(sentence).first().waitFor();
			for (const button of buttons) {
				await driver.panel.getByRole('button', { name: button }).first().waitFor();
			}
			assert.equal(await driver.panel.getByText('canary-words').count(), 0);
		});
	}

	it('connection names the address where nobody listens', async () => {
		const server = createServer();
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		assert.ok(address !== null && typeof address === 'object');
		server.close();
		await once(server, 'close');
		await settings.set({
			'doubao.gateway': 'custom',
			'doubao.baseUrl': `http://127.0.0.1:${address.port}/v1`,
		});

		const answer = await run<Answer>('doubao.ask', { text: 'Why?', newChat: true });

		assert.equal(answer.errorClass, 'connection');
		await driver.panel.getByText(/No server answers at 127\.0\.0\.1/).waitFor();
		await driver.panel.getByRole('button', { name: 'Test Connection' }).waitFor();
	});
});

describe('a request beside chat and edits that fails', () => {
	it('is a commit message that is asked for once more by Retry', async () => {
		await gateway.script({ text: '', end: 'cut' }, { text: 'Add it' });
		const { folder, git } = await repository(['first']);
		await writeFile(join(folder, 'a.js'), '1\n');
		await exec('git', ['add', '.'], { cwd: folder });
		await git.status();
		git.inputBox.value = 'my words';
		const broken = await run<Answer>('doubao.generateCommitMessage', { rootUri: git.rootUri });
		assert.equal(broken.outcome, 'interrupted');
		assert.equal(git.inputBox.value, 'my words');
		await driver.waitForText(/Your message is as it was/);

		await driver.click({ role: 'button', name: 'Retry' });

		await untilValue(
			() => git.inputBox.value,
			now => now === 'Add it',
			'the second answer',
		);
	});

	it('is a commit message that was refused as too long, and is asked for with less', async () => {
		const server = await gateway.script(refuse(400, 'OutofContextError'), { text: 'Add it' });
		const { folder, git } = await repository(['first']);
		await writeFile(join(folder, 'a.js'), 'let one = 1;\n'.repeat(400));
		await exec('git', ['add', '.'], { cwd: folder });
		await git.status();
		await run<Answer>('doubao.generateCommitMessage', { rootUri: git.rootUri });

		await driver.click({ role: 'button', name: 'Trim Context' });

		await untilValue(
			() => git.inputBox.value,
			now => now === 'Add it',
			'the second answer',
		);
		const [before, after] = server.requests.map(({ body }) => JSON.stringify(body).length);
		assert.ok((after ?? 0) < (before ?? 0) * 0.7, `${after} of ${before}`);
	});

	it('is a command for the terminal, with the button that helps', async () => {
		await gateway.script(refuse(401, 'AuthenticationError'));
		await failedTerminal('ls /no/such/folder');

		const broken = await run<Answer>('doubao.fixTerminalCommand');

		assert.equal(broken.outcome, 'error');
		assert.equal(broken.command, undefined);
		await driver.waitForText(/did not accept the API key/);
		await driver.workbench.getByRole('button', { name: 'Set API Key' }).waitFor();
		await run('notifications.clearAll');
	});

	it('is an explanation in place, which Retry brings', async () => {
		const server = await gateway.script({ text: '', end: 'cut' }, { text: 'It adds up.' });
		await workspace.open('sum.js', 'a + b;\n');
		await select({ rows: [1, 1] });
		const broken = await run<Answer>('doubao.explainInPlace');
		assert.equal(broken.outcome, 'interrupted');

		await driver.click({ role: 'button', name: 'Retry' });

		await until(() => server.requests.length > 1, 'a second request');
		await driver.workbench.locator('.review-widget').getByText('It adds up.').first().waitFor();
		await run('doubao.closeExplanation');
	});
});
