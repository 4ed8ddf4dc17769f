import { alignRows } from './align.ts';
import type { Edge, Region } from './baseline.ts';
import {
	acceptSpan,
	allTheirs,
	hunksOf,
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
import { foreignRows } from './foreign.ts';
import { placeOrFind } from './follow.ts';
import { TypedRows } from './merge.ts';
import { partsOf, placeUnderReview } from './reanchor.ts';
import type { DocumentRows, RowChange, RowEdit } from './rows.ts';
import { sameRows, TextStates } from './states.ts';
import { Sweep } from './sweep.ts';

/** An edit worked out from the model, and how the model changes once it has landed. */
export interface ModelPlan {
	readonly edit: RowEdit;
	commit(): void;
}

/** Finished rows of an answer, and the aligner that takes them. */
interface Answer {
	readonly rows: readonly string[];
	readonly complete: boolean;
	readonly sweep: Sweep;
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
	#landed = 0;
	/** Aligner of the rows from the edge on; made anew when somebody changed those. */
	#sweep: Sweep | undefined;
	#joined = false;
	readonly #typed = new TypedRows();
	/** The answer takes the place of a part of the one row. */
	readonly #isPart: boolean;
	readonly #document: DocumentRows;

	constructor({ rows, first, exact }: TargetRows, document: DocumentRows) {
		this.#document = document;
		this.#isPart = exact !== undefined;
		this.#startRows = rows;
		this.#region = newRegion(rows);
		this.#first = first;
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
		return hunksOf(this.#region, this.#first);
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
		const live = this.#region.current.slice(edge.new);
		const answer = { rows, complete, sweep };
		const plan = this.#edgePlan(
			new EdgePlan(pending, live, this.#typed),
			{ ...this.#region, edge },
			answer,
		);
		const after = sweep.mark();
		sweep.reset(before);
		return this.#planned(changesOf(edge, plan.steps), () => {
			sweep.reset(after);
			this.#advance(plan.steps);
		});
	}

	/** Replaces what streamed so far by another answer to the same question. */
	planInstead(rows: readonly string[], complete: boolean): ModelPlan {
		const { baseline, sent } = this.#region;
		const fresh = { ...this.#region, current: baseline, spans: [], edge: { old: 0, new: 0 } };
		const answer = { rows, complete, sweep: new Sweep(sent) };
		const plan = this.#edgePlan(new EdgePlan(sent, baseline, this.#typed), fresh, answer);
		const next = advance(fresh, fresh.edge, plan.steps);
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
		this.#region = allTheirs(this.#region);
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
		const again = reason === 'undo' || reason === 'redo';
		if (again && this.#restore(changes)) {
			this.#remember();
			return 'undone';
		}
		let left = this.#region.spans.map(({ id }) => id);
		const wasAtStart = this.isAtStart;
		let touchedHunk = false;
		for (const change of changes) {
			const here = { first: this.#first, rows: this.#region.current, region: this.#region };
			const document = change === changes.at(-1) ? this.#document : undefined;
			const placement =
				reason === 'edit' && this.#region.edge === undefined
					? placeUnderReview(change, here, this.#startRows, document)
					: placeOrFind(change, here, this.#startRows);
			if (!placement) {
				return 'lost';
			}
			this.#first = placement.first;
			for (const part of placement.change ? partsOf(placement.change, here.rows) : []) {
				const result = foreignRows(this.#region, part);
				this.#region = result.region;
				touchedHunk ||= result.touchedHunk;
				this.#joined ||= result.joined;
				left = left.filter(id => !result.covered.includes(id));
				if (result.reachedPending) {
					this.#sweep = undefined;
					this.#typed.hear(changes, part.rows);
				}
			}
		}
		if (this.#landed > 0 && left.length === 0 && !wasAtStart && this.isAtStart) {
			// As a revert does it: what was accepted is taken back with the rest.
			this.#region = allTheirs(this.#region);
			this.#remember();
			return 'undone';
		}
		const stops = again && touchedHunk && this.#region.edge !== undefined;
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
		const found = this.#states.broughtBack(changes, here, this.#startRows, this.#document);
		if (!found || (this.#region.edge && found.state.landed === this.#landed)) {
			return false;
		}
		this.#first = found.first;
		const nextId = Math.max(this.#region.nextId, found.state.region.nextId);
		const region = { ...found.state.region, nextId };
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
				commit();
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

	#edgePlan(plan: EdgePlan, from: Region & { edge: Edge }, { rows, complete, sweep }: Answer) {
		plan.takeAll(rows, sweep, this.#isPart);
		if (complete) {
			plan.finish();
			const others = this.#document.lineCount - this.#region.current.length;
			if (others === 0 && advance(from, from.edge, plan.steps).current.length === 0) {
				plan.addEmptyRow();
			}
		}
		return plan;
	}

	#remember(): void {
		this.#states.remember(this.#region, this.#landed);
	}
}
