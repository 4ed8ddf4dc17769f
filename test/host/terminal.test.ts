import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until } from './library/until.ts';
import { failedTerminal } from './material.ts';

interface Result {
	readonly outcome: string;
	readonly command?: string;
	readonly reason?: string;
}

describe('a failed command', () => {
	it('is explained with what it printed', async () => {
		const server = await gateway.script({ text: 'There is no such file.' });
		await failedTerminal('ls /no/such/folder');

		const result = await run<Result>('doubao.explainTerminalSelection');

		assert.equal(result.outcome, 'complete');
		const asked = JSON.stringify(server.requests[0]?.body);
		assert.match(asked, /ls \/no\/such\/folder/);
		assert.match(asked, /No such file/);
	});

	it('is answered with another one at the prompt, which is not run', async () => {
		await gateway.script({ text: '```sh\ntouch /tmp/doubao-must-not-exist\n```' });
		const terminal = await failedTerminal('ls /no/such/folder');
		let ran = false;
		const listening = vscode.window.onDidStartTerminalShellExecution(event => {
			ran ||= event.terminal === terminal;
		});
		afterTest(() => listening.dispose());

		const result = await run<Result>('doubao.fixTerminalCommand');

		assert.deepEqual(result, { outcome: 'complete', command: 'touch /tmp/doubao-must-not-exist' });
		assert.equal(ran, false);
	});

	it('is not answered with several lines', async () => {
		await gateway.script({ text: '```sh\nrm -r a\nrm -r b\n```' });
		await failedTerminal('ls /no/such/folder');
		const result = await run<Result>('doubao.fixTerminalCommand');
		assert.equal(result.command, undefined);
		assert.match(result.reason ?? '', /no single command/);
		await run('notifications.clearAll');
	});

	it('goes to the clipboard while the terminal runs another one', async () => {
		const server = await gateway.script({
			deltas: ['```sh\n', 'ls /right\n```'],
			pace: 'gate',
		});
		const terminal = await failedTerminal('ls /no/such/folder');
		const fixing = run<Result>('doubao.fixTerminalCommand');
		await server.received();
		const started = new Promise<void>(resolve => {
			const listening = vscode.window.onDidStartTerminalShellExecution(event => {
				if (event.terminal === terminal) {
					listening.dispose();
					resolve();
				}
			});
		});
		terminal.shellIntegration?.executeCommand('cat > typed.txt');
		await started;
		server.releaseAll();

		assert.equal((await fixing).command, 'ls /right');
		await driver.waitForText(/copied to the clipboard/u);
		assert.equal(await vscode.env.clipboard.readText(), 'ls /right');
		await run('notifications.clearAll');
	});

	it('has to be there', async () => {
		for (const terminal of vscode.window.terminals) {
			terminal.dispose();
		}
		assert.equal((await run<Result>('doubao.fixTerminalCommand')).outcome, 'refused');
		assert.equal((await run<Result>('doubao.explainTerminalSelection')).outcome, 'refused');
		await run('notifications.clearAll');
	});
});

describe('what is selected in a terminal', () => {
	it('is explained', async () => {
		const server = await gateway.script({ text: 'It failed.' });
		const written = new vscode.EventEmitter<string>();
		const terminal = vscode.window.createTerminal({
			name: 'output',
			pty: {
				onDidWrite: written.event,
				open: () => written.fire('terrible failure\r\n'),
				close: () => {},
			},
		});
		afterTest(() => {
			terminal.dispose();
			written.dispose();
		});
		terminal.show(false);
		await driver.workbench.locator('.terminal.xterm').first().waitFor();

		await until(async () => {
			await run('workbench.action.terminal.selectAll');
			await run<Result>('doubao.explainTerminalSelection');
			return server.requests.length > 0;
		}, 'a request');

		assert.match(JSON.stringify(server.requests[0]?.body), /terrible failure/);
	});
});
