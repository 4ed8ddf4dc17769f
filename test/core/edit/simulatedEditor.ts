import assert from 'node:assert/strict';
import type {
	Clock,
	EditPort,
	ForeignChange,
	ForeignReason,
	UndoStops,
} from '../../../src/core/edit/contract.ts';
import type { DocumentRows, RowEdit, TextChange } from '../../../src/core/edit/rows.ts';
import { toTextChanges } from '../../../src/core/edit/rows.ts';
import type { EditSession } from '../../../src/core/edit/session.ts';
import { endsInsidePair, splitRows, startsInsidePair } from '../../../src/core/text.ts';

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
	#now = 0;
	#timers: { at: number; callback: () => void }[] = [];

	now(): number {
		return this.#now;
	}

	after(delay: number, callback: () => void) {
		const timer = { at: this.#now + delay, callback };
		this.#timers.push(timer);
		return { dispose: () => void (this.#timers = this.#timers.filter(other => other !== timer)) };
	}

	advance(by: number): void {
		this.#now += by;
		const due = this.#timers.filter(timer => timer.at <= this.#now);
		this.#timers = this.#timers.filter(timer => timer.at > this.#now);
		for (const { callback } of due.sort((a, b) => a.at - b.at)) {
			callback();
		}
	}
}

/** Lets everything that waits for promises go on. */
export function turn(): Promise<void> {
	return new Promise(resolve => {
		setImmediate(resolve);
	});
}

interface UndoElement {
	readonly before: string;
	after: string;
	/** Single changes in the order they were made, and what takes each of them back. */
	readonly forward: ForeignChange[];
	readonly inverse: ForeignChange[];
}

export interface OwnEdit {
	readonly changes: readonly TextChange[];
	readonly stops: UndoStops;
	readonly session: EditSession;
	/** The document right after the edit. */
	readonly text: string;
}

/**
 * An honest stand-in for a document in VS Code: keeps text with `\n` (as if the EOL was applied on
 * the way out), applies ranges, counts versions, refuses an edit when the version has moved since it
 * was asked for, groups edits into undo steps by their stops, and reports every change to the
 * sessions, its own edits by `landed`, all others as foreign.
 */
export class SimulatedEditor implements DocumentRows {
	readonly sessions: EditSession[] = [];
	readonly ownEdits: OwnEdit[] = [];
	/** Called before an edit of ours is applied; time passes here. */
	beforeApply: () => Promise<void> = () => Promise.resolve();
	/** Hears of every change, before the sessions do. */
	heard: (changes: readonly ForeignChange[]) => void = () => undefined;
	/** Undo and redo report one change with equal ends cut off instead of what was edited. */
	undoTrims = false;
	refusals = 0;
	gone = false;
	#rows: string[];
	#version = 1;
	#undo: UndoElement[] = [];
	#redo: UndoElement[] = [];
	#stop = true;

	constructor(text: string) {
		this.#rows = splitRows(text);
	}

	get lineCount(): number {
		return this.#rows.length;
	}

	get text(): string {
		return this.#rows.join('\n');
	}

	get undoSteps(): number {
		return this.#undo.length;
	}

	lineAt(row: number): string {
		const text = this.#rows[row];
		assert.ok(text !== undefined, `row ${row} of ${this.#rows.length}`);
		return text;
	}

	port(session: () => EditSession): EditPort {
		return {
			apply: async (edit, stops, landed) => {
				const asked = this.#version;
				const changes = toTextChanges(edit, this);
				await this.beforeApply();
				if (this.gone) {
					return 'gone';
				}
				if (this.#version !== asked) {
					this.refusals++;
					return false;
				}
				this.#checkOwn(edit, changes, session());
				const content = this.#apply(changes, stops);
				this.ownEdits.push({ changes, stops, session: session(), text: this.text });
				landed();
				this.#report(content, 'ours', session());
				await Promise.resolve();
				return true;
			},
		};
	}

	/** The user's own edit, a step of its own as typing after a pause is. */
	userEdit(changes: readonly TextChange[]): void {
		this.#report(this.#apply(changes, { before: true, after: true }), 'edit');
	}

	/** @returns False when there was nothing to undo. */
	undo(): boolean {
		const element = this.#undo.pop();
		if (!element) {
			return false;
		}
		this.#redo.push(element);
		this.#replay(element.inverse.toReversed(), element.before, 'undo');
		return true;
	}

	redo(): boolean {
		const element = this.#redo.pop();
		if (!element) {
			return false;
		}
		this.#undo.push(element);
		this.#replay(element.forward, element.after, 'redo');
		return true;
	}

	#replay(recorded: readonly ForeignChange[], to: string, reason: ForeignReason): void {
		this.#stop = true;
		const changes = this.undoTrims ? trimmedChange(this.text, to) : recorded;
		for (const change of changes) {
			this.#splice(change);
		}
		assert.equal(this.text, to);
		this.#version++;
		this.#report(changes, reason);
	}

	/** @returns The changes as VS Code reports them: from the bottom to the top. */
	#apply(changes: readonly TextChange[], stops: UndoStops): ForeignChange[] {
		const before = this.text;
		const content = changes.toReversed();
		const inverse = content.map(change => this.#splice(change));
		this.#version++;
		const last = this.#undo.at(-1);
		if (this.#stop || stops.before || !last) {
			this.#undo.push({ before, after: this.text, forward: [...content], inverse });
		} else {
			last.after = this.text;
			last.forward.push(...content);
			last.inverse.push(...inverse);
		}
		this.#redo = [];
		this.#stop = stops.after;
		return content;
	}

	/** @returns The change that takes it back. */
	#splice({ range: { start, end }, text }: TextChange): ForeignChange {
		const head = this.lineAt(start.line).slice(0, start.character);
		const tail = this.lineAt(end.line).slice(end.character);
		assert.ok(start.character <= this.lineAt(start.line).length, 'start inside its row');
		assert.ok(end.character <= this.lineAt(end.line).length, 'end inside its row');
		const rows = splitRows(head + text + tail);
		const removed = this.#rows.splice(start.line, end.line - start.line + 1, ...rows).join('\n');
		const inserted = positionAt(text.replaceAll(/\r\n?/g, '\n'), Infinity);
		const after = {
			line: start.line + inserted.line,
			character: inserted.character + (inserted.line === 0 ? start.character : 0),
		};
		return {
			range: { start, end: after },
			text: removed.slice(start.character, removed.length - tail.length),
		};
	}

	#report(changes: readonly ForeignChange[], reason: ForeignReason, own?: EditSession): void {
		this.heard(changes);
		for (const session of this.sessions) {
			if (session !== own) {
				session.foreign(changes, own?.isOneStepWith(session) ? 'sibling' : reason);
			}
		}
	}

	/** Rules 4 and 5 of the corpus, for every edit of ours. */
	#checkOwn(edit: RowEdit, changes: readonly TextChange[], session: EditSession): void {
		const { start, end } = session.region;
		let last = -1;
		for (const change of edit.changes) {
			assert.ok(change.start >= start && change.end <= end, 'an edit stays inside its region');
			assert.ok(change.start > last, 'changes are in order and do not touch');
			last = change.end;
		}
		for (const { text } of changes) {
			assert.ok(!endsInsidePair(text) && !startsInsidePair(text), 'no half of a surrogate pair');
		}
	}
}

/** One change from the first to the last character that differs. */
export function trimmedChange(from: string, to: string): ForeignChange[] {
	let prefix = 0;
	while (prefix < from.length && prefix < to.length && from[prefix] === to[prefix]) {
		prefix++;
	}
	let suffix = 0;
	const most = Math.min(from.length, to.length) - prefix;
	while (suffix < most && from.at(-1 - suffix) === to.at(-1 - suffix)) {
		suffix++;
	}
	return [
		{
			range: {
				start: positionAt(from, prefix),
				end: positionAt(from, from.length - suffix),
			},
			text: to.slice(prefix, to.length - suffix),
		},
	];
}

export function positionAt(text: string, offset: number) {
	const before = text.slice(0, offset).split('\n');
	return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
