import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/turn.ts';
import type { SentDocuments } from './sentDocuments.ts';

/** Opens what was attached where it came from, else the text itself. */
export async function openAttachment(
	attachment: Attachment,
	documents: SentDocuments,
): Promise<void> {
	const { kind = 'file', label, text, source, startRow, picture } = attachment;
	const uri = source === undefined ? undefined : vscode.Uri.parse(source);
	if (picture) {
		const bytes = Uint8Array.from(atob(picture.bytes), unit => unit.charCodeAt(0));
		await documents.open(`${label.replace(/\.\w+$/u, '')}.${picture.type.slice(6)}`, bytes);
	} else if (uri && kind === 'folder') {
		await vscode.commands.executeCommand('revealInExplorer', uri);
	} else if (uri) {
		const rows = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
		const selection =
			startRow === undefined
				? undefined
				: new vscode.Range(startRow, 0, startRow + Math.max(1, rows), 0);
		await vscode.window.showTextDocument(uri, { preview: true, ...(selection && { selection }) });
	} else {
		await documents.open(`${label}.${kind === 'changes' ? 'diff' : 'txt'}`, text);
	}
}
