const vscode = require('vscode');

/**
 * Prepares a fresh window of the demo: the demo gateway, so that everything works without a key,
 * a file worth changing, and the chat panel. Settings of the user live in the browser, where only
 * an extension can reach them. What the person chooses later is never touched.
 */
exports.activate = async function activate() {
	const settings = vscode.workspace.getConfiguration('doubao');
	if (settings.inspect('gateway')?.globalValue === undefined) {
		await settings.update('gateway', 'demo', vscode.ConfigurationTarget.Global);
	}
	if (vscode.window.tabGroups.all.some(group => group.tabs.length > 0)) {
		return;
	}
	await vscode.commands.executeCommand('doubao.openChat');
	const folder = vscode.workspace.workspaceFolders?.[0];
	if (folder) {
		const users = vscode.Uri.joinPath(folder.uri, 'src', 'users.ts');
		const document = await vscode.workspace.openTextDocument(users).then(
			opened => opened,
			() => undefined,
		);
		if (document) {
			await vscode.window.showTextDocument(document, { preview: false });
		}
	}
};
