import * as vscode from 'vscode';
import type { Archive } from '../../core/chat/archive.ts';
import { chatJson, chatMarkdown, readChat } from '../../core/chat/chatFile.ts';
import { makeId } from '../../core/chat/record.ts';
import { fields } from '../fields.ts';
import { plain } from '../plain.ts';
import { showInformation, showWarning } from '../say.ts';

/** What an export or an import came to; `reason` is the sentence that the user saw. */
export interface ChatFileResult {
	readonly ok: boolean;
	readonly uri?: string;
	readonly reason?: string;
}

/** Bytes of a file that is read as a chat. */
const largestFile = 100_000_000;

/**
 * Writes the open chat into a file, as Markdown to be read, or as JSON with all branches. With `uri`
 * nothing is asked. Never rejects.
 */
export async function exportChat(archive: Archive, argument: unknown): Promise<ChatFileResult> {
	// As it stands now: another chat may be open when the place has been chosen.
	const [branch, all] = [await archive.exported('branch'), await archive.exported('all')];
	if (!branch || !all) {
		return failed(
			vscode.l10n.t(
				'Some messages of this chat cannot be read at the moment. Nothing was written; try again.',
			),
		);
	}
	if (branch.turns.length === 0) {
		return failed(vscode.l10n.t('This chat has no message yet: there is nothing to export.'));
	}
	const given = uriOf(fields(argument)['uri']);
	const uri = given ?? (await askTarget(branch.title));
	if (!uri) {
		return { ok: false };
	}
	const asked = fields(argument)['format'];
	const isJson = asked === 'json' || (asked !== 'markdown' && uri.path.endsWith('.json'));
	const text = isJson ? chatJson(all) : chatMarkdown(branch);
	try {
		await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
	} catch (error) {
		return failed(vscode.l10n.t('The chat could not be written: {0}', plain(reasonOf(error))));
	}
	if (!given) {
		void offerToOpen(uri);
	}
	return { ok: true, uri: uri.toString() };
}

/** Opens a chat from a file as one of its own. With `uri` nothing is asked. Never rejects. */
export async function importChat(archive: Archive, argument: unknown): Promise<ChatFileResult> {
	const chosen = uriOf(fields(argument)['uri']) ?? (await askSource());
	if (!chosen) {
		return { ok: false };
	}
	try {
		const { size } = await vscode.workspace.fs.stat(chosen);
		if (size > largestFile) {
			return failed(vscode.l10n.t('This file is too large to be a chat.'));
		}
		const bytes = await vscode.workspace.fs.readFile(chosen);
		const chat = readChat(new TextDecoder().decode(bytes), () => makeId(Date.now(), Math.random));
		if (!chat) {
			return failed(
				vscode.l10n.t(
					'There is no chat in {0} that can be read. Export writes Markdown and JSON that can.',
					plain(chosen.path.split('/').at(-1) ?? ''),
				),
			);
		}
		await archive.adopt(chat);
		return { ok: true, uri: chosen.toString() };
	} catch (error) {
		return failed(vscode.l10n.t('The chat could not be read: {0}', plain(reasonOf(error))));
	}
}

function failed(reason: string): ChatFileResult {
	void showWarning(reason);
	return { ok: false, reason };
}

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** An address as a command gets it: a `Uri`, its JSON, or its text. */
function uriOf(value: unknown): vscode.Uri | undefined {
	try {
		if (typeof value === 'string' && value !== '') {
			return vscode.Uri.parse(value, true);
		}
		const { scheme, path, authority } = fields(value);
		return typeof scheme === 'string' && typeof path === 'string'
			? vscode.Uri.from({ scheme, path, ...(typeof authority === 'string' && { authority }) })
			: undefined;
	} catch {
		return undefined;
	}
}

async function askTarget(title: string): Promise<vscode.Uri | undefined> {
	const name =
		title
			.replaceAll(/[^\p{L}\p{N} _-]+/gu, '')
			.trim()
			.slice(0, 60) || 'chat';
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	return await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Export Chat'),
		filters: { Markdown: ['md'], JSON: ['json'] },
		...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${name}.md`) }),
	});
}

async function askSource(): Promise<vscode.Uri | undefined> {
	const chosen = await vscode.window.showOpenDialog({
		title: vscode.l10n.t('Import Chat'),
		filters: { [vscode.l10n.t('Chats')]: ['md', 'json'] },
	});
	return chosen?.[0];
}

async function offerToOpen(uri: vscode.Uri): Promise<void> {
	const open = vscode.l10n.t('Open');
	const name = plain(uri.path.split('/').at(-1) ?? '');
	const words = vscode.l10n.t('The chat was written to {0}.', name);
	if ((await showInformation(words, open)) === open) {
		await vscode.window.showTextDocument(uri);
	}
}
