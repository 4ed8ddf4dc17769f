import { alignRows } from './align.ts';
import type { Region } from './baseline.ts';
import {
	acceptSpan,
	foreignRows,
	isGrowing,
	newRegion,
	rejected,
	rejection,
	settle,
} from './baseline.ts';
import type { ForeignChange, ForeignReason, Hunk } from './contract.ts';
import type { TargetRows } from './answer.ts';
import type { EdgeStep } from './edge.ts';
import { advance, changesOf, EdgePlan } from './edge.ts';
import { backAtBorder, follow, placeOrFind } from './follow.ts';
import type { RowChange, RowEdit } from './rows.ts';
import { sameRows, TextStates } from './states.ts';
import { Sweep } from './sweep.ts';

/** An edit worked out from the model, and how the model changes once it has landed. */
export interface ModelPlan {
	readonly edit: RowEdit;
	commit(): void;
}

/** `lost`: the region is gone. `undone`: rows of ours were taken back or brought back. */
export type ForeignEffect = 'lost' | 'undone' | 'moved';

/**
 * All that the engine knows of the document: where the region is, its rows, the baseline, the edge,
 * and what was under review at each text before. Synchronous; who writes and when is not its concern.
 */
export class EditModel {
	readonly #startRows: readonly string[];
	readonly #states = new TextStates();
	#region: Region;
	#first: number;
	#lineCount: number;
	#landed = 0;
	/** Aligner of the rows from the edge on; made anew when somebody changed those. */
	#sweep: Sweep | undefined;
	#joined = false;

	constructor(rows: readonly string[], first: number, lineCount: number) {
		this.#startRows = rows;
		this.#region = newRegion(rows);
		this.#first = first;
		this.#lineCount = lineCount;
		this.#remember();
	}

	get region(): Region {
		return this.#region;
	}
	get first(): number {
		return this.#first;
	}
	/** What another answer rewrites: all rows as they are now. */
	get asked(): TargetRows {
		const rows = this.#region.current;
		return { first: this.#first, rows, exact: undefined, base: undefined };
	}
	/** In rows of the document. */
	get hunks(): readonly Hunk[] {
		const { baseline, current, spans } = this.#region;
		return spans.map(span => ({
			id: span.id,
			start: this.#first + span.newStart,
			end: this.#first + span.newEnd,
			removed: baseline.slice(span.oldStart, span.oldEnd),
			added: current.slice(span.newStart, span.newEnd),
			finished: !isGrowing(this.#region, span),
		}));
	}
	/** Edits of ours that have landed. */
	get landed(): number {
		return this.#landed;
	}
	/** Somebody changed rows inside a hunk. */
	get joined(): boolean {
		return this.#joined;
	}
	get isAtStart(): boolean {
		return sameRows(this.#region.current, this.#startRows);
	}

	/**
	 * What finished new rows mean for the document.
	 *
	 * @param complete True with the last rows of a complete answer: old rows that it did not repeat go.
	 */
	planRows(rows: readonly string[], complete: boolean): ModelPlan | undefined {
		const edge = this.#region.edge;
		if (!edge) {
			return undefined;
		}
		const pending = this.#region.sent.slice(edge.old);
		const sweep = (this.#sweep ??= new Sweep(pending));
		const before = sweep.mark();
		const plan = new EdgePlan(pending, this.#region.current.slice(edge.new));
		for (const row of rows) {
			plan.take(row, sweep.take(row));
		}
		const after = sweep.mark();
		sweep.reset(before);
		if (complete) {
			plan.finish();
			this.#keepOneRow(plan, advance(this.#region, edge, plan.steps));
		}
		return this.#planned(changesOf(edge, plan.steps), () => {
			sweep.reset(after);
			this.#advance(plan.steps);
		});
	}

	/** Replaces what streamed so far by another answer to the same question. */
	planInstead(rows: readonly string[], complete: boolean): ModelPlan {
		const edge = { old: 0, new: 0 };
		const { baseline, sent } = this.#region;
		const fresh: Region = { ...this.#region, current: baseline, spans: [], edge };
		const sweep = new Sweep(sent);
		const plan = new EdgePlan(sent, baseline);
		for (const row of rows) {
			plan.take(row, sweep.take(row));
		}
		if (complete) {
			plan.finish();
			this.#keepOneRow(plan, advance(fresh, edge, plan.steps));
		}
		const next = advance(fresh, edge, plan.steps);
		const changes = alignRows(this.#region.current, next.current).map(span => ({
			start: span.oldStart,
			end: span.oldEnd,
			rows: next.current.slice(span.newStart, span.newEnd),
		}));
		return this.#planned(changes, () => {
			this.#region = next;
			this.#sweep = undefined;
		});
	}

	/** Gives the rows of hunks back. `undefined` when none of them can be rejected (any more). */
	planReject(ids: ReadonlySet<number>): ModelPlan | undefined {
		const spans = this.#region.spans.filter(
			span => ids.has(span.id) && !isGrowing(this.#region, span),
		);
		if (spans.length === 0) {
			return undefined;
		}
		const changes = spans.map(span => rejection(this.#region, span));
		return this.#planned(changes, () => {
			this.#region = rejected(this.#region, spans, changes);
		});
	}

	/** @returns False when there is no such finished hunk. */
	accept(id: number): boolean {
		const span = this.#region.spans.find(candidate => candidate.id === id);
		if (!span || isGrowing(this.#region, span)) {
			return false;
		}
		this.#region = acceptSpan(this.#region, span);
		this.#remember();
		return true;
	}

	/** The model is shown all rows as they are now: those that others added are no longer unseen. */
	askAgain(): void {
		this.#region = { ...this.#region, sent: this.#region.baseline };
		this.#joined = false;
	}

	/**
	 * All rows are somebody else's: after the end of a session only undo and redo reopen its review.
	 * What was under review at earlier texts stays known.
	 */
	giveUp(): void {
		const { current } = this.#region;
		this.#region = { ...this.#region, baseline: current, sent: current, spans: [] };
	}

	/** Takes up a review from before: the document has `current` where the baseline's rows were. */
	restore(current: readonly string[]): void {
		this.#region = settle({ ...this.#region, current });
		this.#remember();
	}

	/** No more rows will come. */
	settle(): void {
		this.#region = settle(this.#region);
		this.#sweep = undefined;
		this.#remember();
	}

	/** Takes in a change that somebody else made. */
	foreign(changes: readonly ForeignChange[], reason: ForeignReason): ForeignEffect {
		if (reason !== 'edit' && this.#restore(changes)) {
			this.#remember();
			return 'undone';
		}
		let touchedHunk = false;
		for (const change of changes) {
			const here = { first: this.#first, rows: this.#region.current };
			const isSettled = reason === 'edit' && this.#region.edge === undefined;
			const back = isSettled ? backAtBorder(change, here, this.#startRows) : undefined;
			const placement = back ?? placeOrFind(change, here, this.#startRows);
			if (!placement) {
				return 'lost';
			}
			this.#countRows(change);
			this.#first = placement.first;
			if (placement.change) {
				const result = foreignRows(this.#region, placement.change);
				this.#region = result.region;
				touchedHunk ||= result.touchedHunk;
				this.#joined ||= result.joined;
				if (result.reachedPending) {
					this.#sweep = undefined;
				}
			}
		}
		const stops = reason !== 'edit' && touchedHunk && this.#region.edge !== undefined;
		const known = stops ? this.#states.find(this.#region.current) : undefined;
		this.#remember();
		// While streaming, an undo that leaves all of our rows in place took back somebody's own words.
		return stops && known?.landed !== this.#landed ? 'undone' : 'moved';
	}

	/**
	 * After undo or redo: the text may be one that the region had before, then what was under review
	 * with it comes back. @returns False when it is not such a text, or not of our making.
	 */
	#restore(changes: readonly ForeignChange[]): boolean {
		const here = { first: this.#first, rows: this.#region.current };
		const greedy = follow(changes, here, this.#startRows, true);
		const usual = follow(changes, here, this.#startRows);
		const isChanged = greedy && !sameRows(greedy.rows, this.#region.current);
		const found = (isChanged && this.#states.find(greedy.rows) && greedy) || usual;
		const state = found && this.#states.find(found.rows);
		if (!found || !state || (this.#region.edge && state.landed === this.#landed)) {
			return false;
		}
		for (const change of changes) {
			this.#countRows(change);
		}
		this.#first = found.first;
		const nextId = Math.max(this.#region.nextId, state.region.nextId);
		const region = { ...state.region, nextId };
		this.#region = region.edge ? settle(region) : region;
		this.#sweep = undefined;
		return true;
	}

	#planned(changes: readonly RowChange[], commit: () => void): ModelPlan {
		const first = this.#first;
		const edit = {
			changes: changes.map(({ start, end, rows }) => ({
				start: start + first,
				end: end + first,
				rows,
			})),
		};
		return {
			edit,
			commit: () => {
				const before = this.#region.current.length;
				commit();
				this.#lineCount += this.#region.current.length - before;
				this.#landed += changes.length > 0 ? 1 : 0;
				this.#remember();
			},
		};
	}

	#advance(steps: readonly EdgeStep[]): void {
		const edge = this.#region.edge;
		if (edge) {
			this.#region = advance(this.#region, edge, steps);
		}
	}

	#keepOneRow(plan: EdgePlan, next: Region): void {
		const others = this.#lineCount - this.#region.current.length;
		if (next.current.length === 0 && others === 0) {
			plan.addEmptyRow();
		}
	}

	#countRows({ range, text }: ForeignChange): void {
		const added = text.match(/\r\n|\n|\r/g)?.length ?? 0;
		this.#lineCount += added - (range.end.line - range.start.line);
	}

	#remember(): void {
		this.#states.remember(this.#region, this.#landed);
	}
}
