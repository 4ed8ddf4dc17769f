import * as vscode from 'vscode';
import type { SourceFile } from '../../core/prompt/prompt.ts';
import { languageIdOf } from './languages.ts';

/** What a prompt says about the file of `editor`. */
export function sourceFile(editor: vscode.TextEditor): SourceFile {
	const { document, options } = editor;
	const { insertSpaces, indentSize, tabSize } = options;
	const size = [indentSize, tabSize].find(candidate => typeof candidate === 'number');
	return {
		path: shownPath(document.uri),
		languageId: languageIdOf(document),
		indentUnit: insertSpaces === false ? 'tab' : (size ?? 4),
	};
}

/** Relative to its workspace folder, with `/`; outside of all folders only the name. */
export function shownPath(uri: vscode.Uri): string {
	return vscode.workspace.getWorkspaceFolder(uri)
		? vscode.workspace.asRelativePath(uri, false)
		: (uri.path.split('/').at(-1) ?? '');
}
