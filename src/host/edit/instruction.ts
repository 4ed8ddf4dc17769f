import * as vscode from 'vscode';

export interface InstructionOptions {
	/** What the edit will act on, in words: shown under the field. */
	readonly scope: string;
	/** What stands in the field at first: an instruction that was typed before and not yet used. */
	readonly value: string;
}

/**
 * Asks what should change. The input keeps its text when the focus goes elsewhere, and gives what
 * had been typed even when the user leaves with Esc, so that it can be offered again.
 */
export function askInstruction(
	options: InstructionOptions,
): Promise<{ readonly accepted: boolean; readonly text: string }> {
	return new Promise(resolve => {
		const input = vscode.window.createInputBox();
		input.title = vscode.l10n.t('Edit with Doubao');
		input.prompt = options.scope;
		input.placeholder = vscode.l10n.t('What should change? For example: handle errors, add types');
		input.value = options.value;
		input.valueSelection = [0, options.value.length];
		input.ignoreFocusOut = true;
		let accepted = false;
		input.onDidAccept(() => {
			if (input.value.trim() !== '') {
				accepted = true;
				input.hide();
			}
		});
		input.onDidHide(() => {
			const text = input.value.trim();
			input.dispose();
			resolve({ accepted, text });
		});
		input.show();
	});
}
