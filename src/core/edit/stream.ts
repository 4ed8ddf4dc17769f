import type { AnswerRows } from './answer.ts';
import type { Clock, EditDelta, EditFinish, EditPort } from './contract.ts';
import type { PlannedEdit, WriteResult } from './flush.ts';
import { FlushPacer } from './flush.ts';

/** Rows that may wait for the editor; with more, the answer is not read on until it has caught up. */
const mostWaitingRows = 2_000;

export interface StreamRunOptions {
	readonly clock: Clock;
	readonly port: EditPort;
	readonly newRows: () => AnswerRows;
	readonly write: (plan: () => PlannedEdit | undefined) => Promise<WriteResult>;
	/** Plans the next rows; `complete` with the last ones of an answer that ended normally. */
	readonly planRows: (rows: readonly string[], complete: boolean) => PlannedEdit | undefined;
	/** Plans to replace all that streamed by these rows. `undefined` when that must not be. */
	readonly planInstead: (rows: readonly string[], complete: boolean) => PlannedEdit | undefined;
}

export interface StreamEnd {
	readonly finish: EditFinish;
	/** There was no code in the answer. */
	readonly empty: boolean;
}

interface Finish {
	readonly finish: EditFinish;
	readonly finalText?: string | undefined;
}

/** Reads one answer to its end and has its finished rows written in batches. */
export class StreamRun {
	readonly #options: StreamRunOptions;
	readonly #pacer: FlushPacer;
	readonly #rows: AnswerRows;
	#waiting: readonly string[] = [];
	#text = '';
	#halted = false;
	/** Rows came that must not be written: they and all that follow are dropped. */
	#forbidden = false;
	/** Ends the wait for the next delta. */
	#interrupt: (() => void) | undefined;

	constructor(options: StreamRunOptions) {
		this.#options = options;
		this.#rows = options.newRows();
		this.#pacer = new FlushPacer(options.clock, () => this.#flush());
	}

	/** Reads no more and writes no more: what is not in the document yet is dropped. */
	halt(): void {
		this.#halted = true;
		this.#pacer.dispose();
		this.#interrupt?.();
	}

	resume(): void {
		if (this.#waiting.length > 0) {
			this.#pacer.request();
		}
	}

	/** Never rejects. Aborting `signal` ends the answer; rows that had finished by then are kept. */
	async read(answer: AsyncIterable<EditDelta>, signal: AbortSignal): Promise<StreamEnd> {
		const stop = (): void => this.#interrupt?.();
		signal.addEventListener('abort', stop);
		const { finish, finalText } = await this.#readAll(answer, signal);
		signal.removeEventListener('abort', stop);
		this.#pacer.dispose();
		await this.#pacer.idle();
		if (this.#halted) {
			return { finish: 'cancelled', empty: false };
		}
		const { rows, empty } = this.#rows.end(finish);
		if (!(await this.#add(rows))) {
			return this.#endEarly();
		}
		const isCorrected = finalText !== undefined && finalText !== this.#text;
		const corrected = isCorrected ? await this.#correct(finish, finalText) : undefined;
		const end = corrected ?? { finish, empty: empty && finish === 'stop' };
		if (!corrected && !empty) {
			await this.#options.write(() => this.#plan(finish === 'stop'));
		}
		return this.#halted ? { finish: 'cancelled', empty: false } : end;
	}

	/** What may be written is written, the rest never. */
	async #endEarly(): Promise<StreamEnd> {
		await this.#options.write(() => this.#plan(false));
		return { finish: 'cancelled', empty: false };
	}

	async #readAll(answer: AsyncIterable<EditDelta>, signal: AbortSignal): Promise<Finish> {
		const iterator = answer[Symbol.asyncIterator]();
		let finish: Finish = { finish: 'error' };
		let exhausted = false;
		try {
			for (;;) {
				const next = await this.#next(iterator, signal);
				if (next === undefined) {
					finish = { finish: 'cancelled' };
					break;
				}
				if (next.done) {
					exhausted = true;
					break;
				}
				if ('finish' in next.value) {
					finish = next.value;
					break;
				}
				await this.#take(next.value.text);
				if (this.#forbidden) {
					finish = { finish: 'cancelled' };
					break;
				}
			}
		} catch {
			exhausted = true;
		}
		if (!exhausted) {
			// Closes the request; a source that hangs on closing must not hold the edit up.
			iterator.return?.().catch(() => undefined);
		}
		return finish;
	}

	/** The next delta; `undefined` once the user stopped. */
	#next(
		iterator: AsyncIterator<EditDelta>,
		signal: AbortSignal,
	): Promise<IteratorResult<EditDelta> | undefined> {
		if (signal.aborted || this.#halted) {
			return Promise.resolve(undefined);
		}
		return new Promise((resolve, reject) => {
			this.#interrupt = () => resolve(undefined);
			iterator.next().then(resolve, reject);
		});
	}

	async #take(text: string): Promise<void> {
		this.#text += text;
		const rows = this.#rows.push(text);
		if (rows.length === 0 || this.#halted) {
			return;
		}
		if (!(await this.#add(rows))) {
			return;
		}
		this.#pacer.request();
		if (this.#waiting.length > mostWaitingRows && this.#canStream()) {
			await this.#flush();
		}
	}

	/** @returns False when these rows must not be written. */
	async #add(rows: readonly string[]): Promise<boolean> {
		if (rows.length > 0 && !this.#forbidden) {
			const count = await this.#writable(rows);
			this.#forbidden = count < rows.length;
			this.#waiting = this.#waiting.concat(rows.slice(0, count));
		}
		return !this.#forbidden;
	}

	/** Where nobody can tell, nothing is written: an edit that waits for ever would have no exit. */
	async #writable(rows: readonly string[]): Promise<number> {
		try {
			return (await this.#options.port.writable?.(rows)) ?? rows.length;
		} catch {
			return 0;
		}
	}

	/** @returns True when rows that arrived meanwhile wait already. */
	async #flush(): Promise<boolean> {
		if (!this.#canStream()) {
			return false;
		}
		await this.#options.write(() => this.#plan(false));
		return this.#waiting.length > 0 && !this.#halted && this.#canStream();
	}

	#plan(complete: boolean): PlannedEdit | undefined {
		const rows = this.#waiting;
		if (this.#halted || (rows.length === 0 && !complete)) {
			return undefined;
		}
		const plan = this.#options.planRows(rows, complete);
		return (
			plan && {
				...plan,
				commit: () => {
					this.#waiting = this.#waiting.slice(rows.length);
					plan.commit();
				},
			}
		);
	}

	/** @returns `undefined` when what streamed must stay as it is. */
	async #correct(finish: EditFinish, text: string): Promise<StreamEnd | undefined> {
		const reader = this.#options.newRows();
		const pushed = reader.push(text);
		const { rows, empty } = reader.end(finish);
		const all = [...pushed, ...rows];
		const complete = finish === 'stop' && !empty;
		if ((await this.#writable(all)) < all.length) {
			return undefined;
		}
		const result = await this.#options.write(() =>
			this.#halted ? undefined : this.#options.planInstead(all, complete),
		);
		if (result !== 'done') {
			return undefined;
		}
		this.#waiting = [];
		return { finish, empty: empty && finish === 'stop' };
	}

	#canStream(): boolean {
		return this.#options.port.canStream?.() !== false;
	}
}
