import * as vscode from 'vscode';
import type { Place } from '../core/chat/place.ts';
import type { ChatView } from './chat/chatView.ts';
import type { CommandHandler } from './commands.ts';
import type { Connection } from './connection.ts';
import type { ConnectionTest } from './connectionTest.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Editing } from './edit/editing.ts';
import { isStreaming } from './edit/openEdits.ts';
import { attachmentOf } from './context/editorContext.ts';
import type { Explain } from './explain.ts';
import { fields } from './fields.ts';
import type { Recording } from './recording.ts';
import { openPlace } from './openPlace.ts';

export interface CommandParts {
	readonly chat: ChatView;
	readonly connection: Connection;
	readonly editing: Editing;
	readonly explain: Explain;
	readonly test: ConnectionTest;
	readonly diagnostics: Diagnostics;
	readonly recording: Recording;
	readonly log: vscode.LogOutputChannel;
}

/** Every command by its id. Their arguments and results are a contract; see README. */
export function commandHandlers(
	parts: CommandParts,
): Readonly<Record<`doubao.${string}`, CommandHandler>> {
	const { chat, connection, explain, log } = parts;
	const { fromComment, inlineEdit, input, refine, review } = parts.editing;
	return {
		'doubao.openChat': () => chat.open(true),
		'doubao.ask': argument => ask(chat, argument),
		'doubao.newChat': () => {
			chat.newChat();
			return chat.open(true);
		},
		'doubao.addSelectionToChat': () => attachTo(chat, 'selection'),
		'doubao.addFileToChat': () => attachTo(chat, 'file'),
		'doubao.openPlace': argument => openPlace(placeOf(argument)),
		'doubao.showHistory': () => chat.showHistory(),
		'doubao.exportChat': argument => chat.exportTo(argument),
		'doubao.importChat': argument => chat.importFrom(argument),
		'doubao.explainSelection': () => explain.selection(),
		'doubao.editSelection': argument =>
			inlineEdit.editSelection(
				textField(argument, 'instruction'),
				fields(argument)['confirm'] === true,
			),
		'doubao.refineEdit': argument => refine.refineEdit(textField(argument, 'instruction')),
		'doubao.continueEdit': argument => refine.continueEdit(argument),
		'doubao.previousInstruction': () => input.recall(1),
		'doubao.nextInstruction': () => input.recall(-1),
		'doubao.generateFromComment': argument => fromComment.generate(argument),
		'doubao.acceptHunk': argument => review.acceptHunk(argument),
		'doubao.rejectHunk': argument => review.rejectHunk(argument),
		'doubao.acceptAll': argument => review.acceptAll(argument),
		'doubao.rejectAll': () => review.rejectAll(),
		'doubao.acceptEverything': argument => review.acceptEverything(argument),
		'doubao.rejectEverything': () => review.rejectEverything(),
		'doubao.nextHunk': () => review.goTo(1),
		'doubao.previousHunk': () => review.goTo(-1),
		'doubao.showDiff': () => review.showDiff(),
		'doubao.showRemoved': argument => review.showRemoved(argument),
		'doubao.stop': argument => stop(parts, argument),
		'doubao.setApiKey': argument => connection.setApiKey(textField(argument, 'key')),
		'doubao.removeApiKey': () => connection.removeApiKey(),
		'doubao.selectGateway': argument => connection.selectGateway(fields(argument)['id']),
		'doubao.selectModel': argument => connection.selectModel(textField(argument, 'id')),
		'doubao.openSettings': () =>
			vscode.commands.executeCommand('workbench.action.openSettings', 'doubao.'),
		'doubao.testConnection': () => parts.test.show(),
		'doubao.copyDiagnostics': () => parts.diagnostics.copy(),
		'doubao.recordDiagnostics': () => parts.recording.toggle(),
		'doubao.showLog': () => log.show(true),
		'doubao.getState': () => state(parts),
	};
}

function textField(argument: unknown, name: string): string | undefined {
	const value = fields(argument)[name];
	// Something that is no text is an answer all the same, only no usable one: nobody is asked.
	return value === undefined || typeof value === 'string' ? value : '';
}

function placeOf(argument: unknown): Place {
	const { path, line, endLine } = fields(argument);
	const row = typeof line === 'number' ? line : 1;
	return {
		path: typeof path === 'string' ? path : '',
		line: row,
		endLine: typeof endLine === 'number' ? endLine : row,
	};
}

/** Adds the selection or the file to what is sent along with the next question. */
async function attachTo(chat: ChatView, what: 'selection' | 'file'): Promise<void> {
	const attachment = attachmentOf(what);
	const refused = vscode.l10n.t('Open a file first: there is no editor to attach from.');
	await chat.attach(attachment ? { attachment } : { refused });
}

/** Without a text there is nothing to ask yet: the composer gets the focus. */
async function ask(chat: ChatView, argument: unknown): Promise<unknown> {
	const { newChat, attach } = fields(argument);
	const text = textField(argument, 'text');
	if (text === undefined || text.trim() === '') {
		await chat.open(true);
		return { outcome: 'refused', text: '', reasoning: '' };
	}
	const context = attach === 'selection' || attach === 'file' ? attachmentOf(attach) : undefined;
	return chat.ask({ text, newChat: newChat === true, ...(context && { context: [context] }) });
}

/**
 * What streams in the active editor, else in the open chat; `{all: true}` everywhere, `{edits: true}`
 * in all editors.
 */
function stop({ editing, chat }: CommandParts, argument: unknown): boolean {
	if (fields(argument)['edits'] === true) {
		return editing.edits.stop();
	}
	if (fields(argument)['all'] === true) {
		const stopped = editing.edits.stop();
		return chat.stopAll() || stopped;
	}
	const document = vscode.window.activeTextEditor?.document;
	return (document !== undefined && editing.edits.stop(document)) || chat.stop();
}

/** What goes on, for automation. */
function state({ chat, editing }: CommandParts): unknown {
	const open = editing.edits.files
		.flatMap(({ document, edits }) => edits.map(edit => ({ document, edit })))
		.filter(({ edit }) => edit.session.state !== 'closed');
	return {
		streaming: chat.streaming || open.some(({ edit }) => isStreaming(edit)),
		chat: chat.state(),
		edits: open.map(({ document, edit: { session } }) => ({
			uri: document.uri.toString(),
			state: session.state,
			partial: session.partial,
			hunks: session.hunks.map(({ start, end, removed, added }) => ({
				range: { start, end },
				removed,
				added,
			})),
		})),
	};
}
