import * as vscode from 'vscode';
import type { Methods } from '../../support/rpc.ts';

/** What a test may do in the extension host of another window; see `window.ts`. */
export const agentMethods: Methods = {
	command: async (command: string, args: readonly unknown[]) =>
		await vscode.commands.executeCommand(command, ...args),
	evaluate: async (source: string, argument: unknown) => {
		// oxlint-disable-next-line no-implied-eval, no-new-func -- test code that travels as its text
		const made: unknown = new Function(`return (${source});`)();
		if (typeof made !== 'function') {
			throw new Error('Only a function can be evaluated in another window.');
		}
		// oxlint-disable-next-line no-unsafe-return, no-unsafe-call -- the caller knows its own function
		return await made(vscode, argument);
	},
};
