import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/disposable.ts';

const rewrite = vscode.CodeActionKind.RefactorRewrite.append('doubao');
const editKind = rewrite.append('edit');
const commentKind = rewrite.append('comment');
const explainKind = vscode.CodeActionKind.Refactor.append('doubao.explain');
const fixKind = vscode.CodeActionKind.QuickFix.append('doubao.fix');
const explainProblemKind = vscode.CodeActionKind.QuickFix.append('doubao.explain');

/** Offered only when somebody asks for refactorings, never by the lightbulb itself. */
const rewrites = [
	{ kind: rewrite.append('docs'), command: 'doubao.writeDocs' },
	{ kind: rewrite.append('tests'), command: 'doubao.writeTests' },
	{ kind: rewrite.append('simplify'), command: 'doubao.simplify' },
	{ kind: rewrite.append('types'), command: 'doubao.addTypes' },
] as const;

export interface CodeActionsOptions {
	/** False while the user has switched the lightbulb entries off. */
	enabled(): boolean;
	/** Whether the row of `position` belongs to a comment. */
	onComment(document: vscode.TextDocument, position: vscode.Position): Promise<boolean>;
	/** The menu was asked for at a problem, which may not be the cursor's. */
	asked(document: vscode.TextDocument, range: vscode.Range): void;
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
				async provideCodeActions(document, range, context) {
					return options.enabled() ? actions(options, document, range, context) : [];
				},
			},
			{
				providedCodeActionKinds: [
					editKind,
					commentKind,
					explainKind,
					fixKind,
					explainProblemKind,
					...rewrites.map(({ kind }) => kind),
				],
			},
		),
	);
	return store;
}

async function actions(
	options: CodeActionsOptions,
	document: vscode.TextDocument,
	range: vscode.Range,
	context: vscode.CodeActionContext,
): Promise<vscode.CodeAction[]> {
	const t = vscode.l10n.t;
	const invoked = context.triggerKind === vscode.CodeActionTriggerKind.Invoke;
	const offered: vscode.CodeAction[] = problemActions(context);
	if (invoked && offered.length > 0) {
		options.asked(document, range);
	}
	if (await options.onComment(document, range.start)) {
		const title = t('Generate Code from Comment (Doubao)');
		offered.push(action(title, commentKind, 'doubao.generateFromComment'));
	}
	if (!range.isEmpty) {
		offered.push(
			action(t('Edit Selection (Doubao)'), editKind, 'doubao.editSelection'),
			action(t('Explain Selection (Doubao)'), explainKind, 'doubao.explainSelection'),
		);
	}
	const wantsRewrites =
		context.only !== undefined &&
		(context.only.contains(rewrite) || rewrite.contains(context.only));
	if (invoked && wantsRewrites) {
		const titles = {
			'doubao.writeDocs': t('Write Documentation (Doubao)'),
			'doubao.writeTests': t('Write Tests (Doubao)'),
			'doubao.simplify': t('Simplify (Doubao)'),
			'doubao.addTypes': t('Add Types (Doubao)'),
		};
		offered.push(...rewrites.map(({ kind, command }) => action(titles[command], kind, command)));
	}
	return offered;
}

/** Only where a tool reports something; never the preferred fix. */
function problemActions({ diagnostics }: vscode.CodeActionContext): vscode.CodeAction[] {
	const reported = diagnostics.filter(
		({ severity }) => severity !== vscode.DiagnosticSeverity.Hint,
	);
	if (reported.length === 0) {
		return [];
	}
	const t = vscode.l10n.t;
	const fix = action(t('Fix (Doubao)'), fixKind, 'doubao.fixProblems');
	const explain = action(
		t('Explain Problem (Doubao)'),
		explainProblemKind,
		'doubao.explainProblem',
	);
	fix.diagnostics = reported;
	explain.diagnostics = reported;
	return [fix, explain];
}

function action(title: string, kind: vscode.CodeActionKind, command: string): vscode.CodeAction {
	const offered = new vscode.CodeAction(title, kind);
	offered.command = { command, title };
	return offered;
}
