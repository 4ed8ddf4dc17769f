import * as vscode from 'vscode';
import { fields } from '../fields.ts';
import { borrowClipboard } from '../clipboard.ts';

/**
 * What is selected in the active terminal; empty for nothing. Newer versions of VS Code tell it by a
 * field that is not declared yet; others by their clipboard only, whose text is put back.
 */
export async function terminalSelection(): Promise<string> {
	const terminal = vscode.window.activeTerminal;
	const told = terminal && fields(terminal)['selection'];
	if (typeof told === 'string' || (terminal && 'selection' in terminal)) {
		return typeof told === 'string' ? told : '';
	}
	return await borrowClipboard(() =>
		vscode.commands.executeCommand('workbench.action.terminal.copySelection'),
	);
}
