/**
 * The library for host tests: what one reads and does in the extension host (`vscode` itself,
 * `workspace.ts`, `settings.ts`, `commands.ts`), what one plays to the extension (`gateway.ts`), what
 * a person does and sees (`driver.ts`), and other windows (`window.ts`). Whatever a test sets, opens
 * or starts through it is put back after that test. A whole test:
 *
 *     it('streams an edit that one key takes back', async () => {
 *         const server = await gateway.script({ deltas: ['let b;\n', 'let c;\n'], pace: 'gate' });
 *         await workspace.open('a.ts', 'let a;\n');
 *         await select({ rows: [1, 1] });
 *         const edit = run<EditResult>('doubao.editSelection', { instruction: 'rename it' });
 *         server.release();
 *         await untilValue(text, now => now.startsWith('let b;'), 'the first row');
 *         await driver.picture('streaming-edit');
 *         server.releaseAll();
 *         assert.equal((await edit).outcome, 'review');
 *         await driver.press('Control+Z');
 *         await untilValue(text, now => now === 'let a;\n', 'the original');
 *     });
 */
import * as vscode from 'vscode';

/** Runs a command; its arguments as the command takes them. */
export async function run<Result = unknown>(
	command: string,
	...args: readonly unknown[]
): Promise<Result> {
	return await vscode.commands.executeCommand<Result>(command, ...args);
}

/** What the extension says about itself to automation. */
export interface State {
	readonly streaming: number | boolean;
	readonly chat: { readonly sessions: number; readonly turns: number };
	readonly edits: readonly {
		readonly uri: string;
		readonly state: string;
		readonly partial: boolean;
		readonly hunks: readonly {
			readonly range: unknown;
			readonly removed: unknown;
			readonly added: unknown;
		}[];
	}[];
}

export async function state(): Promise<State> {
	return await run<State>('doubao.getState');
}
