import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
	EditDelta,
	EditFinish,
	EditOutcome,
	EditPort,
	EditSessionOptions,
	EditTarget,
} from '../../../src/core/edit/contract.ts';
import { EditSession } from '../../../src/core/edit/session.ts';
import { ManualClock, SimulatedEditor, turn } from './simulatedEditor.ts';

/** One edit: what it acts on, and the answer to it. */
interface CorpusEdit {
	readonly mode: EditTarget['mode'];
	readonly replaceRange: EditTarget['range'];
	readonly stream: readonly (string | { readonly reasoning: string })[];
	readonly finish: EditFinish;
}

/** A file of `test/fixtures/diff`; its README says what the fields mean. */
export interface CorpusCase extends CorpusEdit {
	readonly id: string;
	readonly level: 'must' | 'should';
	readonly languageId: string;
	readonly eol: '\n' | '\r\n';
	readonly original: string;
	readonly expected: string;
	readonly expectedStatus: 'complete' | 'noop' | 'incomplete' | 'empty' | 'cancelled';
	readonly expectedAfterReject: string;
	readonly minimalRows: { readonly deleted: number; readonly inserted: number };
	readonly options?: Pick<EditSessionOptions, 'reindent' | 'baseIndent' | 'fenceRequired'>;
	readonly sessions?: readonly CorpusEdit[];
	readonly userEdits?: readonly {
		readonly afterChunk: number;
		readonly command?: 'undo';
		readonly find?: string;
		readonly text?: string;
	}[];
	readonly hunkActions?: readonly {
		readonly do: 'keep' | 'undo' | 'undoAll';
		readonly hunk?: number;
		readonly expected: string;
	}[];
}

const folder = join(import.meta.dirname, '../../fixtures/diff');
export const cases = readdirSync(folder)
	.filter(name => /^\d/.test(name))
	.map((name): CorpusCase => JSON.parse(readFileSync(join(folder, name), 'utf8')));

/** The ids that the index lists. */
export const listed = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')).map(
	({ id }: Pick<CorpusCase, 'id'>) => id,
);

/** Deltas of the content; reasoning goes another way and never reaches the engine. */
export function contentOf({ stream }: CorpusEdit): string[] {
	return stream.filter(delta => typeof delta === 'string');
}

export function rechunked(deltas: readonly string[], size: number): string[] {
	const text = deltas.join('');
	const result: string[] = [];
	for (let at = 0; at < text.length; at += size) {
		result.push(text.slice(at, at + size));
	}
	return result;
}

export function lf(text: string): string {
	return text.replaceAll('\r\n', '\n');
}

/** Sessions of one case on one document. */
export class CaseRun {
	readonly editor: SimulatedEditor;
	readonly clock = new ManualClock();
	/** The case's own session first, then those that stream at the same time. */
	readonly sessions: readonly EditSession[];
	readonly #case: CorpusCase;

	constructor(of: CorpusCase, editor = new SimulatedEditor(lf(of.original))) {
		this.#case = of;
		this.editor = editor;
		this.sessions = [of, ...(of.sessions ?? [])].map(
			({ mode, replaceRange }) =>
				new EditSession({
					document: editor,
					target: { mode, range: replaceRange },
					languageId: of.languageId,
					clock: this.clock,
					...of.options,
				}),
		);
		editor.sessions.push(...this.sessions);
	}

	get session(): EditSession {
		const [session] = this.sessions;
		assert.ok(session);
		return session;
	}

	get port(): EditPort {
		return this.editor.port(() => this.session);
	}

	async rejectAll(): Promise<void> {
		for (const session of this.sessions) {
			await session.rejectAll(this.editor.port(() => session));
		}
	}

	/** @param pause True: every delta is flushed before the next one arrives. */
	async stream(deltas: readonly string[], pause = true): Promise<EditOutcome> {
		const stop = new AbortController();
		const others = (this.#case.sessions ?? []).map((of, index) => this.#other(of, index + 1));
		const answer = async function* (this: CaseRun): AsyncGenerator<EditDelta> {
			for (const [index, text] of deltas.entries()) {
				yield { text };
				for (const other of others) {
					other.next();
				}
				if (pause) {
					this.clock.advance(100);
					await turn();
					this.checkDocument(index + 1);
				}
				this.#userActs(index + 1);
			}
			if (this.#case.finish === 'cancelled') {
				stop.abort();
				await new Promise(() => undefined);
			}
			yield { finish: this.#case.finish };
		}.bind(this);
		const outcome = await this.session.stream(answer(), this.port, stop.signal);
		for (const other of others) {
			await other.end();
		}
		return outcome;
	}

	/** An edit whose answer arrives one delta at a time, when it is told to. */
	#other(of: CorpusEdit, index: number) {
		const deltas = contentOf(of).values();
		const queue: EditDelta[] = [];
		let wake = () => {};
		const push = (delta: EditDelta) => {
			queue.push(delta);
			wake();
		};
		const answer = async function* (): AsyncGenerator<EditDelta> {
			for (;;) {
				const delta = queue.shift();
				if (delta) {
					yield delta;
				} else {
					await new Promise<void>(resolve => (wake = resolve));
				}
			}
		};
		const session = this.sessions[index];
		assert.ok(session);
		const port = this.editor.port(() => session);
		const streaming = session.stream(answer(), port, new AbortController().signal);
		return {
			next: () => {
				const { done, value } = deltas.next();
				push(done ? { finish: of.finish } : { text: value });
			},
			end: async () => {
				for (const text of deltas) {
					push({ text });
				}
				push({ finish: of.finish });
				await streaming;
			},
		};
	}

	/** Rule 2: finished new rows, then the original rows that were not reached. */
	checkDocument(chunk: number): void {
		const { pending, region } = this.session;
		if (pending && !this.#case.userEdits && !this.#case.sessions) {
			const rows = lf(this.editor.text).split('\n').slice(region.start, region.end);
			assert.deepEqual(this.session.snapshot.current, rows, `after delta ${chunk}`);
			const rest = rows.slice(pending.start - region.start);
			const original = lf(this.#case.original).split('\n');
			const last = original.length - (this.editor.lineCount - region.end);
			assert.deepEqual(rest, original.slice(last - rest.length, last), `after delta ${chunk}`);
		}
	}

	#userActs(chunk: number): void {
		for (const act of this.#case.userEdits ?? []) {
			if (act.afterChunk !== chunk) {
				continue;
			}
			if (act.command === 'undo') {
				assert.ok(this.editor.undo());
				continue;
			}
			const line = this.editor.text.split('\n').indexOf(act.find ?? '');
			const at = { line, character: this.editor.lineAt(line).length };
			this.editor.userEdit([{ range: { start: at, end: at }, text: act.text ?? '' }]);
		}
	}
}
