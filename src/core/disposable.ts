/** Something that is released once. Compatible with VS Code's own `Disposable`. */
export interface Disposable {
	dispose(): void;
}

/**
 * Owns what must be released together. Disposal is final: an item that arrives later, say from a
 * promise that lost the race, is released on arrival.
 */
export class DisposableStore implements Disposable {
	#items: Disposable[] | undefined = [];

	/** Takes ownership of `item` and returns it, so that a field is declared and owned in one line. */
	add<T extends Disposable>(item: T): T {
		if (this.#items) {
			this.#items.push(item);
		} else {
			item.dispose();
		}
		return item;
	}

	/** Releases the latest item first, since it may rely on an earlier one. */
	dispose(): void {
		const items = this.#items ?? [];
		this.#items = undefined;
		for (const item of items.toReversed()) {
			item.dispose();
		}
	}
}
