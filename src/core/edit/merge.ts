import type { ForeignChange } from './contract.ts';
import { endsInsidePair, startsInsidePair } from '../text.ts';

/** What replaced the characters [start, end) of a text. */
interface Change {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/**
 * Both changes of one text, where somebody typed in one place and the model changed another.
 *
 * @param sent The text that both began with.
 * @returns `undefined` where the two touch one word, or were put into one place: no order is right then.
 */
export function merged(sent: string, live: string, fresh: string): string | undefined {
	const typed = changeBetween(sent, live);
	const written = changeBetween(sent, fresh);
	const order = typed.start - written.start || typed.end - written.end;
	const [first, second] = order <= 0 ? [typed, written] : [written, typed];
	const samePlace = first.start === second.end;
	if (samePlace || wholeWords(first, sent).end > wholeWords(second, sent).start) {
		return live === sent ? fresh : fresh === sent ? live : undefined;
	}
	const { start, end } = first;
	const between = sent.slice(end, second.start);
	return sent.slice(0, start) + first.text + between + second.text + sent.slice(second.end);
}

/** Rows as hands left them: of those every blank counts. */
export class TypedRows {
	readonly #rows = new Set<string>();

	/** @param rows What a change made of rows. */
	hear(changes: readonly ForeignChange[], rows: readonly string[]): void {
		for (const row of isTyping(changes) ? rows : []) {
			this.#rows.add(row);
		}
	}

	/**
	 * Whether nobody typed into a row since it was sent. A formatter may have changed its blanks: then
	 * it is the same row for the model.
	 */
	isAsSent(sent: string, live: string): boolean {
		return sent === live || (!this.#rows.has(live) && differOnlyInBlanks(sent, live));
	}
}

/**
 * Whether a change is one that hands make: the same text at each caret. What a formatter does to the
 * blanks of rows is nobody's typing.
 */
function isTyping(changes: readonly ForeignChange[]): boolean {
	const [first] = changes;
	return changes.every(
		({ range: { start, end }, text }) =>
			text === first?.text && start.line === end.line && start.character === end.character,
	);
}

/** Whether two rows are one but for blanks, as after a formatter. */
function differOnlyInBlanks(a: string, b: string): boolean {
	return a.replaceAll(/\s/g, '') === b.replaceAll(/\s/g, '');
}

function changeBetween(from: string, to: string): Change {
	const shorter = Math.min(from.length, to.length);
	let start = 0;
	while (start < shorter && from[start] === to[start]) {
		start++;
	}
	let after = 0;
	while (after < shorter - start && from.at(-1 - after) === to.at(-1 - after)) {
		after++;
	}
	if (endsInsidePair(from.slice(0, start)) || endsInsidePair(to.slice(0, start))) {
		start--;
	}
	const isCut = (text: string) => after > 0 && startsInsidePair(text.slice(text.length - after));
	if (isCut(from) || isCut(to)) {
		after--;
	}
	const end = from.length - after;
	return { start, end, text: to.slice(start, to.length - after) };
}

/** The range of a change with the rest of the words that it begins and ends in, old or new ones. */
function wholeWords({ start, end, text }: Change, sent: string): { start: number; end: number } {
	const old = sent.slice(start, end);
	let from = start;
	let to = end;
	if (isWord(old[0]) || isWord(text[0])) {
		while (isWord(sent[from - 1])) {
			from--;
		}
	}
	if (isWord(old.at(-1)) || isWord(text.at(-1))) {
		while (isWord(sent[to])) {
			to++;
		}
	}
	return { start: from, end: to };
}

/** Beyond ASCII everything counts as a word. */
function isWord(character: string | undefined): boolean {
	return character !== undefined && /[\w$\u0080-\uffff]/.test(character);
}
