/** Functions that run in VS Code's page; they travel as their text, so each stands for itself. */

/** Frames of the page: when each was shown, in milliseconds of the wall clock. */
export interface Frames {
	readonly shown: number[];
	/** When a row with this end was there first; absent when it never was. */
	readonly seen: Record<string, number>;
	over: boolean;
}

/** Watches every frame from now on, and when rows with these ends appear in an editor. */
export function watchFrames(ends: readonly string[]): void {
	const frames: Frames = { shown: [], seen: {}, over: false };
	Object.assign(window, { doubaoFrames: frames });
	const look = (): void => {
		frames.shown.push(Date.now());
		for (const row of document.querySelectorAll('.view-line')) {
			for (const end of ends) {
				// VS Code writes unbreakable blanks.
				if (row.textContent.replaceAll('\u00a0', ' ').includes(end)) {
					frames.seen[end] ??= Date.now();
				}
			}
		}
		if (!frames.over) {
			requestAnimationFrame(look);
		}
	};
	requestAnimationFrame(look);
}

/** @returns What was seen since. */
export function stopWatchingFrames(): Frames {
	const page: Window & { doubaoFrames?: Frames } = window;
	const frames = page.doubaoFrames ?? { shown: [], seen: {}, over: true };
	frames.over = true;
	return frames;
}
