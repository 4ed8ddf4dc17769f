import { createRequire, findSourceMap } from 'node:module';
import { connect } from 'node:net';
import { format } from 'node:util';
import * as vscode from 'vscode';
import type { TestResult } from '../../support/results.ts';
import { Peer } from '../../support/rpc.ts';
import { takeTrials } from '../../support/trials.ts';
import type { HostConfiguration, Welcome } from '../../support/vscode/channel.ts';
import { agentMethods } from './agent.ts';
import { afterEachTest, notPutBack } from './cleanup.ts';
import { foreignContacts, watchEgress } from './egress.ts';
import { attach } from './runner.ts';

/** A test file, evaluated when it is asked for. */
export type TestFile = readonly [file: string, load: () => Promise<unknown>];

/** What VS Code calls: `activate` in a browser's window, `run` in a desktop test window. */
interface Entry {
	activate(): Promise<void>;
	run(): Promise<void>;
}

type MochaModule = { readonly Mocha: typeof Mocha };

/** Makes the entry of the small extension that carries the tests into VS Code. */
export function createHost(
	files: readonly TestFile[],
): (configuration: HostConfiguration) => Entry {
	return configuration => ({
		activate: async () => {
			watchEgress();
			const { peer, role } = await call(configuration);
			if (role === 'suite') {
				void runTests(files, configuration, peer);
			}
		},
		run: async () => {
			const { peer } = await call(configuration);
			const failures = await runTests(files, configuration, peer);
			if (failures > 0) {
				throw new Error(`${failures} tests failed.`);
			}
		},
	});
}

/** Calls the run that opened this window. */
async function call(
	configuration: HostConfiguration,
): Promise<{ readonly peer: Peer; readonly role: Welcome['role'] }> {
	const socket = connect(configuration.port, '127.0.0.1');
	await new Promise((resolve, reject) => {
		socket.once('connect', resolve);
		socket.once('error', reject);
	});
	const peer = new Peer(socket, agentMethods);
	const { workspaceFile, workspaceFolders } = vscode.workspace;
	const folder = (workspaceFile ?? workspaceFolders?.[0]?.uri)?.fsPath;
	// oxlint-disable-next-line no-unsafe-type-assertion -- both ends are compiled together
	const { window, role } = (await peer.call('hello', configuration.token, folder)) as Welcome;
	attach({ peer, configuration, window });
	return { peer, role };
}

async function runTests(
	files: readonly TestFile[],
	configuration: HostConfiguration,
	peer: Peer,
): Promise<number> {
	try {
		const { failures, tests } = await runMocha(files, configuration, peer);
		await peer.call('finished', failures, tests);
		return failures;
	} catch (error) {
		const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
		await peer.call('broken', why);
		return 1;
	}
}

async function runMocha(
	files: readonly TestFile[],
	configuration: HostConfiguration,
	peer: Peer,
): Promise<{ readonly failures: number; readonly tests: number }> {
	// oxlint-disable-next-line no-unsafe-type-assertion -- mocha's types describe its CommonJS face
	const { Mocha } = createRequire(__filename)('mocha') as MochaModule;
	Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
		void peer.call('print', format(...args));
	};
	const mocha = new Mocha({
		ui: 'bdd',
		reporter: 'spec',
		color: false,
		timeout: configuration.timeout,
		slow: 2_000,
		forbidOnly: process.env['CI'] !== undefined,
		// A whole editor on a busy machine: once more, and said so, before it counts as wrong.
		retries: process.env['CI'] === undefined ? 0 : 1,
		...(configuration.grep === undefined ? {} : { grep: configuration.grep }),
	});
	for (const [file, load] of files) {
		mocha.suite.emit('pre-require', globalThis, file, mocha);
		await load();
		mocha.suite.emit('require', {}, file, mocha);
		mocha.suite.emit('post-require', globalThis, file, mocha);
	}
	afterEachTest(mocha.suite);
	return await new Promise(resolve => {
		const results: TestResult[] = [];
		const record = (test: Mocha.Test): void => {
			const { file = '', state = 'pending' } = test;
			const count = Math.max(1, takeTrials());
			results.push({ file, title: test.fullTitle(), state, trials: count });
		};
		const runner = mocha.run(failed => {
			for (const problem of notPutBack()) {
				void peer.call('print', `  Not put back. ${problem}`);
			}
			results.push({
				file: 'test/host/library/egress.ts',
				title: 'What was contacted beside this machine',
				state: foreignContacts().length > 0 ? 'failed' : 'passed',
				trials: 1,
			});
			void peer.call('results', results);
			for (const host of foreignContacts()) {
				void peer.call('print', `  Contacted beside this machine: ${host}.`);
			}
			const failures = failed + notPutBack().length + foreignContacts().length;
			resolve({ failures, tests: runner.stats?.tests ?? 0 });
		});
		runner.on('test', takeTrials);
		runner.on('test end', record);
		runner.on('fail', (_test, error) => showSources(error));
		runner.on('retry', (test: Mocha.Test, error: Error) => {
			void peer.call('print', `    Tried again: ${test.title}. ${error.message.split('\n')[0]}`);
		});
	});
}

/** Makes a stack name the files as they were written; VS Code does not let Node do it. */
function showSources(error: unknown): void {
	if (!(error instanceof Error)) {
		return;
	}
	const map = findSourceMap(__filename);
	const { stack = '' } = error;
	error.stack = stack.replaceAll(
		/[^\s(]*host-suite\.cjs:(\d+):(\d+)/g,
		(place: string, line: string, column: string) => {
			const entry = map?.findEntry(Number(line) - 1, Number(column) - 1);
			return entry && 'originalSource' in entry
				? `${entry.originalSource.replace(/^.*\/test\//, 'test/')}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
				: place;
		},
	);
}
