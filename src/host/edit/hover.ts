import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable.ts';
import { fenced, fenceFor } from '../../core/prompt/fence.ts';
import { hiddenIn, hiddenSentence } from './hiddenText.ts';
import { hunkArgument } from './lens.ts';
import type { OpenEdits } from './openEdits.ts';
import { hunkAt } from './review.ts';

/** The removed code of the hunk under the pointer, in full, highlighted and selectable. */
export function registerHovers(edits: OpenEdits): Disposable {
	return vscode.languages.registerHoverProvider(
		{ scheme: '*' },
		{
			provideHover(document, position) {
				const found = hunkAt(edits.hunksOf(document), position.line);
				if (!found || !found.hunk.finished) {
					return undefined;
				}
				const parts = [links(hunkArgument(document, found))];
				if (found.hunk.removed.length > 0) {
					parts.unshift(codeBlock(found.hunk.removed.join('\n'), document.languageId));
				}
				const hidden = hiddenIn(found.hunk);
				if (hidden.length > 0) {
					parts.push(new vscode.MarkdownString().appendText(`⚠ ${hiddenSentence(hidden)}`));
				}
				return new vscode.Hover(parts);
			},
		},
	);
}

/**
 * Only a code block: the rows are foreign text and must not become links, pictures or markup. VS
 * Code's own `appendCodeblock` overlooks a closing fence that is indented, so the fence is ours.
 */
function codeBlock(code: string, languageId: string): vscode.MarkdownString {
	return new vscode.MarkdownString(fenced(fenceFor([code]), languageId, code.split('\n')));
}

/** Trusted to run our own review commands: it holds no foreign text. */
function links(argument: object): vscode.MarkdownString {
	const t = vscode.l10n.t;
	const query = encodeURIComponent(JSON.stringify([argument]));
	const link = (title: string, command: string) => `[${title}](command:${command}?${query})`;
	const commands = ['acceptHunk', 'rejectHunk', 'refineEdit', 'showDiff'].map(id => `doubao.${id}`);
	const text = new vscode.MarkdownString(
		[
			link(t('Accept'), 'doubao.acceptHunk'),
			link(t('Reject'), 'doubao.rejectHunk'),
			`[${t('Refine Edit')}](command:doubao.refineEdit)`,
			link(t('Show as Diff'), 'doubao.showDiff'),
		].join(' · '),
	);
	text.isTrusted = { enabledCommands: commands };
	return text;
}
