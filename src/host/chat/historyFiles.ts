import * as vscode from 'vscode';
import type { HistoryFiles } from '../../core/chat/sessionFiles.ts';

/** The files of the history in a folder that VS Code keeps for us, on whatever disk that is. */
export function historyFiles(root: vscode.Uri): HistoryFiles {
	const { fs } = vscode.workspace;
	const at = (path: string) => vscode.Uri.joinPath(root, path);
	return {
		list: async folder => {
			try {
				return (await fs.readDirectory(at(folder))).map(([name]) => name);
			} catch (error) {
				if (isMissing(error)) {
					return [];
				}
				throw error;
			}
		},
		read: async path => new TextDecoder().decode(await fs.readFile(at(path))),
		write: async (path, text) => fs.writeFile(at(path), new TextEncoder().encode(text)),
		// Without `overwrite`: VS Code would remove the target first.
		rename: async (from, to) => fs.rename(at(from), at(to), { overwrite: false }),
		remove: async path => {
			try {
				await fs.delete(at(path), { recursive: true, useTrash: false });
			} catch (error) {
				if (!isMissing(error)) {
					throw error;
				}
			}
		},
	};
}

function isMissing(error: unknown): boolean {
	return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}
