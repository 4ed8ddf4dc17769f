import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/disposable.ts';

const editKind = vscode.CodeActionKind.RefactorRewrite.append('doubao.edit');
const commentKind = vscode.CodeActionKind.RefactorRewrite.append('doubao.comment');
const explainKind = vscode.CodeActionKind.Refactor.append('doubao.explain');

export interface CodeActionsOptions {
	/** False while the user has switched the lightbulb entries off. */
	enabled(): boolean;
	/** Whether the row of `position` belongs to a comment. */
	onComment(document: vscode.TextDocument, position: vscode.Position): Promise<boolean>;
}

/**
 * The lightbulb entries. Their commands carry no arguments: since VS Code 1.134 the arguments of a
 * listed action may be gone by the time it is chosen, so each command looks at the editor itself.
 */
export function registerCodeActions(options: CodeActionsOptions): Disposable {
	const store = new DisposableStore();
	store.add(
		vscode.languages.registerCodeActionsProvider(
			[
				{ scheme: 'file' },
				{ scheme: 'untitled' },
				{ scheme: 'vscode-vfs' },
				{ scheme: 'vscode-remote' },
			],
			{
				async provideCodeActions(document, range) {
					return options.enabled() ? actions(options, document, range) : [];
				},
			},
			{ providedCodeActionKinds: [editKind, commentKind, explainKind] },
		),
	);
	return store;
}

async function actions(
	options: CodeActionsOptions,
	document: vscode.TextDocument,
	range: vscode.Range,
): Promise<vscode.CodeAction[]> {
	const offered: vscode.CodeAction[] = [];
	if (await options.onComment(document, range.start)) {
		const title = vscode.l10n.t('Generate Code from Comment (Doubao)');
		offered.push(action(title, commentKind, 'doubao.generateFromComment'));
	}
	if (!range.isEmpty) {
		offered.push(
			action(vscode.l10n.t('Edit Selection (Doubao)'), editKind, 'doubao.editSelection'),
			action(vscode.l10n.t('Explain Selection (Doubao)'), explainKind, 'doubao.explainSelection'),
		);
	}
	return offered;
}

function action(title: string, kind: vscode.CodeActionKind, command: string): vscode.CodeAction {
	const offered = new vscode.CodeAction(title, kind);
	offered.command = { command, title };
	return offered;
}
