/** A character that opens a list, and what was typed behind it up to the caret. */
export interface Typed {
	/** Which of the sources it belongs to. */
	readonly source: number;
	/** Offsets of the character and of the caret in the text. */
	readonly start: number;
	readonly end: number;
	readonly query: string;
}

interface Trigger {
	readonly triggers: string;
	readonly place: 'text' | 'word';
}

/** The word before the caret, from the last character in it that opens a list. */
export function triggerAt(
	text: string,
	caret: number,
	sources: readonly Trigger[],
): Typed | undefined {
	const before = text.slice(0, caret);
	for (let start = caret - 1; start >= 0; start--) {
		const character = before.charAt(start);
		if (/\s/u.test(character)) {
			return undefined;
		}
		const source = sources.findIndex(
			({ triggers, place }) => triggers.includes(character) && opens(before.slice(0, start), place),
		);
		if (source !== -1) {
			return { source, start, end: caret, query: before.slice(start + 1) };
		}
	}
	return undefined;
}

/** An address or a version is no mention: `me@example.com`. Han and kana stand without blanks. */
function opens(before: string, place: Trigger['place']): boolean {
	return place === 'word' ? !/[\w.\-/@]$/u.test(before) : before.trim() === '';
}
