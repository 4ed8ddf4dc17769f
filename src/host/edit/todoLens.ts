import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import { Emitter } from '../../core/event.ts';
import { todoRows } from '../../core/prompt/todo.ts';
import type { Pause } from '../pause.ts';
import type { Settings } from '../settings.ts';
import { documentRows } from './fileEdits.ts';
import { languageIdOf, type LanguageComments } from './languages.ts';
import type { OpenEdits } from './openEdits.ts';

export interface TodoLensOptions {
	readonly edits: OpenEdits;
	readonly languages: LanguageComments;
	readonly settings: Settings;
	readonly pause: Pause;
}

/** One lens above each TODO, where the user wants them. None while changes wait in the file. */
export function registerTodoLenses({
	edits,
	languages,
	pause,
	settings,
}: TodoLensOptions): Disposable {
	const store = new DisposableStore();
	const changed = store.add(new Emitter<void>());
	store.add(settings.onDidChange(() => changed.fire()));
	store.add(edits.onDidChange(() => changed.fire()));
	store.add(pause.onDidChange(() => changed.fire()));
	store.add(
		vscode.languages.registerCodeLensProvider(
			[{ scheme: 'file' }, { scheme: 'untitled' }, { scheme: 'vscode-vfs' }],
			{
				onDidChangeCodeLenses: changed.event,
				async provideCodeLenses(document) {
					if (!settings.todoLenses || pause.paused || edits.hunksOf(document).length > 0) {
						return [];
					}
					const syntaxes = await languages.of(languageIdOf(document));
					return todoRows(documentRows(document), syntaxes).map(row => lens(row));
				},
			},
		),
	);
	return store;
}

function lens(row: number): vscode.CodeLens {
	return new vscode.CodeLens(new vscode.Range(row, 0, row, 0), {
		title: `$(edit-sparkle) ${vscode.l10n.t('Generate Code')}`,
		tooltip: vscode.l10n.t('Write the code that this comment asks for'),
		command: 'doubao.generateFromComment',
		arguments: [{ row, mayAsk: true }],
	});
}
