import { columnsOf, endsInsidePair, isBlank, measure } from '../text.ts';
import type { Hunk } from './contract.ts';
import { areSimilar } from './sweep.ts';
import { diffWords, sharesWords } from './words.ts';

/** A run of a row: [start, end) in UTF-16 columns. */
export interface ColumnRange {
	readonly start: number;
	readonly end: number;
}

/** How one row of a hunk looks. */
export interface RowLook {
	/** Row of the document. */
	readonly row: number;
	/** What is new in the row; empty when all of it is. */
	readonly added: readonly ColumnRange[];
	/** Removed words, to be shown struck through before column `column` of the new row. */
	readonly struck: readonly { readonly column: number; readonly text: string }[];
	/** The old row to show dimmed to the right. */
	readonly ghost?: Ghost;
}

/** An old row beside a new one. */
export interface Ghost {
	/** Tabs expanded, blanks unbreakable. */
	readonly text: string;
	/** Columns from the end of the new row, had it no wide glyphs. */
	readonly gap: number;
	/** Wide glyphs of the new row: the ghost starts so many of them further left. */
	readonly wide: number;
}

/**
 * How a hunk looks. `added`: only new rows. `words`: removed words struck out inside the rows.
 * `column`: the old rows in a column to the right of the new ones. `replaced`: the same in a summary,
 * since the new rows are too few or too wide to show them beside. `removed`: a rule above document row
 * `start` of the hunk and a summary.
 */
export interface HunkLook {
	readonly hunk: Hunk;
	/** 0-based among all hunks, and their number. */
	readonly index: number;
	readonly count: number;
	readonly kind: 'added' | 'words' | 'column' | 'replaced' | 'removed';
	readonly rows: readonly RowLook[];
	/** Old rows that the ghost column has no room for ("+2 more"). */
	readonly more: number;
	/** First removed row that is not blank, trimmed, at most 80 characters; for summaries. */
	readonly summary?: string;
}

export interface LookOptions {
	/** Columns of the editor, as far as that is known. Default 120. */
	readonly width?: number;
	/** Default 4. */
	readonly tabSize?: number;
}

/** More removed rows than this are summed up. */
const mostGhostRows = 40;
/** With more removed rows than this for one new row, most of them would find no room beside it. */
const mostForOne = 2;
/** Columns between the longest new row and the ghost column. */
const ghostGap = 4;
/** Columns of the ghost column that must be in view: the rest may be scrolled to. */
const leastGhost = 40;
const longestSummary = 80;

/** Decides the look of every hunk. Pure: the host only paints. */
export function lookOf(hunks: readonly Hunk[], options: LookOptions = {}): HunkLook[] {
	return hunks.map((hunk, index) => ({
		hunk,
		index,
		count: hunks.length,
		...hunkLook(hunk, options),
	}));
}

/** `−6 +4`: rows removed and added. */
export function countsOf(hunks: readonly Hunk[]): {
	readonly removed: number;
	readonly added: number;
} {
	return {
		removed: hunks.reduce((sum, hunk) => sum + hunk.removed.length, 0),
		added: hunks.reduce((sum, hunk) => sum + hunk.added.length, 0),
	};
}

/** Text for a decoration: tabs expanded and blanks made unbreakable, which HTML would fold. */
export function ghostText(row: string, tabSize: number): string {
	let text = '';
	let columns = 0;
	for (const part of row.split(/(\t)/)) {
		const shown = part === '\t' ? ' '.repeat(tabSize - (columns % tabSize)) : part;
		columns += columnsOf(shown, tabSize);
		text += shown;
	}
	return text.replaceAll(' ', '\u00a0');
}

type Look = Omit<HunkLook, 'hunk' | 'index' | 'count'>;

function hunkLook(hunk: Hunk, { width = 120, tabSize = 4 }: LookOptions): Look {
	const { removed, added, start } = hunk;
	const plain = added.map((_, index): RowLook => ({ row: start + index, added: [], struck: [] }));
	if (removed.length === 0) {
		return { kind: 'added', rows: plain, more: 0 };
	}
	const summary = summaryOf(removed);
	if (added.length === 0) {
		return { kind: 'removed', rows: plain, more: removed.length, summary };
	}
	if (removed.length <= mostGhostRows) {
		const words = wordRows(hunk);
		if (words) {
			return { kind: 'words', rows: words, more: 0, summary };
		}
		const rows = ghostRows(hunk, plain, { width, tabSize });
		if (rows) {
			return { kind: 'column', rows, more: Math.max(removed.length - added.length, 0), summary };
		}
	}
	return { kind: 'replaced', rows: plain, more: removed.length, summary };
}

/** The old rows beside the new ones, where there is room for them. */
function ghostRows(
	{ removed, added }: Hunk,
	plain: readonly RowLook[],
	{ width, tabSize }: Required<LookOptions>,
): RowLook[] | undefined {
	const widths = added.map(row => measure(row, tabSize));
	const column = Math.max(...widths.map(({ columns }) => columns)) + ghostGap;
	const ghostWidth = Math.max(...removed.map(row => columnsOf(row, tabSize)));
	const fits = column + Math.min(ghostWidth, leastGhost) <= width;
	if (!fits || removed.length > mostForOne * added.length) {
		return undefined;
	}
	return plain.map((row, index): RowLook => {
		const old = removed[index];
		const { columns, wide } = widths[index] ?? { columns: 0, wide: 0 };
		return old === undefined
			? row
			: {
					...row,
					ghost: { text: ghostText(old, tabSize), gap: column - columns + 2 * wide, wide },
				};
	});
}

/** Row by row with words struck out, when every removed row lives on in a similar added one. */
function wordRows({ removed, added, start }: Hunk): RowLook[] | undefined {
	if (removed.length > added.length) {
		return undefined;
	}
	const rows: RowLook[] = [];
	let old = 0;
	for (const [index, row] of added.entries()) {
		const before = removed[old];
		if (before !== undefined && readsAs(before, row)) {
			rows.push(wordLook(start + index, before, row));
			old++;
		} else {
			rows.push({ row: start + index, added: [], struck: [] });
		}
	}
	return old === removed.length ? rows : undefined;
}

function readsAs(before: string, row: string): boolean {
	return before === row || areSimilar(before, row) || sharesWords(before, row);
}

function wordLook(row: number, oldText: string, newText: string): RowLook {
	const added: ColumnRange[] = [];
	const struck: { column: number; text: string }[] = [];
	let column = 0;
	for (const { kind, text } of diffWords(oldText, newText)) {
		if (kind === 'removed') {
			struck.push({ column, text });
			continue;
		}
		if (kind === 'added') {
			added.push({ start: column, end: column + text.length });
		}
		column += text.length;
	}
	return { row, added, struck };
}

function summaryOf(removed: readonly string[]): string {
	const text = (removed.find(row => !isBlank(row)) ?? '').trim();
	if (text.length <= longestSummary) {
		return text;
	}
	const cut = text.slice(0, longestSummary - 1);
	return `${endsInsidePair(cut) ? cut.slice(0, -1) : cut}…`;
}
