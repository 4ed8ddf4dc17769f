/** The one door of what is said beside the code: notifications, questions, progress and the status bar. */
import * as vscode from 'vscode';
import { withoutHidden } from '../core/unicode.ts';

type Show = (
	text: string,
	first?: string | vscode.MessageOptions,
	...buttons: readonly string[]
) => Promise<string | undefined>;

/** Shows a sentence, with `{ modal: true }` as a question. @returns The button that was pressed. */
export const showInformation: Show = (text, first, ...buttons) =>
	show('showInformationMessage', text, first, buttons);

export const showWarning: Show = (text, first, ...buttons) =>
	show('showWarningMessage', text, first, buttons);

export const showError: Show = (text, first, ...buttons) =>
	show('showErrorMessage', text, first, buttons);

/** Shows a few words in the status bar. @param milliseconds How long. */
export function showStatus(text: string, milliseconds: number): void {
	vscode.window.setStatusBarMessage(harmless(text), milliseconds);
}

/** Does something while its title is shown, with a button to cancel where the options say so. */
export async function showProgress<T>(
	options: vscode.ProgressOptions,
	task: (
		progress: vscode.Progress<{ message?: string; increment?: number }>,
		token: vscode.CancellationToken,
	) => Thenable<T>,
): Promise<T> {
	const { title } = options;
	const guarded = { ...options, ...(title !== undefined && { title: harmless(title) }) };
	return await vscode.window.withProgress(guarded, task);
}

async function show(
	how: 'showInformationMessage' | 'showWarningMessage' | 'showErrorMessage',
	text: string,
	first: string | vscode.MessageOptions | undefined,
	buttons: readonly string[],
): Promise<string | undefined> {
	const options = typeof first === 'object' ? first : {};
	const { detail } = options;
	const titles = typeof first === 'string' ? [first, ...buttons] : buttons;
	return await vscode.window[how](
		harmless(text),
		{ ...options, ...(detail !== undefined && { detail: harmless(detail) }) },
		...titles,
	);
}

/**
 * VS Code makes links, also such as run commands, of `[text](address)` in these places. None of our
 * sentences has one, so whatever would become one is foreign text that came in by an unguarded way.
 */
function harmless(text: string): string {
	return withoutHidden(text).replaceAll('](', ']\u200a(');
}
