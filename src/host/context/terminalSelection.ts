import * as vscode from 'vscode';

/**
 * What is selected in the active terminal; empty for nothing. VS Code tells extensions by its
 * clipboard only, whose content is put back.
 */
export async function terminalSelection(): Promise<string> {
	const { clipboard } = vscode.env;
	const before = await clipboard.readText();
	try {
		await clipboard.writeText('');
		await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
		return await clipboard.readText();
	} finally {
		await clipboard.writeText(before);
	}
}
