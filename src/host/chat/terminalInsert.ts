import * as vscode from 'vscode';
import { commandsIn } from '../../core/chat/shellCommands.ts';
import { plainLabel } from '../plain.ts';
import { controlledCommand, type TerminalPrompts } from '../terminalPrompts.ts';
import { showWarning } from '../say.ts';

/** Puts a command of a block into the terminal. It is never run: that is the user's Enter. */
export async function insertIntoTerminal(prompts: TerminalPrompts, code: string): Promise<void> {
	const commands = commandsIn(code);
	if (!commands) {
		void showWarning(controlledCommand());
		return;
	}
	const command = commands.length > 1 ? await chooseOne(commands) : commands[0];
	if (command !== undefined) {
		const { activeTerminal } = vscode.window;
		const terminal = activeTerminal ?? vscode.window.createTerminal();
		terminal.show();
		if (!activeTerminal) {
			await untilPrompt(terminal);
		}
		await prompts.insert(terminal, command);
	}
}

/** Longest wait, in milliseconds, for a shell that tells nothing of itself. */
const longestStart = 1500;

/** What is sent before the prompt is there would stand beside it. */
async function untilPrompt(terminal: vscode.Terminal): Promise<void> {
	await new Promise<void>(resolve => {
		const timer = setTimeout(done, longestStart);
		const heard = vscode.window.onDidChangeTerminalShellIntegration(event => {
			if (event.terminal === terminal) {
				done();
			}
		});
		function done(): void {
			clearTimeout(timer);
			heard.dispose();
			resolve();
		}
	});
}

/** Several at once would run all but the last. */
async function chooseOne(commands: readonly string[]): Promise<string | undefined> {
	const items = commands.map(command => ({ label: plainLabel(command), command }));
	const chosen = await vscode.window.showQuickPick(items, {
		title: vscode.l10n.t('Insert into Terminal'),
		placeHolder: vscode.l10n.t('One command at a time, so that none runs by itself'),
	});
	return chosen?.command;
}
