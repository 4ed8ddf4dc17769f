import * as vscode from 'vscode';

/** The text of a file; `undefined` if it cannot be read or is longer than so many bytes. */
export async function readText(uri: vscode.Uri, longest: number): Promise<string | undefined> {
	try {
		const { size, type } = await vscode.workspace.fs.stat(uri);
		if (size > longest || (type & vscode.FileType.File) === 0) {
			return undefined;
		}
		return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
	} catch {
		return undefined;
	}
}
