import { expandShortcut, isShortcut } from './shortcuts.ts';

/** A prompt that the user wrote down to use it again, as a command behind `/`. */
export interface PromptFile {
	/** What is typed behind the slash: letters, digits, `-`, `_` and `.`. */
	readonly name: string;
	/** One row; may be empty. */
	readonly description: string;
	readonly text: string;
}

const suffix = '.prompt.md';

/**
 * Reads a `*.prompt.md` file: an optional head between two rows of `---`, then the prompt.
 *
 * @returns `undefined` if there is no prompt in it, or its name is none that can be typed.
 */
export function readPromptFile(fileName: string, source: string): PromptFile | undefined {
	const text = source.replace(/^\uFEFF/u, '');
	const [whole = '', head = ''] =
		/^---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?---[ \t]*(?:\r?\n|$)/u.exec(text) ?? [];
	const body = text.slice(whole.length).trim();
	const name = (field(head, 'name') || fileName.slice(0, -suffix.length)).toLowerCase();
	return body === '' || !fileName.endsWith(suffix) || !/^[\p{L}\p{N}_.-]{1,64}$/u.test(name)
		? undefined
		: { name, description: field(head, 'description'), text: body };
}

/** A field of the head on one row, its quotes taken off. */
function field(head: string, name: string): string {
	const row =
		new RegExp(`^${name}:[^\\S\\n\\r]*(.*?)[^\\S\\n\\r]*\\r?$`, 'mu').exec(head)?.[1] ?? '';
	return (/^(['"])(.*)\1$/u.exec(row)?.[2] ?? row).slice(0, 200);
}

/** What of the files can be used: the shortcuts that are built in keep their names, the first wins. */
export function usablePrompts(prompts: readonly PromptFile[]): readonly PromptFile[] {
	const known = new Set<string>();
	return prompts
		.filter(({ name }) => !isShortcut(name) && !known.has(name) && known.add(name))
		.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * What is sent for a text that begins with `/` and the name of a prompt: the prompt, with the words
 * behind the name in place of `${input}` and `${input:…}`, else below it.
 *
 * @returns `undefined` for any other text.
 */
export function expandPrompt(text: string, prompts: readonly PromptFile[]): string | undefined {
	const prompt = promptIn(text, prompts);
	if (!prompt) {
		return undefined;
	}
	const words = text.replace(/^\s*\S+/u, '').trim();
	const input = /\$\{input(?::[^}]*)?\}/gu;
	if (prompt.text.search(input) !== -1) {
		return prompt.text.replaceAll(input, () => words);
	}
	return words === '' ? prompt.text : `${prompt.text}\n\n${words}`;
}

/** The prompt that a text names at its beginning. */
export function promptIn(text: string, prompts: readonly PromptFile[]): PromptFile | undefined {
	const name = /^\s*\/(\S+)/u.exec(text)?.[1]?.toLowerCase();
	return prompts.find(prompt => prompt.name === name);
}

/** What is sent for an instruction: a shortcut or a prompt file in its long form. */
export function expandInstruction(text: string, prompts: readonly PromptFile[]): string {
	return expandPrompt(text, prompts) ?? expandShortcut(text);
}
