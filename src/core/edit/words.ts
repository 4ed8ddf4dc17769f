import { matchItems } from './align.ts';

/** A piece of a changed row. Without the `added` ones they make the old row, without `removed` the new. */
export interface WordPiece {
	readonly kind: 'same' | 'removed' | 'added';
	readonly text: string;
}

/**
 * A word, a Han character, a run of blanks, an emoji sequence, or one other character with its
 * marks: nothing that belongs together on screen is cut, surrogate pairs least of all.
 */
const token =
	/\p{Script=Han}\p{M}*|(?:(?!\p{Script=Han})[\p{L}\p{N}_]\p{M}*)+|\s+|\p{Extended_Pictographic}(?:\p{M}|\p{Emoji_Modifier}|\u200d|\p{Extended_Pictographic})*|[^]\p{M}*/gu;

/** Rows longer than this are compared by their ends only. */
const longestRow = 2_000;

/** The difference between two versions of a row, in words. */
export function diffWords(oldRow: string, newRow: string): WordPiece[] {
	if (oldRow.length > longestRow || newRow.length > longestRow) {
		return pieces([], oldRow, newRow);
	}
	const oldTokens = oldRow.match(token) ?? [];
	const newTokens = newRow.match(token) ?? [];
	const matches = matchItems(oldTokens, newTokens);
	const result: WordPiece[] = [];
	let oldAt = 0;
	let newAt = 0;
	const upTo = (oldEnd: number, newEnd: number): void => {
		pieces(
			result,
			oldTokens.slice(oldAt, oldEnd).join(''),
			newTokens.slice(newAt, newEnd).join(''),
		);
	};
	for (const [oldIndex, newIndex] of matches.entries()) {
		if (newIndex >= 0) {
			upTo(oldIndex, newIndex);
			push(result, 'same', oldTokens[oldIndex] ?? '');
			oldAt = oldIndex + 1;
			newAt = newIndex + 1;
		}
	}
	upTo(oldTokens.length, newTokens.length);
	return withoutGaps(result);
}

/** More changes than this in one row read worse than the two rows side by side. */
const mostChanges = 6;

/** Whether a row still reads as the old one with words struck out: most of it stays, in few places. */
export function sharesWords(oldRow: string, newRow: string): boolean {
	const diff = diffWords(oldRow.trim(), newRow.trim());
	const length = (kind: WordPiece['kind']): number =>
		diff.reduce((sum, piece) => sum + (piece.kind === kind ? piece.text.length : 0), 0);
	const same = length('same');
	const changed = Math.max(length('removed'), length('added'));
	return same > changed && diff.filter(({ kind }) => kind !== 'same').length <= 2 * mostChanges;
}

function pieces(result: WordPiece[], removed: string, added: string): WordPiece[] {
	push(result, 'removed', removed);
	push(result, 'added', added);
	return result;
}

function push(result: WordPiece[], kind: WordPiece['kind'], text: string): void {
	const last = result.at(-1);
	if (text === '') {
		return;
	}
	if (last?.kind === kind) {
		result[result.length - 1] = { kind, text: last.text + text };
	} else {
		result.push({ kind, text });
	}
}

/** Blanks between two changes read as part of one change. */
function withoutGaps(source: readonly WordPiece[]): WordPiece[] {
	const result: WordPiece[] = [];
	let removed = '';
	let added = '';
	for (const [index, { kind, text }] of source.entries()) {
		const isGap =
			kind === 'same' &&
			text.trim() === '' &&
			removed !== '' &&
			added !== '' &&
			source[index + 1]?.kind === 'removed' &&
			source[index + 2]?.kind === 'added';
		if (kind === 'same' && !isGap) {
			pieces(result, removed, added);
			removed = '';
			added = '';
			push(result, 'same', text);
			continue;
		}
		removed += kind === 'added' ? '' : text;
		added += kind === 'removed' ? '' : text;
	}
	return pieces(result, removed, added);
}
