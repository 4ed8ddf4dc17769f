/** Questions that are asked again and again, by their names behind `/`. */
const shortcuts = {
	explain:
		'Explain this code: what it is for, how it works step by step, and what is easy to get wrong about it.',
	fix: 'Find what is wrong in this code: errors, wrong results, unhandled cases. Say what each mistake is and show the corrected code.',
	tests:
		'Write tests for this code, with the framework and in the style that it suggests: the usual case, the limits, and what must fail.',
	docs: 'Write documentation comments for this code in the form that its language uses. Say what is not evident from names and types.',
	simplify:
		'Simplify this code without changing what it does, and say in a few words what became simpler.',
} as const;

export type ChatShortcut = keyof typeof shortcuts;

// oxlint-disable-next-line no-unsafe-type-assertion -- the keys of the object above
export const chatShortcuts = Object.keys(shortcuts) as readonly ChatShortcut[];

/**
 * What is asked for a text that begins with a shortcut: its long form, and the words behind it.
 *
 * @returns `undefined` for any other text.
 */
export function expandChatShortcut(text: string): string | undefined {
	const [, typed, words = ''] = /^\s*[/／]([a-z]+)(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
	const name = chatShortcuts.find(known => known === typed?.toLowerCase());
	if (name === undefined) {
		return undefined;
	}
	return words.trim() === '' ? shortcuts[name] : `${shortcuts[name]}\n\n${words.trim()}`;
}
