/** What the tree needs to know of a turn. */
export interface Branching {
	readonly id: string;
	readonly seq: number;
	readonly parent: string | null;
	readonly replaces?: string;
}

/** Which of the versions of a question and its answer is shown. */
export interface Version {
	/** Counted from 1. */
	readonly index: number;
	readonly count: number;
}

/**
 * The turns of a session. A question that was edited, or asked once more, starts a branch beside
 * the turn before; one branch is open. Nothing is taken out, so every branch can be reached again.
 *
 * Parents may be missing and numbers may lie, since what is on disk can be damaged: a turn whose
 * parent is unknown goes on from the one before it. While the tree is `partial`, it may be one that
 * was not read yet: the open branch begins there.
 */
export class TurnTree<T extends Branching> {
	/** By `seq`, then by id: the same order in every window. */
	#all: T[] = [];
	readonly #byId = new Map<string, T>();
	/** Id of a turn to the id of the one that stands in its place. */
	readonly #replaced = new Map<string, string>();
	#leaf: string | undefined;
	#path: readonly T[] | undefined;
	#parents: ReadonlyMap<string, string | null> | undefined;
	#partial = false;

	/** Whether only the latest turns are known. */
	get partial(): boolean {
		return this.#partial;
	}

	set partial(partial: boolean) {
		this.#partial = partial;
		this.#path = undefined;
		this.#parents = undefined;
	}

	/** All turns, also those in other branches. */
	get all(): readonly T[] {
		return this.#all;
	}

	/** The turns of the open branch. */
	get path(): readonly T[] {
		this.#path ??= this.#walk();
		return this.#path;
	}

	/** A number for the next turn. */
	get nextSeq(): number {
		return (this.#all.at(-1)?.seq ?? 0) + 1;
	}

	get(id: string): T | undefined {
		return this.#byId.get(id);
	}

	/** Opens the newest branch through a turn, now or as soon as that turn is known. */
	openThrough(id: string | undefined): void {
		this.#leaf = id;
		this.#path = undefined;
	}

	/** Adds turns, or takes their newer text; with `open`, the last one's branch is opened. */
	add(turns: readonly T[], open: boolean): void {
		for (const turn of turns) {
			this.#byId.set(turn.id, turn);
		}
		this.#all = [...this.#byId.values()].toSorted(inOrder);
		this.#path = undefined;
		this.#parents = undefined;
		for (const turn of this.#all) {
			const replaced = turn.replaces === undefined ? undefined : this.#byId.get(turn.replaces);
			if (replaced && before(replaced, turn) && !this.#replaced.has(replaced.id)) {
				this.#replaced.set(replaced.id, turn.id);
			}
		}
		if (open) {
			this.#leaf = turns.at(-1)?.id;
		}
	}

	/** The id that a turn's parent goes by now; `null` at the beginning. */
	parentOf(turn: T): string | null {
		this.#parents ??= this.#findParents();
		return this.#parents.get(turn.id) ?? null;
	}

	/** Which version of its place a turn is; `undefined` while it is the only one. */
	version(id: string): Version | undefined {
		const versions = this.#versions(id);
		return versions.length > 1
			? { index: versions.findIndex(turn => turn.id === id) + 1, count: versions.length }
			: undefined;
	}

	/** Opens the branch of the version before or after; false where there is none. */
	step(id: string, by: 1 | -1): boolean {
		const versions = this.#versions(id);
		const wanted = versions[versions.findIndex(turn => turn.id === id) + by];
		if (!wanted || !this.#byId.has(id)) {
			return false;
		}
		// The newest end that goes through it.
		const end = this.#all.findLast(turn => this.#leadsThrough(turn, wanted.id));
		this.#leaf = end?.id;
		this.#path = undefined;
		return true;
	}

	#versions(id: string): readonly T[] {
		const turn = this.#byId.get(id);
		if (!turn) {
			return [];
		}
		const parent = this.parentOf(turn);
		return this.#all.filter(
			other => this.parentOf(other) === parent && !this.#replaced.has(other.id),
		);
	}

	#leadsThrough(turn: T, id: string): boolean {
		let at: T | undefined = this.#replaced.has(turn.id) ? undefined : turn;
		while (at && at.id !== id) {
			const parent = this.parentOf(at);
			at = parent === null ? undefined : this.#byId.get(parent);
		}
		return at !== undefined;
	}

	#walk(): readonly T[] {
		const path: T[] = [];
		const leaf = this.#leaf === undefined ? undefined : this.#current(this.#leaf)?.id;
		// The newest end that goes through it: another window may have gone on from there.
		let at = this.#all.findLast(turn =>
			leaf === undefined ? !this.#replaced.has(turn.id) : this.#leadsThrough(turn, leaf),
		);
		while (at) {
			path.push(at);
			const parent = this.parentOf(at);
			at = parent === null ? undefined : this.#byId.get(parent);
		}
		return path.toReversed();
	}

	/** Each parent comes before its children in the order, so that no walk goes in circles. */
	#findParents(): ReadonlyMap<string, string | null> {
		const parents = new Map<string, string | null>();
		let last: T | undefined;
		for (const turn of this.#all) {
			const named = turn.parent === null ? undefined : this.#current(turn.parent);
			const known = named && before(named, turn) ? named : last;
			const found = this.#partial && !named ? turn.parent : (known?.id ?? null);
			parents.set(turn.id, turn.parent === null ? null : found);
			if (!this.#replaced.has(turn.id)) {
				last = turn;
			}
		}
		return parents;
	}

	/** The turn that stands now where `id` stood. */
	#current(id: string): T | undefined {
		let at = id;
		for (let next = this.#replaced.get(at); next !== undefined; next = this.#replaced.get(at)) {
			at = next;
		}
		return this.#byId.get(at);
	}
}

function inOrder(a: Branching, b: Branching): number {
	return a.seq - b.seq || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function before(a: Branching, b: Branching): boolean {
	return inOrder(a, b) < 0;
}
