import * as vscode from 'vscode';
import { unsent, type AskResult } from '../../core/chat/turn.ts';
import { explainOutputPrompt } from '../../core/prompt/explainText.ts';
import { fields } from '../fields.ts';
import type { Explain } from './explain.ts';
import { showInformation } from '../say.ts';

/**
 * Has the message of a failed test explained in the panel. Never rejects.
 *
 * @param argument What the menu of a test's message hands over: the test and its message.
 */
export async function explainTestFailure(explain: Explain, argument: unknown): Promise<AskResult> {
	const { test, message } = fields(argument);
	const said = messageText(message);
	if (said === '') {
		void showInformation(
			vscode.l10n.t('Open the message of a failed test first, and choose this from its menu.'),
		);
		return unsent('refused');
	}
	const label = textOf(fields(test)['label']);
	const output = label === '' ? said : `${label}\n${said}`;
	return explain.text(
		explainOutputPrompt({ ...explain.promptOptions, output }),
		label === ''
			? vscode.l10n.t('Explain the failed test')
			: vscode.l10n.t('Explain why the test {0} failed', label),
	);
}

/** What a test framework said, and what it compared, as one text. */
function messageText(message: unknown): string {
	const { message: said, expectedOutput, actualOutput } = fields(message);
	const words = said instanceof vscode.MarkdownString ? said.value : textOf(said);
	const compared = [
		['Expected:', textOf(expectedOutput)],
		['Actual:', textOf(actualOutput)],
	].flatMap(([title, text]) => (text === '' ? [] : [`${title}\n${text}`]));
	return [words, ...compared].join('\n').trim();
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
