/** Milliseconds between two looks of what goes on. */
const beat = 400;

/**
 * Shows that something goes on, as `data-step` from 0 to 2, until it is gone or hidden. An animation
 * of CSS would have the window drawn sixty times a second for as long as a model thinks, and the
 * first words wait for the next of those frames.
 */
export function pulse(target: HTMLElement): void {
	let step = 0;
	const timer = setInterval(() => {
		if (target.checkVisibility()) {
			step = (step + 1) % 3;
			target.dataset['step'] = String(step);
		} else {
			clearInterval(timer);
		}
	}, beat);
}
