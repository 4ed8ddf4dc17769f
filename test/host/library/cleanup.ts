import type { Suite } from 'mocha';
import * as vscode from 'vscode';
import { ask, hasDriver, nowRunning, ownWindow } from './runner.ts';

/** Milliseconds for one step of putting things back. */
const patience = 10_000;

const steps: (() => unknown)[] = [];
const problems: string[] = [];

/** Does `step` when the current test is over, the latest first. */
export function afterTest(step: () => unknown): void {
	steps.push(step);
}

/** What could not be put back so far: it counts as failed, but must not end the run as a hook would. */
export function notPutBack(): readonly string[] {
	return problems;
}

/** Hangs the library's own hooks into the root suite. */
export function afterEachTest(root: Suite): void {
	root.beforeEach('remember the test', function () {
		nowRunning(this.currentTest);
	});
	root.afterEach('take a picture of a failure, put everything back', async function () {
		this.timeout(0);
		if (this.currentTest?.state === 'failed' && hasDriver()) {
			await ask('failure', this.currentTest.fullTitle()).catch(() => undefined);
		}
		nowRunning(undefined);
		await putBack(this.currentTest?.fullTitle() ?? '');
		if (hasDriver()) {
			await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
			await ask('restPointer', ownWindow());
		}
	});
}

async function putBack(test: string): Promise<void> {
	for (let step = steps.pop(); step; step = steps.pop()) {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<never>((_resolve, reject) => {
			timer = setTimeout(() => reject(new Error('it did not come to an end')), patience);
		});
		try {
			await Promise.race([step(), late]);
		} catch (error) {
			problems.push(`After "${test}": ${error instanceof Error ? error.message : String(error)}`);
		} finally {
			clearTimeout(timer);
		}
	}
}
