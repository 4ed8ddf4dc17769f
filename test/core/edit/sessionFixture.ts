import type { EditDelta, EditSessionOptions, EditTarget } from '../../../src/core/edit/contract.ts';
import { EditSession } from '../../../src/core/edit/session.ts';
import { ManualClock, SimulatedEditor, turn } from './simulatedEditor.ts';

/** An answer that arrives when the test says so. */
export class Answer implements AsyncIterable<EditDelta> {
	readonly #waiting: EditDelta[] = [];
	#wake: () => void = () => undefined;
	closed = false;

	async give(...deltas: readonly EditDelta[]): Promise<void> {
		this.#waiting.push(...deltas);
		this.#wake();
		await turn();
	}

	rows(...rows: readonly string[]): Promise<void> {
		return this.give({ text: rows.map(row => `${row}\n`).join('') });
	}

	[Symbol.asyncIterator](): AsyncIterator<EditDelta> {
		return {
			next: async () => {
				while (this.#waiting.length === 0) {
					await new Promise<void>(resolve => (this.#wake = resolve));
				}
				const value = this.#waiting.shift();
				return value ? { done: false, value } : { done: true, value: undefined };
			},
			return: () => {
				this.closed = true;
				return Promise.resolve({ done: true, value: undefined });
			},
		};
	}
}

export function lines(first: number, last: number): EditTarget {
	const range = { start: { line: first, character: 0 }, end: { line: last, character: 1 } };
	return { mode: 'lines', range };
}

export function setUp(
	text: string,
	target: EditTarget,
	editor = new SimulatedEditor(text),
	options: Pick<EditSessionOptions, 'verbatim' | 'step'> = {},
) {
	const clock = new ManualClock();
	const languageId = 'typescript';
	const session = new EditSession({ document: editor, target, languageId, clock, ...options });
	editor.sessions.push(session);
	const port = editor.port(() => session);
	const answer = new Answer();
	const stop = new AbortController();
	const start = () => session.stream(answer, port, stop.signal);
	const flush = async () => {
		clock.advance(50);
		await turn();
	};
	return { editor, clock, session, port, answer, stop, start, flush };
}

export const end: EditDelta = { finish: 'stop' };

/** Replaces the characters [from, to) of a row as the user. */
export function type(
	editor: SimulatedEditor,
	line: number,
	from: number,
	to: number,
	text: string,
) {
	const range = { start: { line, character: from }, end: { line, character: to } };
	editor.userEdit([{ range, text }]);
}
