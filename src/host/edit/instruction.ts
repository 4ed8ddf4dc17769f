import * as vscode from 'vscode';
import { promptIn, type PromptFile } from '../../core/prompt/promptFile.ts';
import { shortcutIn, shortcutNames } from '../../core/prompt/shortcuts.ts';
import { plain } from '../plain.ts';

/** What is asked, and in which words. */
export interface InstructionQuestion {
	readonly title: string;
	/** What the edit will act on, in words: shown under the field. */
	readonly scope: string;
	/** What stands in the field at first: an instruction that was typed before and not yet used. */
	readonly value: string;
	/** Earlier instructions, the latest first. */
	readonly history: readonly string[];
}

export interface InstructionAnswer {
	readonly accepted: boolean;
	/** What stood in the field in the end. */
	readonly text: string;
}

/**
 * The field for an instruction. It keeps its text when the focus goes elsewhere, and gives what had
 * been typed even when the user leaves with Esc, so that it can be offered again.
 */
export class InstructionInput {
	/** The field that is open, and how to go to an older (1) or newer (-1) instruction in it. */
	#recall: ((step: 1 | -1) => void) | undefined;
	readonly #prompts: () => readonly PromptFile[];

	/** @param prompts Prompt files of the project, offered beside the shortcuts. */
	constructor(prompts: () => readonly PromptFile[] = () => []) {
		this.#prompts = prompts;
	}

	/** Keys in a field of VS Code come as commands only: arrow up is 1, arrow down is -1. */
	recall(step: 1 | -1): void {
		this.#recall?.(step);
	}

	async ask(question: InstructionQuestion): Promise<InstructionAnswer> {
		const input = vscode.window.createInputBox();
		this.#recall = recalled(input, question.history);
		void vscode.commands.executeCommand('setContext', 'doubao.inInstruction', true);
		const answer = await show(input, question, this.#prompts);
		this.#recall = undefined;
		void vscode.commands.executeCommand('setContext', 'doubao.inInstruction', false);
		return answer;
	}
}

function show(
	input: vscode.InputBox,
	question: InstructionQuestion,
	prompts: () => readonly PromptFile[],
): Promise<InstructionAnswer> {
	const { title, scope, value, history } = question;
	return new Promise(resolve => {
		input.title = title;
		input.prompt = scope;
		const latest = history[0];
		input.placeholder =
			latest === undefined
				? vscode.l10n.t('What should change? Or /{0}', shortcutNames.join(' /'))
				: vscode.l10n.t('What should change? ↑ {0}', shortened(latest));
		input.value = value;
		input.valueSelection = [0, value.length];
		input.ignoreFocusOut = true;
		let accepted = false;
		input.onDidChangeValue(typed => {
			input.validationMessage = hintOf(typed, prompts());
		});
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

/** What was typed before the first arrow comes back behind the latest instruction. */
function recalled(input: vscode.InputBox, history: readonly string[]): (step: 1 | -1) => void {
	let at = -1;
	let typed = '';
	return step => {
		const next = at + step;
		if (next < -1 || next >= history.length) {
			return;
		}
		if (at === -1) {
			typed = input.value;
		}
		at = next;
		const text = at === -1 ? typed : (history[at] ?? '');
		input.value = text;
		input.valueSelection = [text.length, text.length];
	};
}

/** Says what a shortcut does as soon as it is typed, and which there are after the slash. */
function hintOf(
	typed: string,
	prompts: readonly PromptFile[],
): vscode.InputBoxValidationMessage | undefined {
	const t = vscode.l10n.t;
	const known = shortcutIn(typed)?.name;
	const sentences = {
		fix: t('Finds and fixes what is wrong'),
		docs: t('Writes documentation comments'),
		tests: t('Writes tests'),
		simplify: t('Simplifies without changing what it does'),
		types: t('Adds types'),
	};
	const prompt = promptIn(typed, prompts);
	const begun = /^\s*\/(\S*)$/.exec(typed)?.[1]?.toLowerCase();
	const names = [...shortcutNames, ...prompts.map(({ name }) => name)];
	const fitting = begun === undefined ? [] : names.filter(name => name.startsWith(begun));
	const message = known
		? sentences[known]
		: prompt
			? plain(prompt.description || t('Prompt file of this project'))
			: fitting.map(name => `/${name}`).join('  ');
	return message === '' ? undefined : { message, severity: vscode.InputBoxValidationSeverity.Info };
}

function shortened(text: string): string {
	const row = text.replaceAll(/\s+/g, ' ');
	return row.length > 60 ? `${row.slice(0, 59)}…` : row;
}
