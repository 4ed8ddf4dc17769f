import type { EditFinish, EditSnapshot, EditTarget } from './contract.ts';
import type { ExtractEnd } from './extract.ts';
import { Extractor } from './extract.ts';
import { Reindenter } from './indent.ts';
import { RowSplitter } from './rowSplitter.ts';
import type { DocumentRows } from './rows.ts';
import { indentOf, isBlank } from '../text.ts';

/** The rows that an edit works on, and what of them stays. */
export interface TargetRows {
	/** First row of the document. */
	readonly first: number;
	readonly rows: readonly string[];
	/** For `exact`: the row's text before and after the part that is replaced. */
	readonly exact: { readonly prefix: string; readonly suffix: string } | undefined;
	/** For `insert`: where the new rows belong by the rows around them. */
	readonly base: string | undefined;
}

/** Reads the rows of a target. A target outside the document is moved inside. */
export function readTarget(document: DocumentRows, target: EditTarget | EditSnapshot): TargetRows {
	if (target.mode === 'restored') {
		return { first: target.first, rows: target.baseline, exact: undefined, base: undefined };
	}
	const last = document.lineCount - 1;
	const start = Math.min(target.range.start.line, last);
	const end = Math.min(Math.max(target.range.end.line, start), last);
	if (target.mode === 'insert' || (last === 0 && document.lineAt(0) === '')) {
		return readInsertion(document, start);
	}
	const excluded = target.mode === 'lines' && end > start && target.range.end.character === 0;
	const rows: string[] = [];
	for (let row = start; row <= (excluded ? end - 1 : end); row++) {
		rows.push(document.lineAt(row));
	}
	const exact = target.mode === 'exact' && {
		prefix: (rows[0] ?? '').slice(0, target.range.start.character),
		suffix: (rows.at(-1) ?? '').slice(target.range.end.character),
	};
	return { first: start, rows, exact: exact || undefined, base: undefined };
}

function readInsertion(document: DocumentRows, row: number): TargetRows {
	const text = document.lineAt(row);
	if (!isBlank(text)) {
		return { first: row + 1, rows: [], exact: undefined, base: indentOf(text) };
	}
	// The empty row after the final row end is no row to replace: the file keeps its final row end.
	const rows = text === '' && row === document.lineCount - 1 ? [] : [text];
	const base = text === '' ? indentAround(document, row) : text;
	return { first: row, rows, exact: undefined, base };
}

/** The shallower one of the indentations above and below a blank row. */
function indentAround(document: DocumentRows, row: number): string {
	const near = (step: 1 | -1): string => {
		for (let at = row + step; at >= 0 && at < document.lineCount; at += step) {
			const text = document.lineAt(at);
			if (!isBlank(text)) {
				return indentOf(text);
			}
		}
		return '';
	};
	const above = near(-1);
	const below = near(1);
	return above.length < below.length ? above : below;
}

export interface AnswerOptions {
	readonly target: TargetRows;
	readonly languageId: string;
	readonly reindent: 'auto' | 'off';
	readonly baseIndent: string | undefined;
	readonly fenceRequired: boolean;
	readonly verbatim: boolean;
}

/** An answer that is nothing but code. */
class VerbatimRows {
	readonly #splitter = new RowSplitter();
	#count = 0;

	push(text: string): readonly string[] {
		const rows = this.#splitter.push(text);
		this.#count += rows.length;
		return rows;
	}

	/** @see Extractor.end */
	end(finish: EditFinish): ExtractEnd {
		const { row, finished } = this.#splitter.end();
		const rows = finished || (finish === 'stop' && row !== '') ? [row] : [];
		return { rows, empty: this.#count + rows.length === 0 && finish !== 'stop' };
	}
}

/** Turns the deltas of one answer into the finished rows that belong into the region. */
export class AnswerRows {
	readonly #extractor: Extractor | VerbatimRows;
	readonly #reindenter: Reindenter | undefined;
	readonly #exact: TargetRows['exact'];
	readonly #exactRows: string[] = [];

	constructor(options: AnswerOptions) {
		const { target, languageId, reindent, baseIndent, fenceRequired, verbatim } = options;
		const originalRows = target.rows;
		this.#extractor = verbatim
			? new VerbatimRows()
			: new Extractor({ languageId, originalRows, fenceRequired });
		this.#exact = target.exact;
		if (reindent === 'auto' && !target.exact && !verbatim) {
			this.#reindenter = new Reindenter(originalRows, baseIndent ?? target.base);
		}
	}

	push(text: string): readonly string[] {
		return this.#finished(this.#extractor.push(text));
	}

	/** @see Extractor.end */
	end(finish: EditFinish): ExtractEnd {
		const { rows, empty } = this.#extractor.end(finish);
		const finished = [...this.#finished(rows), ...(this.#reindenter?.end() ?? [])];
		return { rows: this.#exact ? this.#exactEnd(finish, empty, this.#exact) : finished, empty };
	}

	#finished(rows: readonly string[]): readonly string[] {
		if (this.#exact) {
			this.#exactRows.push(...rows);
			return [];
		}
		const reindenter = this.#reindenter;
		return reindenter ? rows.flatMap(row => reindenter.push(row)) : rows;
	}

	/** A part of a row is finished only with what stands behind it, so it waits for the whole answer. */
	#exactEnd(
		finish: EditFinish,
		empty: boolean,
		{ prefix, suffix }: { readonly prefix: string; readonly suffix: string },
	): readonly string[] {
		if (finish !== 'stop' || empty) {
			return [];
		}
		const rows = this.#exactRows.length > 0 ? this.#exactRows : [''];
		const last = rows.length - 1;
		return rows.map(
			(row, index) => (index === 0 ? prefix : '') + row + (index === last ? suffix : ''),
		);
	}
}
