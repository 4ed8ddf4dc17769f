import * as vscode from 'vscode';
import type { ChatView } from './chat/chatView.ts';
import type { Editing } from './edit/editing.ts';
import type { Explaining } from './explain/explaining.ts';
import { fields } from './fields.ts';

export interface StopParts {
	readonly chat: ChatView;
	readonly editing: Editing;
	readonly explaining: Explaining;
}

/**
 * Stops everything that streams in the active editor; else the open chat; else what else is being
 * written. A menu that hands over what it stands at means that.
 *
 * @param argument `{all: true}`: everywhere; `{edits: true}`: in all editors.
 * @returns Whether anything streamed.
 */
export function stop(parts: StopParts, argument: unknown): boolean {
	const { editing, chat, explaining } = parts;
	const { commits, inPlace, terminals } = explaining;
	const { all, edits } = fields(argument);
	if (edits === true) {
		return editing.edits.stop();
	}
	if (all === true) {
		const everything = [editing.edits, inPlace, commits, terminals];
		return [...everything.map(part => part.stop()), chat.stopAll()].some(Boolean);
	}
	if (isThread(argument)) {
		return inPlace.stop();
	}
	if (isSourceControl(argument)) {
		return commits.stop();
	}
	return (
		stopIn(parts, addressed(argument) ?? vscode.window.activeTextEditor?.document) ||
		chat.stop() ||
		inPlace.stop() ||
		commits.stop() ||
		terminals.stop()
	);
}

/** The edits and the explanation that stream in one editor, all of them. */
function stopIn(
	{ editing, explaining: { inPlace } }: StopParts,
	document: vscode.TextDocument | undefined,
): boolean {
	if (!document) {
		return false;
	}
	const edited = editing.edits.stop(document);
	return (inPlace.isIn(document.uri) && inPlace.stop()) || edited;
}

/** The document of the editor whose title was clicked. */
function addressed(argument: unknown): vscode.TextDocument | undefined {
	return argument instanceof vscode.Uri
		? vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === argument.toString())
		: undefined;
}

/** What the title bar of a comment thread hands over. */
function isThread(argument: unknown): boolean {
	return has(argument, 'collapsibleState');
}

/** What a title bar of source control hands over. */
export function isSourceControl(argument: unknown): boolean {
	return has(argument, 'inputBox');
}

function has(argument: unknown, name: string): boolean {
	return typeof argument === 'object' && argument !== null && name in argument;
}
