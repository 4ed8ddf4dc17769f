/**
 * Runs the host tests in a real VS Code.
 *
 * node test/host/run.ts [--grep X]   in a browser, with VS Code installed on first use
 * node test/host/run.ts --desktop    in a desktop VS Code, downloaded if VSCODE_EXECUTABLE_PATH
 *                                    does not name one; what needs keys or eyes is pending there
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from '../support/command.ts';
import { Deferred } from '../support/deferred.ts';
import { leftovers, root } from '../support/paths.ts';
import { keepResults, type TestResult } from '../support/results.ts';
import type { Methods } from '../support/rpc.ts';
import { toldToStop } from '../support/stop.ts';
import { canaryProblems } from './canaries.ts';
import { driverMethods } from '../support/vscode/driver.ts';
import { HostSession } from '../support/vscode/session.ts';
import { runInBrowser, runOnDesktop, type Verdict } from '../support/vscode/hosts.ts';

/** How many earlier runs keep their logs. */
const keptRuns = 5;

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			grep: { type: 'string' },
			desktop: { type: 'boolean', default: false },
			timeout: { type: 'string', default: '30000' },
			extension: { type: 'string', default: root },
		},
	});
	const ownExtension = resolve(values.extension) !== root;
	await build(ownExtension ? '--only-tests' : '--tests');
	const logs = await logFolder();
	let verdict: Verdict = { failures: 0, tests: 0 };
	const desktop = values.desktop || process.env['VSCODE_EXECUTABLE_PATH'] !== undefined;
	const settled = new Deferred<Verdict>();
	const session = new HostSession({
		logs,
		extension: resolve(values.extension),
		timeout: Number(values.timeout),
		report: console.log,
		...(values.grep === undefined ? {} : { grep: values.grep }),
		serve: (one, suite) => ({ ...driverMethods(one), ...(suite ? suiteMethods(settled) : {}) }),
	});
	void toldToStop().then(async () => session.close().finally(() => process.exit(130)));
	try {
		verdict = await (desktop ? runOnDesktop : runInBrowser)(session, settled.promise);
	} finally {
		await session.close();
	}
	const leaks = await canaryProblems(logs);
	const state = leaks.length > 0 ? 'failed' : 'passed';
	await keepResults([
		{ file: 'test/host/run.ts', title: 'A secret was left behind', state, trials: 1 },
	]);
	for (const problem of leaks) {
		console.error(`  A secret was left behind. ${problem}`);
		verdict = { ...verdict, failures: verdict.failures + 1 };
	}
	if (verdict.tests === 0) {
		console.error('  No test ran: nothing matches.');
		return 1;
	}
	if (verdict.failures > 0) {
		console.error(`  Logs and pictures of the failures: ${relative(root, logs)}`);
	}
	return verdict.failures > 0 ? 1 : 0;
}

/** How the suite tells what it does. */
function suiteMethods(settled: Deferred<Verdict>): Methods {
	return {
		print: (line: string) => console.log(line),
		results: (results: readonly TestResult[]) => keepResults(results),
		finished: (failures: number, tests: number) => settled.resolve({ failures, tests }),
		broken: (why: string) => settled.reject(new Error(why)),
	};
}

async function build(what: string): Promise<void> {
	await command(process.execPath, ['esbuild.mjs', what], { cwd: root });
}

/** A fresh folder for the logs of this run; the oldest ones make room. */
async function logFolder(): Promise<string> {
	const all = join(leftovers, 'logs');
	const folder = join(all, new Date().toISOString().replaceAll(/[:.]/g, '-'));
	await mkdir(folder, { recursive: true });
	const runs = (await readdir(all)).toSorted();
	for (const run of runs.slice(0, -keptRuns)) {
		await rm(join(all, run), { recursive: true, force: true });
	}
	return folder;
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	if (error instanceof Error && error.cause instanceof Error) {
		console.error(error.cause.message);
	}
	process.exitCode = 1;
}
process.exit();
