import * as vscode from 'vscode';
import type { Place } from '../core/chat/place.ts';
import { realPath } from './edit/realPath.ts';
import { plain, plainLabel } from './plain.ts';
import { showStatus } from './say.ts';

/** How many files of one name are offered. */
const mostFiles = 50;

/** What `doubao.openPlace` resolves with. */
export type OpenResult =
	| { readonly outcome: 'opened' }
	| { readonly outcome: 'refused'; readonly reason: string };

/**
 * Opens a place that an answer names, if it is a file of this workspace: the answer is untrusted,
 * so nothing outside of the folders is looked at, by links neither. Never rejects.
 *
 * @param mayAsk Whether the user may be asked which file is meant, where several have the name.
 */
export async function openPlace(
	{ path, line, endLine }: Place,
	mayAsk = true,
): Promise<OpenResult> {
	const found = await filesAt(path);
	if (found.length === 0) {
		return refuse(vscode.l10n.t('Doubao: there is no file {0} in this workspace', plain(path)));
	}
	const several = vscode.l10n.t('Doubao: several files are named {0}', plain(path));
	if (found.length > 1 && !mayAsk) {
		return refuse(several);
	}
	const uri = found.length > 1 ? await choose(found) : found[0];
	if (!uri) {
		return { outcome: 'refused', reason: several };
	}
	try {
		const document = await vscode.workspace.openTextDocument(uri);
		const row = (one: number) => Math.min(Math.max(Math.trunc(one) - 1, 0), document.lineCount - 1);
		const last = row(endLine);
		const end = endLine > line ? document.lineAt(last).text.length : 0;
		const selection = new vscode.Range(row(line), 0, last, end);
		await vscode.window.showTextDocument(document, { selection });
		return { outcome: 'opened' };
	} catch {
		return refuse(vscode.l10n.t('Doubao: {0} cannot be opened as text', plain(path)));
	}
}

function refuse(reason: string): OpenResult {
	showStatus(reason, 5_000);
	return { outcome: 'refused', reason };
}

/** The files that a path may mean: as it stands in a folder, else by the end of their paths. */
async function filesAt(path: string): Promise<readonly vscode.Uri[]> {
	const names = path.split('/').filter(name => name !== '' && name !== '.');
	const folders = vscode.workspace.workspaceFolders ?? [];
	if (names.length === 0 || names.includes('..') || path.includes('\0') || path.includes('\\')) {
		return [];
	}
	const exact: vscode.Uri[] = [];
	for (const folder of folders) {
		// Answers repeat the folder's name where a window shows several.
		const inside = names[0] === folder.name && names.length > 1 ? names.slice(1) : names;
		for (const some of inside === names ? [names] : [names, inside]) {
			const uri = vscode.Uri.joinPath(folder.uri, ...some);
			if (await isFileIn(folder, uri)) {
				exact.push(uri);
			}
		}
	}
	return exact.length > 0 ? exact : filesNamed(names);
}

async function filesNamed(names: readonly string[]): Promise<readonly vscode.Uri[]> {
	const literal = names.map(name => name.replaceAll(/[[\]{}*?]/g, '[$&]')).join('/');
	const found = await vscode.workspace.findFiles(`**/${literal}`, undefined, mostFiles);
	const checked = await Promise.all(
		found.map(async uri => {
			const folder = vscode.workspace.getWorkspaceFolder(uri);
			return folder && (await isFileIn(folder, uri)) ? [uri] : [];
		}),
	);
	return checked.flat();
}

async function isFileIn(folder: vscode.WorkspaceFolder, uri: vscode.Uri): Promise<boolean> {
	try {
		const { type } = await vscode.workspace.fs.stat(uri);
		if ((type & vscode.FileType.File) === 0) {
			return false;
		}
		const [file, root] = await Promise.all([realPath(uri), realPath(folder.uri)]);
		return file.startsWith(root) && /^[\\/]/.test(file.slice(root.replace(/[\\/]$/, '').length));
	} catch {
		return false;
	}
}

async function choose(files: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
	const items = files.map(uri => ({
		label: plainLabel(vscode.workspace.asRelativePath(uri)),
		uri,
	}));
	const placeHolder = vscode.l10n.t('Several files have this name');
	return (await vscode.window.showQuickPick(items, { placeHolder }))?.uri;
}
