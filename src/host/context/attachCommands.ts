import * as vscode from 'vscode';
import type { ChatView } from '../chat/chatView.ts';
import type { CommandHandler } from '../commands.ts';
import { fields } from '../fields.ts';
import { attachmentOf } from './editorContext.ts';
import { permissionOf } from './permission.ts';
import {
	gatherChanges,
	gatherProblems,
	gatherTerminal,
	gatherUri,
	type AttachResult,
	type Gathered,
} from './gather.ts';

/** The commands that add something to what goes along with the next question. */
export function attachCommands(
	chat: ChatView,
): Readonly<Record<`doubao.${string}`, CommandHandler>> {
	return {
		'doubao.attachContext': argument => attachContext(chat, argument),
		'doubao.addSelectionToChat': () => chat.attach(fromEditor('selection')),
		'doubao.addFileToChat': (argument, more) => addFiles(chat, argument, more),
		'doubao.addTerminalSelectionToChat': async () => chat.attach(await gatherTerminal()),
		'doubao.addProblemsToChat': () => chat.attach(gatherProblems()),
		'doubao.addChangesToChat': async () => chat.attach(await gatherChanges()),
	};
}

/**
 * Without arguments the list of all that can be attached opens in the panel.
 *
 * @param argument `{kind, uri}`: what to attach. Nothing is asked then, see `permissionOf`.
 */
async function attachContext(chat: ChatView, argument: unknown): Promise<AttachResult | undefined> {
	const { kind, uri } = fields(argument);
	const permission = permissionOf(argument);
	const gathered = await gather(kind, addressOf(uri), permission.mayAsk);
	if (gathered) {
		return chat.attach(gathered, permission);
	}
	if (kind !== undefined || uri !== undefined) {
		return chat.attach({ refused: vscode.l10n.t('There is nothing of this kind to attach.') });
	}
	await chat.chooseContext();
	return undefined;
}

function gather(
	kind: unknown,
	address: vscode.Uri | undefined,
	mayAsk: boolean,
): Promise<Gathered> | Gathered | undefined {
	switch (kind) {
		case 'problems':
			return gatherProblems(address);
		case 'changes':
			return gatherChanges(mayAsk);
		case 'terminal':
			return gatherTerminal();
		case 'selection':
			return fromEditor('selection');
		default:
			if (address) {
				return gatherUri(address);
			}
			return kind === 'file' ? fromEditor('file') : undefined;
	}
}

/** What is selected in the explorer, else the file of the active editor. */
async function addFiles(chat: ChatView, argument: unknown, more: unknown): Promise<void> {
	const chosen = Array.isArray(more) && more.length > 0 ? more : [argument];
	const uris = chosen.filter(uri => uri instanceof vscode.Uri);
	if (uris.length === 0) {
		await chat.attach(fromEditor('file'));
	}
	for (const uri of uris) {
		await chat.attach(await gatherUri(uri));
	}
}

function fromEditor(what: 'selection' | 'file'): Gathered {
	const attachment = attachmentOf(what);
	return attachment
		? { attachment }
		: { refused: vscode.l10n.t('Open a file first: there is no editor to attach from.') };
}

function addressOf(uri: unknown): vscode.Uri | undefined {
	if (uri instanceof vscode.Uri) {
		return uri;
	}
	return typeof uri === 'string' && uri !== '' ? vscode.Uri.parse(uri) : undefined;
}
