import assert from 'node:assert/strict';
import { askedAtStart } from '../support/recordedVsCode.ts';

/**
 * Watches timers from now on.
 *
 * @returns Ends that, and tells those that are pending then, with their delay in milliseconds; 0 for
 * one that repeats.
 */
function watchTimers(): () => ReadonlyMap<unknown, number> {
	const pending = new Map<unknown, number>();
	const { setTimeout, setInterval, clearTimeout } = globalThis;
	Object.assign(globalThis, {
		setTimeout: (call: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) => {
			const timer = setTimeout(() => {
				pending.delete(timer);
				call(...args);
			}, delay);
			pending.set(timer, delay);
			return timer;
		},
		setInterval: (...args: Parameters<typeof setInterval>) => {
			const timer = setInterval(...args);
			pending.set(timer, 0);
			return timer;
		},
		clearTimeout: (timer: NodeJS.Timeout | undefined) => {
			pending.delete(timer);
			clearTimeout(timer);
		},
	});
	return () => {
		Object.assign(globalThis, { setTimeout, setInterval, clearTimeout });
		return pending;
	};
}

describe('the start of the extension', () => {
	let asked: readonly string[] = [];
	let waited: readonly number[] = [];
	before(async () => {
		const pending = watchTimers();
		asked = await askedAtStart();
		waited = [...pending().values()];
	});
	const matching = (pattern: RegExp) => asked.filter(call => pattern.test(call));

	it('registers its commands', () => {
		assert.ok(matching(/\.registerCommand\(doubao\./).length > 40);
	});

	it('(I9) looks for nothing in the workspace and watches none of its files, however many there are', () => {
		assert.deepEqual(matching(/findFiles|createFileSystemWatcher|findTextInFiles/), []);
		const files = matching(/^vscode\.workspace\.(fs\.\w+|openTextDocument)\((?!.*\)\.)/);
		assert.deepEqual(files, [
			'vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(context.globalStorageUri, edits, v1))',
		]);
	});

	it('(R4) leaves no timer that would wake it within a second, nor one that repeats', () => {
		assert.deepEqual(
			waited.filter(delay => delay < 1000),
			[],
		);
	});

	it('says nothing and opens nothing', () => {
		assert.deepEqual(
			matching(
				/\.(show\w*Message|showQuickPick|showInputBox|showTextDocument|withProgress|openExternal)\(/,
			),
			[],
		);
		const contexts = matching(/executeCommand\((?!setContext)/);
		assert.deepEqual(contexts, []);
	});
});
