import { indentOf, isBlank } from '../text.ts';

/** Rows that are held at most while nothing tells how the answer is indented. */
const heldRows = 8;

type Decision = 'pass' | 'shift' | 'firstRow';

/**
 * Gives rows the indentation back that a model dropped.
 *
 * Only when the first row of code came back further left than the selection's first row is there a
 * question; rows are then held until one of them, equal to an original row but for its indentation,
 * answers it: at its original depth, only the first row lost its blanks; also moved, all did. An
 * answer that is the original moved as a whole was asked for and stays as it is; waiting for that
 * costs no visible time, since rows moved back would be unchanged rows.
 */
export class Reindenter {
	/** The original's rows from the first one that is not blank on. */
	readonly #original: readonly string[];
	readonly #depths = new Map<string, string>();
	readonly #base: string | undefined;
	#held: string[] | undefined = [];
	#decision: Decision = 'pass';
	/** Blanks that every moved row lacks. */
	#missing = '';
	/** Spaces that stand for one tab, when the answer has spaces where the original has tabs. */
	#spacesPerTab = 0;

	/**
	 * @param originalRows The rows that the answer rewrites.
	 * @param base Where the first row of code belongs; by default where the original's starts.
	 */
	constructor(originalRows: readonly string[], base?: string) {
		const start = originalRows.findIndex(row => !isBlank(row));
		this.#original = start < 0 ? [] : originalRows.slice(start);
		for (const row of this.#original.filter(original => !isBlank(original))) {
			const text = row.trim();
			// Equal rows at different depths tell nothing.
			const depth = this.#depths.get(text);
			this.#depths.set(text, depth === undefined || depth === indentOf(row) ? indentOf(row) : '?');
		}
		const first = this.#original[0];
		this.#base = base ?? (first === undefined ? undefined : indentOf(first));
	}

	push(row: string): readonly string[] {
		if (this.#held === undefined) {
			return [this.#apply(row)];
		}
		this.#held.push(row);
		if (this.#held.every(isBlank)) {
			return [];
		}
		const decision = this.#decide(this.#held, false);
		return decision ? this.#release(decision) : [];
	}

	/** @returns The rows that were still held. */
	end(): readonly string[] {
		return this.#held ? this.#release(this.#decide(this.#held, true) ?? 'pass') : [];
	}

	#decide(held: readonly string[], ended: boolean): Decision | undefined {
		const rows = held.slice(held.findIndex(row => !isBlank(row)));
		const code = rows.filter(row => !isBlank(row));
		const first = code[0];
		if (first === undefined || !this.#isLost(indentOf(first))) {
			return 'pass';
		}
		if (this.#isOriginalMoved(rows)) {
			const isWhole = this.#original.slice(rows.length).every(isBlank);
			return ended ? (isWhole ? 'pass' : 'shift') : undefined;
		}
		const rest = code.slice(1).map(row => [indentOf(row), this.#depths.get(row.trim())] as const);
		if (rest.some(([indent, depth]) => indent === depth)) {
			return 'firstRow';
		}
		const moved = rest.some(([, depth]) => depth !== undefined && depth !== '?');
		return moved || ended || held.length >= heldRows || this.#original.length === 0
			? 'shift'
			: undefined;
	}

	/** Remembers what is missing when the first row stands further left than it belongs. */
	#isLost(indent: string): boolean {
		const base = this.#base;
		if (base === undefined || base === indent) {
			return false;
		}
		if (base.startsWith(indent)) {
			this.#missing = base.slice(indent.length);
			return true;
		}
		if (/^\t+$/.test(base) && /^ +$/.test(indent) && indent.length % base.length === 0) {
			this.#spacesPerTab = indent.length / base.length;
			return this.#spacesPerTab > 1;
		}
		return false;
	}

	#isOriginalMoved(rows: readonly string[]): boolean {
		return (
			this.#spacesPerTab === 0 &&
			rows.every((row, index) => {
				const original = this.#original[index];
				return row === '' ? original === '' : this.#missing + row === original;
			})
		);
	}

	#release(decision: Decision): readonly string[] {
		const held = this.#held ?? [];
		this.#held = undefined;
		this.#decision = decision;
		if (decision !== 'firstRow') {
			return held.map(row => this.#apply(row));
		}
		const first = held.findIndex(row => !isBlank(row));
		return held.map((row, index) => (index === first ? this.#move(row) : row));
	}

	#apply(row: string): string {
		return this.#decision === 'shift' ? this.#move(row) : row;
	}

	#move(row: string): string {
		if (isBlank(row)) {
			return row;
		}
		if (this.#spacesPerTab === 0) {
			return this.#missing + row;
		}
		const indent = indentOf(row);
		const spaces = /^ */.exec(indent)?.[0].length ?? 0;
		const tabs = Math.floor(spaces / this.#spacesPerTab);
		return '\t'.repeat(tabs) + ' '.repeat(spaces % this.#spacesPerTab) + row.slice(spaces);
	}
}
