import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { EditDelta, EditFinish } from '../../../src/core/edit/contract.ts';
import type { DocumentRows } from '../../../src/core/edit/rows.ts';
import { EditSession } from '../../../src/core/edit/session.ts';
import { ManualClock, positionAt, SimulatedEditor, turn } from './simulatedEditor.ts';

const row = fc.constantFrom('', '}', 'a1();', '  b2();', 'c(1);', 'c(2);', 'const d = e;', '// f');
export const rows = fc.array(row, { maxLength: 12 });

/**
 * How often a property is tried: always with the same cases, so that nobody's change fails by chance;
 * a long run multiplies them by the environment's `EDIT_RUNS` and tries new ones.
 */
export function runs(count: number): { readonly numRuns: number; readonly seed?: number } {
	const times = process.env['EDIT_RUNS'];
	return times === undefined
		? { numRuns: count, seed: 2_026 }
		: { numRuns: Math.ceil(count * Number(times)) };
}

/** Something that happens between two deltas; numbers pick a place by remainder. */
export interface Act {
	readonly kind: string;
	readonly at: number;
	readonly to: number;
	readonly text: string;
}

export const act = (kinds: readonly string[]): fc.Arbitrary<Act> =>
	fc.record({
		kind: fc.constantFrom(...kinds),
		at: fc.nat(1000),
		to: fc.nat(8),
		text: fc.constantFrom('', 'u', 'u\n', '\n', '\nu', 'u\nv', 'u\nv\n', 'a1();\n', '}'),
	});

export const scenario = (kinds: readonly string[]) =>
	fc.record({
		before: fc.array(row, { maxLength: 3 }),
		old: fc.array(row, { minLength: 1, maxLength: 12 }),
		after: fc.array(row, { maxLength: 3 }),
		fresh: rows,
		acts: fc.array(fc.option(act(kinds), { nil: undefined, freq: 3 }), { maxLength: 14 }),
		finish: fc.constantFrom<EditFinish>('stop', 'stop', 'stop', 'length', 'error'),
		/** Deltas of a whole row, or of this many characters. */
		size: fc.constantFrom(0, 3, 9),
		/** Turns of the event loop that an edit takes. */
		delay: fc.nat(2),
		tick: fc.constantFrom(5, 30, 60),
		undoTrims: fc.boolean(),
	});

type Generated = ReturnType<typeof scenario> extends fc.Arbitrary<infer T> ? T : never;

/** Any rows, not only those that the generator has. */
export type Scenario = Omit<Generated, 'before' | 'old' | 'after' | 'fresh'> & {
	readonly [rows in 'before' | 'old' | 'after' | 'fresh']: readonly string[];
};

export class Play {
	readonly scenario: Scenario;
	readonly editor: SimulatedEditor;
	readonly clock = new ManualClock();
	readonly session: EditSession;
	readonly port;
	/** What the document would be without our edit: the original and the user's words outside hunks. */
	readonly shadow: string[];
	#typed = 0;

	constructor(of: Scenario) {
		this.scenario = of;
		const { before, old, after } = of;
		this.shadow = [...before, ...old, ...after];
		this.editor = new SimulatedEditor(this.shadow.join('\n'));
		this.editor.undoTrims = of.undoTrims;
		this.editor.beforeApply = async () => {
			for (let count = 0; count < of.delay; count++) {
				await turn();
			}
		};
		const last = before.length + old.length - 1;
		this.session = new EditSession({
			document: this.editor,
			target: {
				mode: 'lines',
				range: {
					start: { line: before.length, character: 0 },
					end: endOfRows(this.editor, last),
				},
			},
			languageId: 'typescript',
			clock: this.clock,
			reindent: 'off',
		});
		this.editor.sessions.push(this.session);
		this.port = this.editor.port(() => this.session);
	}

	async stream(perform: (act: Act) => void) {
		const { fresh, acts, finish, size, tick } = this.scenario;
		const deltas = ['```ts\n', ...fresh.map(line => `${line}\n`), '```\n'];
		const text = deltas.join('');
		const pieces = size === 0 ? deltas : (text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []);
		const next = async (at: number) => {
			this.clock.advance(tick);
			const happens = acts[at];
			if (happens) {
				perform(happens);
				this.check();
			}
			await Promise.resolve();
			if (at % 3 === 0) {
				await turn();
			}
			this.check();
		};
		const answer = async function* (): AsyncGenerator<EditDelta> {
			for (const [index, piece] of pieces.entries()) {
				yield { text: piece };
				await next(index);
			}
			yield { finish };
		};
		const running = this.session.stream(answer(), this.port, new AbortController().signal);
		const outcome = await this.#clocked(running);
		this.check();
		return outcome;
	}

	/** Lets time pass while something is under way: pauses between refused tries end by the clock. */
	async #clocked<T>(promise: Promise<T>): Promise<T> {
		const over = new AbortController();
		const settled = promise.finally(() => over.abort());
		while (!over.signal.aborted) {
			await turn();
			this.clock.advance(50);
		}
		return settled;
	}

	rejectAll() {
		return this.#clocked(this.session.rejectAll(this.port));
	}

	reject(index: number) {
		return this.#clocked(this.session.reject(index, this.port));
	}

	/** The model is the document, and outside hunks it is the baseline. */
	check(): void {
		if (this.session.state === 'closed' && !this.session.reopenable) {
			return;
		}
		const { start, end } = this.session.region;
		const document = this.editor.text.split('\n');
		assert.deepEqual(
			this.session.snapshot.current,
			document.slice(start, end),
			'model is document',
		);
		const rebuilt: string[] = [];
		let at = start;
		for (const hunk of this.session.hunks) {
			assert.ok(hunk.start >= at && (hunk.removed.length > 0 || hunk.added.length > 0));
			assert.deepEqual(hunk.added, document.slice(hunk.start, hunk.end));
			assert.notDeepEqual(hunk.added, hunk.removed);
			rebuilt.push(...document.slice(at, hunk.start), ...hunk.removed);
			at = hunk.end;
		}
		rebuilt.push(...document.slice(at, end));
		const { pending } = this.session;
		if (pending) {
			assert.ok(at <= pending.start && pending.end === end, 'no hunk among rows not reached');
		}
		assert.deepEqual(this.session.snapshot.baseline, rebuilt, 'baseline is document outside hunks');
	}

	/** Types a word into some row; where it is nobody's hunk it belongs to the user for good. */
	typeInRow({ at, to, kind }: Act): void {
		const line = at % this.editor.lineCount;
		const text = this.editor.lineAt(line);
		const column = Math.min(to, text.length);
		const hunks = this.session.state === 'closed' ? [] : this.session.hunks;
		const isInside = hunks.some(hunk => hunk.start <= line && line < hunk.end);
		const above = hunks.filter(hunk => hunk.end <= line);
		const offset = above.reduce((sum, hunk) => sum + hunk.removed.length - hunk.added.length, 0);
		const position = { line, character: column };
		if (kind === 'deleteRow' && line + 1 < this.editor.lineCount && !isInside) {
			const end = { line: line + 1, character: 0 };
			this.shadow.splice(line + offset, 1);
			this.editor.userEdit([{ range: { start: { line, character: 0 }, end }, text: '' }]);
			return;
		}
		const split = kind === 'split' && column > 0 && column < text.length;
		const typed = split ? `u${this.#typed++}\n` : `u${this.#typed++}`;
		this.editor.userEdit([{ range: { start: position, end: position }, text: typed }]);
		if (!isInside) {
			const now = text.slice(0, column) + typed + text.slice(column);
			this.shadow.splice(line + offset, 1, ...now.split('\n'));
		}
	}

	/** Types one character into a row, or a row of one; both can be told from everything else. */
	typeWord({ at, to, kind }: Act): void {
		const line = at % this.editor.lineCount;
		const isRow = kind === 'typeRow';
		const character = isRow ? 0 : Math.min(to, this.editor.lineAt(line).length);
		const position = { line, character };
		const text = isRow ? '\uE001\n' : '\uE000';
		this.editor.userEdit([{ range: { start: position, end: position }, text }]);
	}

	/**
	 * Types a blank that nobody else has, into a row or with a caret in every second one as well.
	 *
	 * @returns How many blanks that are.
	 */
	typeBlank({ at, to, kind }: Act): number {
		const first = at % this.editor.lineCount;
		const step = kind === 'typeBlanks' ? 2 : Infinity;
		const changes = [];
		for (let line = first; line < this.editor.lineCount; line += step) {
			const position = { line, character: Math.min(to, this.editor.lineAt(line).length) };
			changes.push({ range: { start: position, end: position }, text: '\u2003' });
		}
		this.editor.userEdit(changes);
		return changes.length;
	}

	/** The user's own rows in the document. */
	get typedRows(): readonly string[] {
		return this.editor.text.split('\n').filter(line => line.includes('\uE001'));
	}

	/** Rows of the document that the user typed nothing in. */
	untouched(start: number, end: number): string[] {
		const own = this.editor.text.split('\n').slice(start, end);
		return own.filter(line => !/[\uE000\uE001]/.test(line));
	}

	/** Rows of the document as they would be had the user not typed. */
	untyped(start: number, end: number): string[] {
		const own = this.editor.text.split('\n').slice(start, end);
		return own.filter(line => !line.includes('\uE001')).map(line => line.replaceAll('\uE000', ''));
	}

	/** Replaces any range by anything, across every border. */
	scribble({ kind, at, to, text }: Act): void {
		const whole = this.editor.text;
		const start = at % (whole.length + 1);
		const end = Math.min(start + to, whole.length);
		const range = { start: positionAt(whole, start), end: positionAt(whole, end) };
		const changes = [{ range, text }];
		if (kind === 'scribbleTwice') {
			// A second cursor in the last row; changes are given from top to bottom.
			const line = this.editor.lineCount - 1;
			const point = { line, character: this.editor.lineAt(line).length };
			if (range.end.line < line) {
				changes.push({ range: { start: point, end: point }, text });
			}
		}
		this.editor.userEdit(changes);
	}
}

/** As `resolveTarget` gives it: a range that ends at column 0 does not include that row. */
function endOfRows(document: DocumentRows, last: number) {
	const character = document.lineAt(last).length;
	return character === 0 && last + 1 < document.lineCount
		? { line: last + 1, character: 0 }
		: { line: last, character };
}
