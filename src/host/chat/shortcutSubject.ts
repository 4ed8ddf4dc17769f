import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/turn.ts';
import { expandChatShortcut } from '../../core/prompt/chatShortcuts.ts';
import { attachmentOf } from '../context/editorContext.ts';

/**
 * What a shortcut such as `/explain` is about when nothing is attached: the selection of the editor,
 * else, where no words follow it, the whole file.
 */
export function shortcutSubject(text: string): Attachment | undefined {
	if (expandChatShortcut(text) === undefined) {
		return undefined;
	}
	const isAlone = /^\s*\S+\s*$/u.test(text);
	const isSelected = vscode.window.activeTextEditor?.selection.isEmpty === false;
	return isSelected ? attachmentOf('selection') : isAlone ? attachmentOf('file') : undefined;
}
