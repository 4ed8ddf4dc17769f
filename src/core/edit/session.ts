import { DisposableStore } from '../disposable.ts';
import { Emitter, type Event } from '../event.ts';
import { readTarget, type TargetRows } from './answer.ts';
import { answering, answerRows } from './answering.ts';
import type {
	ClosedBecause,
	Clock,
	EditDelta,
	EditFinish,
	EditOutcome,
	EditPort,
	EditSessionOptions,
	EditSnapshot,
	EditState,
	ForeignChange,
	ForeignReason,
	Hunk,
	ReviewResult,
	RowRange,
} from './contract.ts';
import { systemClock } from './flush.ts';
import { Lifecycle } from './lifecycle.ts';
import { EditModel } from './model.ts';
import { Review } from './review.ts';
import { pendingOf, rangeOf, snapshotOf } from './shown.ts';
import type { StreamRun } from './stream.ts';
import { Writing } from './writing.ts';

/**
 * One streamed edit of one region of one document, from the first row to the last reviewed hunk.
 *
 * The document only ever holds original rows and finished new rows. Accept patches the baseline,
 * reject patches the document. The session keeps its own model of the region's rows, and looks at the
 * document again only to tell what an undo brought back. So it must be told of every change: its own
 * by `landed` (see `EditPort`), all others, those of other sessions included, by `foreign`, in the
 * order of the events, also after it has closed for as long as redo may reopen it.
 */
export class EditSession {
	readonly #store = new DisposableStore();
	readonly #changed = this.#store.add(new Emitter<void>());
	/** Anything that can be seen changed: state, hunks, pending rows, positions. */
	readonly onDidChange: Event<void> = this.#changed.event;
	readonly #undone = this.#store.add(new Emitter<void>());
	/** Undo or a revert took rows of ours back, or redo brought them. */
	readonly onDidUndo: Event<void> = this.#undone.event;

	readonly #options: EditSessionOptions;
	readonly #target: TargetRows;
	readonly #model: EditModel;
	readonly #writing: Writing;
	readonly #clock: Clock;
	readonly #review: Review;
	#run: StreamRun | undefined;
	#ended: Promise<EditOutcome> | undefined;
	readonly #life = new Lifecycle();
	#partial = false;

	constructor(options: EditSessionOptions) {
		const { document, target, step, clock = systemClock } = options;
		this.#options = options;
		this.#clock = clock;
		this.#target = readTarget(document, target);
		this.#model = new EditModel(this.#target, document);
		this.#writing = new Writing({
			clock,
			step,
			isOpen: () => this.#life.isOpen,
			landed: () => {
				this.#life.streams();
				this.#changed.fire();
			},
			gone: () => this.#close('gone'),
		});
		this.#review = new Review({
			model: this.#model,
			write: (port, plan) => this.#writing.write(port, plan),
			isOpen: () => !this.#life.isClosed,
			decided: () => this.#wasReviewed(),
		});
		if (target.mode === 'restored') {
			this.#partial = target.partial;
			this.#model.restore(target.current);
			this.#life.reviewOrClose(this.#model.region.spans.length, 'nothing');
		}
	}

	get state(): EditState {
		return this.#life.state;
	}

	get closedBecause(): ClosedBecause | undefined {
		return this.#life.closedBecause;
	}

	/** True when the answer was cut, stopped or failed: what is under review is not all of it. */
	get partial(): boolean {
		return this.#partial;
	}

	/** From top to bottom, in rows of the document as it is now. */
	get hunks(): readonly Hunk[] {
		return this.#model.hunks;
	}

	/** All rows of the session, in the document as it is now. */
	get region(): RowRange {
		return rangeOf(this.#model);
	}

	/** Rows from the growing edge on, which the stream has not reached; only while it waits or streams. */
	get pending(): RowRange | undefined {
		return this.#life.isOpen ? pendingOf(this.#model) : undefined;
	}

	/** Was halted, and nobody asked for another answer since. */
	get unwanted(): boolean {
		return this.#life.unwanted;
	}

	/** Hunks that were rejected one by one, in that order. */
	get rejected(): readonly Hunk[] {
		return this.#review.rejected;
	}

	/** The region's rows with every hunk rejected, and as they are: what a journal keeps. */
	get snapshot(): EditSnapshot {
		return snapshotOf(this.#model, this.#partial);
	}

	/** Whether one undo takes both back, as long as nobody else changes the document. */
	isOneStepWith(other: EditSession): boolean {
		return this.#writing.isOneStepWith(other.#writing);
	}

	/** False when nothing can bring the session back: the host may forget it. */
	get reopenable(): boolean {
		return this.#life.isClosed && !this.#life.isFinal && this.#model.landed > 0;
	}

	/** Streams an answer into the document. Call once. Never rejects. Aborting `signal` is Stop. */
	stream(
		answer: AsyncIterable<EditDelta>,
		port: EditPort,
		signal: AbortSignal,
	): Promise<EditOutcome> {
		this.#ended ??= this.#stream(answer, port, signal, false);
		return this.#ended;
	}

	/**
	 * Streams another answer in place of what is under review: the rows of the region as they are now,
	 * rewritten. Accepted hunks stay. Until its first row arrives the old proposal stands, and for good
	 * if none does. Only in review; else it is over at once as cancelled.
	 */
	refine(
		answer: AsyncIterable<EditDelta>,
		port: EditPort,
		signal: AbortSignal,
	): Promise<EditOutcome> {
		if (!this.#life.askAgain()) {
			return Promise.resolve(this.#outcome('cancelled', false, false));
		}
		this.#model.askAgain();
		this.#writing.startStep();
		this.#changed.fire();
		this.#ended = this.#stream(answer, port, signal, true);
		return this.#ended;
	}

	/** Tells that `EditPort.canStream` became true. */
	resume(): void {
		this.#run?.resume();
	}

	/** Somebody else's change: call for every one, in order. */
	foreign(changes: readonly ForeignChange[], reason: ForeignReason = 'edit'): void {
		if (changes.length === 0 || (this.#life.isClosed && !this.reopenable)) {
			return;
		}
		const isRestoring = reason === 'undo' || reason === 'redo';
		this.#writing.documentMoved(reason === 'sibling');
		const effect = this.#model.foreign(changes, reason);
		if (this.#life.isClosed && !isRestoring) {
			this.#model.giveUp();
		}
		if (effect === 'lost') {
			this.#close('lost');
			return;
		}
		const isStreaming = this.#life.isOpen;
		if (effect === 'undone' && isStreaming) {
			this.#partial = true;
			this.#run?.halt();
			this.#model.settle();
		}
		if (!isStreaming || effect === 'undone') {
			this.#reviewOrClose(this.#model.isAtStart ? 'undone' : 'reviewed');
		}
		this.#changed.fire();
		if (effect === 'undone') {
			this.#undone.fire();
		}
	}

	/** Makes a hunk part of the baseline. No document edit. While streaming: finished hunks only. */
	accept(index: number): ReviewResult {
		return this.#review.accept(index);
	}

	/** Accepts every finished hunk. @returns How many were accepted. */
	acceptAll(): number {
		return this.#review.acceptAll();
	}

	/** Gives a hunk's rows back, as an undo step of its own. While streaming: finished hunks only. */
	reject(index: number, port: EditPort): Promise<ReviewResult> {
		return this.#review.reject(index, port);
	}

	/**
	 * Stops the stream without another edit, since its rows are to go: what was not written then never
	 * will be, and the answer ends as if nothing of it had arrived.
	 */
	async halt(): Promise<void> {
		this.#life.unwanted = true;
		this.#run?.halt();
		await this.#ended;
	}

	/** Gives all rows back, once the stream has stopped. */
	async rejectAll(port: EditPort): Promise<ReviewResult> {
		await this.halt();
		return this.closedBecause === 'gone' ? 'gone' : this.#review.rejectAll(port);
	}

	/** Forgets everything; a running stream ends as cancelled without another edit. */
	dispose(): void {
		this.#close('disposed');
		this.#store.dispose();
	}

	async #stream(
		answer: AsyncIterable<EditDelta>,
		port: EditPort,
		signal: AbortSignal,
		again: boolean,
	): Promise<EditOutcome> {
		if (!this.#life.isOpen) {
			return this.#outcome('cancelled', false);
		}
		const run = answering({
			clock: this.#clock,
			port,
			model: this.#model,
			writing: this.#writing,
			newRows: () => answerRows(this.#options, again ? this.#model.asked : this.#target, again),
			// Words that somebody put into our rows, and decisions made, outweigh a corrected answer.
			mayCorrect: () => !this.#life.reviewed && !this.#model.joined,
		});
		this.#run = run;
		const landed = this.#model.landed;
		const { finish, empty } = await run.read(answer, signal);
		this.#run = undefined;
		const arrived = !again || this.#model.landed > landed;
		if (this.#life.isOpen) {
			this.#partial = arrived ? finish !== 'stop' : this.#partial;
			this.#model.settle();
			this.#reviewOrClose(this.#life.reviewed ? 'reviewed' : 'nothing');
			this.#changed.fire();
		}
		return this.#outcome(finish, empty, arrived);
	}

	#outcome(finish: EditFinish, empty: boolean, isNew = true): EditOutcome {
		return this.#life.outcome(finish, empty, isNew, this.#model.region.spans.length);
	}

	#wasReviewed(): void {
		this.#life.reviewed = true;
		if (!this.#life.isOpen) {
			this.#reviewOrClose('reviewed');
		}
		this.#changed.fire();
	}

	#reviewOrClose(reason: ClosedBecause): void {
		this.#life.reviewOrClose(this.#model.region.spans.length, reason);
	}

	#close(reason: ClosedBecause): void {
		if (this.#life.isClosed && !this.reopenable) {
			return;
		}
		this.#life.close(reason);
		this.#run?.halt();
		this.#changed.fire();
	}
}
