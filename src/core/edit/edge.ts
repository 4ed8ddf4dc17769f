import type { Edge, HunkSpan, Region } from './baseline.ts';
import { mergeTouching } from './baseline.ts';
import { merged, type TypedRows } from './merge.ts';
import type { RowChange } from './rows.ts';
import { withReplaced } from './rows.ts';
import type { SentRow, Sweep, SweepStep } from './sweep.ts';

/** What happens at the growing edge, in order: rows passed as they are, rows removed, rows added. */
export type EdgeStep =
	| { readonly act: 'keep' | 'remove'; readonly count: number }
	| { readonly act: 'add'; readonly row: string };

/**
 * Collects what new rows mean for the pending rows. Rows that the model never saw always stay, and so
 * do words that somebody typed since: in the model's version of their row where it changed something
 * else there, else in a row of their own above it.
 */
export class EdgePlan {
	readonly #pending: readonly SentRow[];
	readonly #live: readonly string[];
	readonly #typed: TypedRows;
	readonly #steps: EdgeStep[] = [];
	#reached = 0;

	/**
	 * @param pending What the model was shown of the rows from the edge on.
	 * @param live The same rows as they are now.
	 */
	constructor(pending: readonly SentRow[], live: readonly string[], typed: TypedRows) {
		this.#pending = pending;
		this.#live = live;
		this.#typed = typed;
	}

	get steps(): readonly EdgeStep[] {
		return this.#steps;
	}

	/** @param isPart The rows take the place of a part of one row; they come all at once. */
	takeAll(rows: readonly string[], sweep: Sweep, isPart: boolean): void {
		if (isPart && this.#takeInstead(rows)) {
			return;
		}
		for (const row of rows) {
			this.take(row, sweep.take(row));
		}
	}

	take(row: string, step: SweepStep): void {
		this.#pass(this.#reached + step.skip);
		if (step.act === 'keep') {
			this.#steps.push({ act: 'keep', count: 1 });
			this.#reached++;
			return;
		}
		if (step.act === 'replace') {
			this.#replace(row);
			return;
		}
		this.#steps.push({ act: 'add', row });
	}

	/**
	 * All new rows take the place of the one row, in which somebody typed: what they typed stays around
	 * the part that the model changed. @returns False, and nothing is planned, where that cannot be.
	 */
	#takeInstead(rows: readonly string[]): boolean {
		const [sent] = this.#pending;
		const [live] = this.#live;
		if (sent === undefined || live === undefined || sent === live || this.#pending.length > 1) {
			return false;
		}
		const row = merged(sent, live, rows.join('\n'));
		if (row === undefined) {
			return false;
		}
		this.#reached = 1;
		this.#steps.push({ act: 'remove', count: 1 });
		this.#steps.push(...row.split('\n').map(one => ({ act: 'add', row: one }) as const));
		return true;
	}

	/** The answer is complete: the rows that it did not repeat go. */
	finish(): void {
		this.#pass(this.#pending.length);
	}

	/** An empty document has one empty row, not none. */
	addEmptyRow(): void {
		this.#steps.push({ act: 'add', row: '' });
	}

	#replace(row: string): void {
		const sent = this.#pending[this.#reached];
		const live = this.#live[this.#reached];
		const isTyped = sent !== undefined && live !== undefined && !this.#isAsSent(this.#reached);
		const both = isTyped ? merged(sent, live, row) : undefined;
		if (both === undefined) {
			this.#pass(this.#reached + 1);
		} else {
			this.#steps.push({ act: 'remove', count: 1 });
			this.#reached++;
		}
		this.#steps.push({ act: 'add', row: both ?? row });
	}

	#pass(to: number): void {
		for (; this.#reached < to; this.#reached++) {
			this.#steps.push({ act: this.#isAsSent(this.#reached) ? 'remove' : 'keep', count: 1 });
		}
	}

	#isAsSent(at: number): boolean {
		const sent = this.#pending[at];
		const live = this.#live[at];
		return sent !== undefined && live !== undefined && this.#typed.isAsSent(sent, live);
	}
}

/** The changes of the document, in rows of the region, that `steps` at its edge amount to. */
export function changesOf(edge: Edge, steps: readonly EdgeStep[]): RowChange[] {
	const changes: { start: number; end: number; rows: string[] }[] = [];
	let at = edge.new;
	for (const step of steps) {
		if (step.act === 'keep') {
			at += step.count;
			continue;
		}
		let change = changes.at(-1);
		if (change?.end !== at) {
			change = { start: at, end: at, rows: [] };
			changes.push(change);
		}
		if (step.act === 'add') {
			change.rows.push(step.row);
		} else {
			at += step.count;
			change.end = at;
		}
	}
	return changes;
}

/** The region once the changes of `steps` are in the document. */
export function advance(region: Region, edge: Edge, steps: readonly EdgeStep[]): Region {
	const rows: string[] = [];
	const spans: HunkSpan[] = [];
	let { nextId } = region;
	let old = edge.old;
	let reached = edge.new;
	for (const step of steps) {
		const at = edge.new + rows.length;
		if (step.act === 'keep') {
			for (let count = 0; count < step.count; count++) {
				rows.push(region.current[reached++] ?? '');
			}
			old += step.count;
			continue;
		}
		const removed = step.act === 'remove' ? step.count : 0;
		const added = step.act === 'add' ? 1 : 0;
		const last = spans.at(-1);
		if (last?.newEnd === at && last.oldEnd === old) {
			spans[spans.length - 1] = { ...last, oldEnd: old + removed, newEnd: at + added };
		} else {
			const place = { oldStart: old, oldEnd: old + removed, newStart: at, newEnd: at + added };
			spans.push({ id: nextId++, ...place });
		}
		if (step.act === 'add') {
			rows.push(step.row);
		}
		old += removed;
		reached += removed;
	}
	return {
		...region,
		current: withReplaced(region.current, edge.new, reached, rows),
		spans: mergeTouching([...region.spans, ...spans]),
		edge: { old, new: edge.new + rows.length },
		nextId,
	};
}
