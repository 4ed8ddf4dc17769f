import type { Disposable } from '../disposable.ts';
import type { DocumentRows, RowEdit, TextRange } from './rows.ts';

/** How an answer ended: `error` also stands for a cut stream. */
export type EditFinish = 'stop' | 'length' | 'filtered' | 'cancelled' | 'error';

/**
 * A piece of the answer. Reasoning never comes this way. The last one carries `finish`; an iterable
 * that ends without it, or throws, counts as `error`.
 */
export type EditDelta =
	| { readonly text: string }
	| {
			readonly finish: EditFinish;
			/** The whole answer where the gateway's final object may disagree with its deltas. */
			readonly finalText?: string;
	  };

/** What an edit acts on; see `resolveTarget`. */
export interface EditTarget {
	/**
	 * `lines`: the whole rows that `range` touches; a range that ends at column 0 of a later row does
	 * not include that row. `insert`: `range` is empty; on a blank row the text takes that row's place,
	 * else it goes below the row. `exact`: a part of one row; what is before and after it stays.
	 */
	readonly mode: 'lines' | 'insert' | 'exact';
	readonly range: TextRange;
}

/** Which undo stops an edit asks for, as `TextEditor.edit` names them. */
export interface UndoStops {
	readonly before: boolean;
	readonly after: boolean;
}

/** Where an undo step of ours begins. */
export interface UndoStep {
	/** Our next edit is an undo step of its own: it is the first, or somebody else came between. */
	begins: boolean;
}

/** The document as something to write to. The host implements it. */
export interface EditPort {
	/**
	 * Applies `edit` (turn it into characters with `toTextChanges` at the time of the call).
	 *
	 * @param landed Must be called synchronously while the document's change event shows this edit,
	 * before any later event is handed to `EditSession.foreign`; and never otherwise.
	 * @returns `true` after `landed`; `false` when the editor refused because the document had moved
	 * on (the session plans anew and asks again); `'gone'` when the document cannot be written any more.
	 */
	apply(edit: RowEdit, stops: UndoStops, landed: () => void): Promise<boolean | 'gone'>;
	/**
	 * False while no editor shows the document: rows are then held back until it is true again (tell
	 * the session by `resume`) or the answer has ended. Absent means always true.
	 */
	canStream?(): boolean;
	/**
	 * Asked about finished rows before any of them is written: some make an editor act by itself.
	 *
	 * @returns How many of them may be written, from the first on; with fewer than all the answer is
	 * stopped there. Absent means always all.
	 */
	writable?(rows: readonly string[]): Promise<number>;
}

/** A change that somebody else made, as VS Code's `contentChanges` give it. */
export interface ForeignChange {
	/** In the document as it was before this change, after the changes before it in the list. */
	readonly range: TextRange;
	/** Any row ends. */
	readonly text: string;
}

/** `ours`: another session of ours wrote; `sibling`: one of the same undo step. */
export type ForeignReason = 'edit' | 'ours' | 'sibling' | 'undo' | 'redo';

/** Row numbers [start, end) of the document. */
export interface RowRange {
	readonly start: number;
	readonly end: number;
}

/** A run of rows that differs from the baseline. */
export interface Hunk {
	/** Stable while the hunk lives; not an index. */
	readonly id: number;
	/** Rows [start, end) of the document; empty where rows were only removed. */
	readonly start: number;
	readonly end: number;
	readonly removed: readonly string[];
	readonly added: readonly string[];
	/** False while the stream may still grow it: it touches the edge. Only a finished hunk is reviewed. */
	readonly finished: boolean;
}

/** `waiting` for the first row, `streaming`, `review` of what came, `closed`. */
export type EditState = 'waiting' | 'streaming' | 'review' | 'closed';

/**
 * Why a session is closed. `undone`: the text is at the session's start again, redo reopens it.
 * `lost`: its rows were deleted or replaced as a whole. `gone`: the document cannot be written.
 * `nothing`: the answer changed nothing.
 */
export type ClosedBecause = 'reviewed' | 'undone' | 'lost' | 'gone' | 'nothing' | 'disposed';

/** What became of the answer; the host adds `refused` and the error class. */
export interface EditOutcome {
	readonly outcome: 'review' | 'unchanged' | 'empty' | 'partial' | 'cancelled' | 'error';
	/** Hunks that wait for review. */
	readonly hunks: number;
	/** How the answer ended; `cancelled` also for Stop, undo and reject all while it streamed. */
	readonly finish: EditFinish;
}

/**
 * Result of a review act. `growing`: the stream may still change that hunk. `missing`: no such hunk
 * (any more). `gone`: the document cannot be written.
 */
export type ReviewResult = 'done' | 'growing' | 'missing' | 'gone';

/** Time as the engine needs it; tests bring their own. */
export interface Clock {
	/** Milliseconds, from any origin. */
	now(): number;
	/** Calls back once after `delay` milliseconds, unless disposed before. */
	after(delay: number, callback: () => void): Disposable;
}

/** A review as a journal keeps it. */
export interface EditSnapshot {
	readonly mode: 'restored';
	/** First row of the region in the document. */
	readonly first: number;
	/** The region's rows with every hunk rejected. */
	readonly baseline: readonly string[];
	/** The region's rows as the document has them. */
	readonly current: readonly string[];
	/** The answer was cut, stopped or failed. */
	readonly partial: boolean;
	/** Somebody changed rows inside a hunk; a journal does not keep it. */
	readonly joined?: boolean;
}

export interface EditSessionOptions {
	/** The live document: as it is after each change that `EditSession.foreign` is told of. */
	readonly document: DocumentRows;
	/** A snapshot brings a review back: the session begins in `review`, and closed if nothing differs. */
	readonly target: EditTarget | EditSnapshot;
	readonly languageId: string;
	readonly clock?: Clock;
	/** `auto` (default) gives rows back the indentation that a model dropped. */
	readonly reindent?: 'auto' | 'off';
	/** The indentation that an insertion should have; by default that of the rows around it. */
	readonly baseIndent?: string;
	/** True when text outside a fence is never code. Default false. */
	readonly fenceRequired?: boolean;
	/** True when every row of the answer is code as it stands: no fence, no prose, no thinking. */
	readonly verbatim?: boolean;
	/** Sessions that are given the same one are one undo step, until somebody else comes between. */
	readonly step?: UndoStep;
}
