/** Functions that run in the pages of panels; they travel as their text, so each stands for itself. */

/** What {@link watchWords} leaves behind in the page. */
export interface WatchedWords {
	/** When each word was painted first, in milliseconds since the epoch. */
	readonly painted: number[];
}

/**
 * Watches until all of these words have appeared in the last article of the page, in their order.
 *
 * A word counts as painted in the first task after the frame that drew it.
 */
export function watchWords({ ownerDocument: page }: Element, words: readonly string[]): void {
	const watched: WatchedWords = { painted: [] };
	Object.assign(window, { doubaoWords: watched });
	let found = 0;
	const look = (): void => {
		const text = [...page.querySelectorAll('article')].at(-1)?.textContent ?? '';
		const before = found;
		while (found < words.length && text.includes(words[found] ?? '')) {
			found++;
		}
		const drawn = Array.from({ length: found - before });
		if (drawn.length > 0) {
			const { port1, port2 } = new MessageChannel();
			port1.addEventListener('message', () => {
				const at = performance.timeOrigin + performance.now();
				watched.painted.push(...drawn.map(() => at));
			});
			port1.start();
			port2.postMessage(undefined);
		}
		if (found === words.length) {
			observer.disconnect();
		}
	};
	const observer = new MutationObserver(look);
	observer.observe(page.body, { subtree: true, childList: true, characterData: true });
}

/** @returns What was seen since. */
export function watchedWords(): WatchedWords {
	const page: Window & { doubaoWords?: WatchedWords } = window;
	return page.doubaoWords ?? { painted: [] };
}

/** Clicks. @returns When, in milliseconds since the epoch. */
export function clickAt(button: HTMLElement): number {
	const at = performance.timeOrigin + performance.now();
	button.click();
	return at;
}
