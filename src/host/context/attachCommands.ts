import * as vscode from 'vscode';
import type { ChatView } from '../chat/chatView.ts';
import type { CommandHandler } from '../commands.ts';
import { fields } from '../fields.ts';
import { attachmentOf } from './editorContext.ts';
import {
	gatherChanges,
	gatherProblems,
	gatherTerminal,
	gatherUri,
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

/** Without arguments the list of all that can be attached opens in the panel. */
async function attachContext(chat: ChatView, argument: unknown): Promise<void> {
	const { kind, uri } = fields(argument);
	const address = addressOf(uri);
	if (kind === 'problems') {
		await chat.attach(gatherProblems(address));
	} else if (kind === 'changes') {
		await chat.attach(await gatherChanges());
	} else if (kind === 'terminal') {
		await chat.attach(await gatherTerminal());
	} else if (kind === 'selection') {
		await chat.attach(fromEditor('selection'));
	} else if (address) {
		await chat.attach(await gatherUri(address));
	} else if (kind === 'file') {
		await chat.attach(fromEditor('file'));
	} else {
		await chat.chooseContext();
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
