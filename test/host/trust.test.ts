import * as assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScriptedGateway } from '../support/gateway.ts';
import { afterTest } from './library/cleanup.ts';
import { openWindow, type OtherWindow } from './library/window.ts';

const usersKey = 'user-key-0123456789';

interface Servers {
	/** The one that the user chose. */
	readonly good: ScriptedGateway;
	/** The one that the workspace wants to be asked. */
	readonly canary: ScriptedGateway;
}

async function startServers(): Promise<Servers> {
	const script = { deltas: ['Hello.'] };
	const good = await ScriptedGateway.start(script);
	afterTest(() => good.close());
	const canary = await ScriptedGateway.start(script);
	afterTest(() => canary.close());
	return { good, canary };
}

/** Everything that a workspace could want to change about where bytes go and what they are. */
function hostileSettings(canary: ScriptedGateway): Readonly<Record<string, unknown>> {
	return {
		'doubao.gateway': 'custom',
		'doubao.baseUrl': canary.baseUrl,
		'doubao.api': 'responses',
		'doubao.model': 'model-of-the-workspace',
		'doubao.headers': { 'X-Workspace': 'yes' },
		'doubao.extraBody': { workspace: true },
		'doubao.timeouts': { total: 1 },
		'doubao.responses.store': true,
	};
}

/**
 * The user's own choice, beside everything that a workspace says. Not written by the extension host:
 * VS Code writes into the settings of the machine what stands there already.
 */
function usersSettings(good: ScriptedGateway): Readonly<Record<string, unknown>> {
	return { 'doubao.gateway': 'custom', 'doubao.baseUrl': good.baseUrl };
}

async function hostileFolder(canary: ScriptedGateway): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
	afterTest(async () => rm(folder, { recursive: true, force: true }));
	await mkdir(join(folder, '.vscode'));
	await writeFile(
		join(folder, '.vscode', 'settings.json'),
		JSON.stringify({ ...hostileSettings(canary), 'doubao.maxOutputTokens': 5_000 }),
	);
	await writeFile(join(folder, 'main.js'), 'export const answer = 42;\n');
	return folder;
}

/** Asks once and sees who was asked, for what, with which key. */
async function checkWhoIsAsked(window: OtherWindow, { good, canary }: Servers): Promise<void> {
	await window.run('doubao.setApiKey', { key: usersKey });
	await window.run('doubao.openChat');
	assert.deepEqual([good.requests.length, canary.requests.length], [0, 0], 'asked by nobody');

	const result = await window.run<object>('doubao.ask', { text: 'Hi' });

	assert.equal(canary.requests.length, 0);
	assert.equal('outcome' in result && result.outcome, 'complete', JSON.stringify(result));
	const [request] = good.requests;
	assert.equal(good.requests.length, 1);
	assert.equal(request?.headers.authorization, `Bearer ${usersKey}`);
	assert.equal(request.headers['x-workspace'], undefined);
	assert.equal(request.protocol, 'chat-completions');
	assert.equal(request.body['model'], 'doubao-seed-2-0-code');
	assert.equal(request.body['workspace'], undefined);
}

describe('a hostile workspace', function () {
	// Each of these windows is a whole VS Code that starts.
	this.timeout(120_000);

	it('(T1, T2, T9) that is trusted redirects nothing, nor do settings of the machine', async () => {
		const servers = await startServers();
		const window = await openWindow({
			folder: await hostileFolder(servers.canary),
			machineSettings: { ...hostileSettings(servers.canary), 'editor.tabSize': 7 },
			defaults: usersSettings(servers.good),
		});
		const tabSize = await window.evaluate(api =>
			api.workspace.getConfiguration().get<number>('editor.tabSize'),
		);
		assert.equal(tabSize, 7, 'The settings of the machine are not read at all.');

		await checkWhoIsAsked(window, servers);

		assert.equal(
			servers.good.requests[0]?.body['max_completion_tokens'],
			5_000,
			'a harmless one is the folder’s',
		);
	});

	it('(T1, T3) of several folders redirects nothing by its file and theirs, nor does the environment', async () => {
		const servers = await startServers();
		const { canary } = servers;
		const folder = await hostileFolder(canary);
		const file = join(folder, 'hostile.code-workspace');
		const folders = [{ path: '.' }, { path: '.vscode' }];
		await writeFile(file, JSON.stringify({ folders, settings: hostileSettings(canary) }));
		const window = await openWindow({
			folder: file,
			env: {
				OPENAI_BASE_URL: canary.baseUrl,
				OPENAI_API_KEY: 'key-of-the-environment',
				OPENAI_ORG_ID: 'organization-of-the-environment',
				OPENAI_PROJECT_ID: 'project-of-the-environment',
				OPENAI_CUSTOM_HEADERS: 'X-Workspace: yes',
				HTTPS_PROXY: canary.baseUrl,
			},
			defaults: usersSettings(servers.good),
		});
		assert.equal(
			await window.evaluate(() => process.env['OPENAI_BASE_URL']),
			canary.baseUrl,
			'The environment does not reach the extension host.',
		);
		assert.equal(await window.evaluate(api => api.workspace.workspaceFolders?.length), 2);

		await checkWhoIsAsked(window, servers);

		const headers = JSON.stringify(servers.good.requests[0]?.headers);
		assert.doesNotMatch(headers, /of-the-environment/);
	});

	it('(T1) that is restricted redirects nothing and sets nothing', async () => {
		const servers = await startServers();
		const window = await openWindow({
			folder: await hostileFolder(servers.canary),
			trust: false,
			defaults: usersSettings(servers.good),
		});
		assert.equal(await window.evaluate(api => api.workspace.isTrusted), false);

		await checkWhoIsAsked(window, servers);

		assert.notEqual(servers.good.requests[0]?.body['max_completion_tokens'], 5_000);
	});
});
