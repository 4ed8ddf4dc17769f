/** Regroups deltas into rows; a carriage return waits for the next character, which may be `\n`. */
export class RowSplitter {
	#rest = '';
	#heldReturn = false;

	push(text: string): string[] {
		const rows: string[] = [];
		let from = 0;
		if (this.#heldReturn && text !== '') {
			this.#heldReturn = false;
			rows.push(this.#rest);
			this.#rest = '';
			from = text.startsWith('\n') ? 1 : 0;
		}
		const ends = /\r\n|\n|\r/g;
		ends.lastIndex = from;
		for (let end = ends.exec(text); end; end = ends.exec(text)) {
			this.#rest += text.slice(from, end.index);
			from = ends.lastIndex;
			if (end[0] === '\r' && from === text.length) {
				this.#heldReturn = true;
				return rows;
			}
			rows.push(this.#rest);
			this.#rest = '';
		}
		this.#rest += text.slice(from);
		return rows;
	}

	/** @returns The last row, and whether its end had arrived. */
	end(): { readonly row: string; readonly finished: boolean } {
		return { row: this.#rest, finished: this.#heldReturn };
	}
}
