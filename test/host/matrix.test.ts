import * as assert from 'node:assert/strict';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ScriptedGateway } from '../support/gateway.ts';
import { afterTest } from './library/cleanup.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway, testKey } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { openWindow } from './library/window.ts';
import { workspace } from './library/workspace.ts';
import { trials } from '../support/trials.ts';

/** How a file by VS Code's address for it arrived in the panel. */
type Loaded = 'loaded' | 'refused';

/** What these tests touch of a page. */
interface Html {
	readonly ownerDocument: {
		readonly head: { append(link: Link): void };
		readonly defaultView: {
			readonly frameElement: { getAttribute(name: string): string | null } | null;
		} | null;
		querySelector(selector: string): Link | null;
		createElement(tag: string): Link;
	};
}

interface Link {
	rel: string;
	href: string;
	addEventListener(type: string, hear: () => void): void;
}

/** Loads style sheets by the address that the panel's own one has. Runs in the panel. */
async function loadStyles(html: Html, paths: readonly string[]): Promise<Loaded[]> {
	const document = html.ownerDocument;
	const own = document.querySelector('link[rel=stylesheet]');
	return await Promise.all(
		paths.map(async path => {
			const address = new URL(own?.href ?? '');
			if (path !== '') {
				address.pathname = path;
			}
			address.searchParams.set('again', path);
			const link = document.createElement('link');
			link.rel = 'stylesheet';
			link.href = address.href;
			return await new Promise<Loaded>(resolve => {
				link.addEventListener('load', () => resolve('loaded'));
				link.addEventListener('error', () => resolve('refused'));
				document.head.append(link);
			});
		}),
	);
}

describe('the panel in VS Code', () => {
	it('(W7, W8) lies in a frame without forms, and gets no file but its own', async () => {
		const path = workspace.path('foreign.css');
		await workspace.open('foreign.css', ':root { --foreign: 1 }\n');
		await run('doubao.openChat');
		await driver.panel.getByRole('textbox', { name: 'Message' }).waitFor();
		const outer =
			(await driver.workbench.locator('iframe.webview').first().attribute('sandbox')) ?? '';
		const inner = await driver.panel.evaluate(
			(html: Html) => html.ownerDocument.defaultView?.frameElement?.getAttribute('sandbox') ?? '',
		);
		for (const sandbox of [outer, inner]) {
			assert.match(sandbox, /allow-scripts/);
		}
		assert.doesNotMatch(inner, /allow-forms|allow-popups(?!-)|allow-top-navigation/);

		const extension = vscode.extensions.getExtension('doubao-assistant.doubao-assistant');
		const outside = join(extension?.extensionPath ?? '', 'package.json');
		const loaded = await driver.panel.evaluate(loadStyles, ['', path, '/etc/passwd', outside]);
		assert.deepEqual(loaded, ['loaded', 'refused', 'refused', 'refused']);
	});
});

describe('our commands', function () {
	this.timeout(120_000);

	it('(T8) change nothing, send nothing and never reject, whatever their arguments', async () => {
		const server = await gateway.script({ text: 'Never.' });
		const { document } = await workspace.open('main.js', 'const a = 1;\n');
		const names =
			'text instruction index uri format id step path line endLine task level context attach confirm newChat'.split(
				' ',
			);
		const ids =
			'ask editSelection refineEdit acceptHunk rejectHunk acceptAll acceptEverything showRemoved selectGateway selectModel openPlace openSample continueEdit'.split(
				' ',
			);
		const before = JSON.stringify(vscode.workspace.getConfiguration('doubao'));
		for (const wrong of [null, 7, [], {}, 'x'.repeat(100_000)]) {
			for (const id of ids) {
				// A text is a question that may be asked, an instruction that may be sent, a model's name.
				if (typeof wrong === 'string' && /ask|editSelection|refineEdit|selectModel/.test(id)) {
					continue;
				}
				trials(1);
				const argument = Object.fromEntries(names.map(name => [name, wrong]));
				await run(`doubao.${id}`, argument, wrong, wrong);
			}
		}
		assert.equal(JSON.stringify(vscode.workspace.getConfiguration('doubao')), before);
		assert.equal(document.getText(), 'const a = 1;\n');
		assert.equal(server.requests.length, 0);
	});

	it('(T13) opens no listening socket', async function () {
		if (process.platform !== 'linux') {
			this.skip();
		}
		await run('doubao.selectGateway', { id: 'demo' });
		afterTest(() => run('doubao.selectGateway', { id: 'cubicspaces' }));
		await run('doubao.ask', { text: 'Hello?', newChat: true });
		assert.deepEqual(await listeningSockets(), []);
	});
});

/** The TCP sockets of this extension host that listen, as rows of the kernel's tables. */
async function listeningSockets(): Promise<readonly string[]> {
	const own = new Set<string>();
	for (const descriptor of await readdir('/proc/self/fd')) {
		const target = await readlink(`/proc/self/fd/${descriptor}`).catch(() => '');
		own.add(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? '');
	}
	const tables = await Promise.all(
		['tcp', 'tcp6'].map(async name => readFile(`/proc/self/net/${name}`, 'utf8').catch(() => '')),
	);
	return tables
		.flatMap(table => table.split('\n').slice(1))
		.filter(row => {
			const [, , , state, , , , , , inode = ''] = row.trim().split(/\s+/);
			return state === '0A' && own.has(inode);
		});
}

describe('a restricted window', function () {
	this.timeout(120_000);

	it('(P9, T6, T7) reads no instructions and no other file until it is trusted', async () => {
		const server = await ScriptedGateway.start({ text: 'Hello.' });
		afterTest(() => server.close());
		const window = await openWindow({
			trust: false,
			defaults: { 'doubao.gateway': 'custom', 'doubao.baseUrl': server.baseUrl },
		});
		await window
			.evaluate(async (api, file) => {
				const { fs, workspaceFolders } = api.workspace;
				const folder = workspaceFolders?.[0]?.uri ?? api.Uri.file('/');
				await fs.writeFile(api.Uri.joinPath(folder, file), Buffer.from('Always say canary.\n'));
				const document = await api.workspace.openTextDocument(api.Uri.joinPath(folder, 'open.js'));
				await api.window.showTextDocument(document);
			}, 'AGENTS.md')
			.catch(() => undefined);
		await window.run('doubao.setApiKey', { key: testKey });
		const ask = async (text: string) => window.run('doubao.ask', { text });

		await ask('One?');
		assert.equal(server.requests.length, 1);
		const body = JSON.stringify(server.requests[0]?.body);
		assert.doesNotMatch(body, /canary/);
		assert.equal(await window.evaluate(api => api.workspace.isTrusted), false);

		await window.run('workbench.trust.manage');
		await window.driver.workbench.getByRole('button', { name: 'Trust', exact: true }).click();
		await until(
			async () => await window.evaluate(api => api.workspace.isTrusted),
			'the folder to be trusted',
		);
		await until(async () => {
			await ask('Again?');
			return JSON.stringify(server.requests.at(-1)?.body).includes('canary');
		}, 'the instructions of the project, without a reload');
	});
});

describe('an answer', function () {
	this.timeout(120_000);

	it('(N24) is whole after the browser was offline while it arrived', async () => {
		const deltas = Array.from({ length: 40 }, (_, at) => `word${at} `);
		const server = await ScriptedGateway.start({ deltas, pace: 'gate' });
		afterTest(() => server.close());
		const window = await openWindow({
			defaults: { 'doubao.gateway': 'custom', 'doubao.baseUrl': server.baseUrl },
		});
		await window.run('doubao.setApiKey', { key: testKey });
		await window.run('doubao.openChat');
		await window.evaluate(api => {
			void api.commands.executeCommand('doubao.ask', { text: 'Many words?' });
		});
		await server.received();
		server.release(3);
		const shown = window.driver.panel.getByRole('article').last();
		await untilValue(
			() => shown.text(),
			text => text.includes('word1'),
			'the first words',
		);

		await window.offline(true);
		server.releaseAll();
		await server.requests[0]?.closed;
		await window.offline(false);

		await untilValue(
			() => shown.text(),
			text => text.includes(deltas.join('').trim()),
			'the whole answer',
			{ patience: 60_000 },
		);
		assert.equal(server.requests.length, 1);
	});
});
