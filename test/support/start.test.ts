import * as assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { command } from './command.ts';
import { root } from './paths.ts';
import { alive } from './stop.ts';
import { launchBrowser } from './vscode/browser.ts';

describe('npm start', function () {
	// The first start installs VS Code.
	this.timeout(300_000);

	let started: ChildProcess | undefined;

	afterEach(() => {
		started?.kill('SIGKILL');
	});

	/** Starts as a person does, and returns the address that is printed on a line of its own. */
	async function start(...args: readonly string[]): Promise<string> {
		const child = spawn('npm', ['start', '--', ...args], {
			cwd: root,
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		started = child;
		let said = '';
		return await new Promise((resolve, reject) => {
			child.stderr.on('data', chunk => (said += String(chunk)));
			child.stdout.on('data', chunk => {
				said += String(chunk);
				const address = /^Open: (\S+)$/m.exec(said)?.[1];
				if (address !== undefined) {
					resolve(address);
				}
			});
			child.once('exit', () => reject(new Error(`It ended:\n${said}`)));
		});
	}

	/** The process groups that belong to the servers which serve `port`. */
	async function groups(port: string): Promise<readonly number[]> {
		const table = await command('ps', ['-eo', 'pgid=,args=']);
		return table
			.split('\n')
			.filter(row => row.includes('server-main.js') && row.includes(`--port=${port}`))
			.map(row => Number.parseInt(row, 10));
	}

	/** npm may go a moment before the rest; fails when a process of a group stays. */
	async function gone(processGroups: readonly number[]): Promise<void> {
		const deadline = Date.now() + 5_000;
		let left = processGroups;
		while (left.length > 0 && Date.now() < deadline) {
			await delay(20);
			left = left.filter(group => alive(-group));
		}
		assert.deepEqual(left, []);
	}

	it('shows the sample workspace with the extension, and SIGTERM ends every process', async () => {
		const address = await start('--port', '3200');
		const { port } = new URL(address);
		const browser = await launchBrowser(console.log);
		try {
			const page = await browser.newPage();
			await page.goto(address);
			await page.getByRole('treeitem', { name: 'README.md' }).waitFor();
			await page.getByRole('tab', { name: 'users.ts' }).waitFor();
			const panel = page.frameLocator('iframe.webview').frameLocator('iframe');
			await panel.getByRole('textbox', { name: 'Message' }).waitFor();
			await page.screenshot({ path: `${root}/.cache/pictures/npm-start.png` });
		} finally {
			await browser.close();
		}
		const servers = await groups(port);
		assert.equal(servers.length > 0, true, 'The server is not there.');

		started?.kill('SIGTERM');
		await once(started ?? process, 'exit');

		await gone(servers);
	});

	it('takes the next free port, and Ctrl+C ends every process', async () => {
		const other = createServer().listen(3300, '127.0.0.1');
		await once(other, 'listening');
		try {
			const { port } = new URL(await start('--port', '3300'));
			assert.equal(Number(port) > 3300, true, `It took ${port}.`);
			const servers = await groups(port);

			// What a terminal does: the signal goes to everything in the foreground.
			process.kill(-(started?.pid ?? 0), 'SIGINT');
			await once(started ?? process, 'exit');

			await gone(servers);
		} finally {
			other.close();
		}
	});
});
