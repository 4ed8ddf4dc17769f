import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import { Emitter } from '../../core/event.ts';
import { plain } from '../plain.ts';
import { hiddenIn, hiddenNames, hiddenSentence } from './hiddenText.ts';
import { isOneAnswer, isPartial, isStreaming, type FileHunk, type OpenEdits } from './openEdits.ts';
import { hostOf, schemasLoaded } from './schemas.ts';

/**
 * One row above each hunk: Accept | Reject | count. Only once the stream has ended, so that rows do
 * not jump while it runs; always served from memory.
 */
export function registerLenses(edits: OpenEdits): Disposable {
	const store = new DisposableStore();
	const changed = store.add(new Emitter<void>());
	store.add(edits.onDidChange(() => changed.fire()));
	store.add(
		vscode.languages.registerCodeLensProvider(
			{ scheme: '*' },
			{
				onDidChangeCodeLenses: changed.event,
				provideCodeLenses: document => lensesOf(edits, document),
			},
		),
	);
	return store;
}

function lensesOf(edits: OpenEdits, document: vscode.TextDocument): vscode.CodeLens[] {
	const hunks = edits.hunksOf(document);
	return hunks.flatMap((found, i) =>
		isStreaming(found.edit) ? [] : lensRow(document, found, i, hunks),
	);
}

function lensRow(
	document: vscode.TextDocument,
	found: FileHunk,
	index: number,
	all: readonly FileHunk[],
): vscode.CodeLens[] {
	const t = vscode.l10n.t;
	const { hunk, edit } = found;
	const row = Math.min(hunk.start, document.lineCount - 1);
	const at = new vscode.Range(row, 0, row, 0);
	const argument = hunkArgument(document, found);
	const partial = isPartial(edit) ? ` · ${t('partial')}` : '';
	const lens = (title: string, command: string, tooltip: string) =>
		new vscode.CodeLens(at, { title, command, tooltip, arguments: [argument] });
	const hidden = hiddenIn(hunk);
	const [remote] = schemasLoaded(document, hunk);
	const isFirst = all.find(other => isOneAnswer(other.edit, edit)) === found;
	return [
		lens(`$(check)\u00a0${t('Accept')}`, 'doubao.acceptHunk', t('Keep this change')),
		lens(`$(discard)\u00a0${t('Reject')}`, 'doubao.rejectHunk', t('Restore the original lines')),
		lens(
			`${countText(found)} · ${t('{0} of {1}', index + 1, all.length)}${partial}`,
			'doubao.showRemoved',
			t('Show the removed code'),
		),
		...(isPartial(edit) && isFirst
			? [lens(t('Continue'), 'doubao.continueEdit', t('Have the rest of the answer written'))]
			: []),
		...(hidden.length > 0
			? [
					lens(
						`$(warning) ${t('hidden characters: {0}', hiddenNames(hidden))}`,
						'doubao.showRemoved',
						hiddenSentence(hidden),
					),
				]
			: []),
		...(remote === undefined
			? []
			: [
					lens(
						`$(globe) ${t('names {0}', plain(hostOf(remote)))}`,
						'doubao.showRemoved',
						t('Editors and tools may load {0} because of this change.', plain(remote)),
					),
				]),
	];
}

/** `−6 +4`, as in the lens and the status bar. */
function countText({ hunk: { removed, added } }: FileHunk): string {
	return [
		...(removed.length > 0 ? [`−${removed.length}`] : []),
		...(added.length > 0 ? [`+${added.length}`] : []),
	].join(' ');
}

/** Names a hunk for `doubao.acceptHunk` and its like, whichever editor is active by then. */
export function hunkArgument(document: vscode.TextDocument, { edit, hunk }: FileHunk) {
	return { uri: document.uri.toString(), edit: edit.number, hunk: hunk.id, mayAsk: true };
}
