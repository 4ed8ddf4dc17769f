/** Instructions that are long to type and always the same. */
const shortcuts = {
	fix: 'Find what is wrong in this code and fix it: errors, wrong results, unhandled cases. Change nothing else, and keep names and signatures unless they are the mistake.',
	docs: 'Write a documentation comment for each function, class and exported value here, in the form that this language and this file use. Say what is not evident from names and types: units, ranges, errors, side effects. Change no code.',
	tests:
		'Write tests for this code, with the test framework and in the style that the file shows: the usual case, the limits, and what must fail. If the lines are tests already, add the cases that are missing.',
	simplify:
		'Simplify this code without changing what it does: less nesting, fewer temporary variables, the means of the standard library, names that say what they hold. Keep its interface.',
	types:
		'Add precise types to this code: parameters, results, fields. No type that allows everything, no assertions where the type can be derived. Change no behaviour.',
} as const;

export type ShortcutName = keyof typeof shortcuts;

// oxlint-disable-next-line no-unsafe-type-assertion -- the keys of the object above
export const shortcutNames = Object.keys(shortcuts) as readonly ShortcutName[];

export function isShortcut(name: string): boolean {
	return shortcutNames.some(known => known === name);
}

/** The shortcut that a text begins with, and the words behind it. */
export function shortcutIn(
	text: string,
): { readonly name: ShortcutName; readonly words: string } | undefined {
	const [, typed, words = ''] = /^\s*\/([a-z]+)(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
	const name = shortcutNames.find(known => known === typed?.toLowerCase());
	return name && { name, words: words.trim() };
}

/** What is sent for a text: a shortcut in its long form, its words as a wish beside it. */
export function expandShortcut(text: string): string {
	const found = shortcutIn(text);
	if (!found) {
		return text;
	}
	const long = shortcuts[found.name];
	return found.words === '' ? long : `${long}\nIn particular: ${found.words}`;
}
