/** The part of the platform's clock that the gateway uses; tests hand in their own. */
export interface Timers {
	/** Calls `callback` once after `delay` milliseconds. */
	setTimeout(callback: () => void, delay: number): unknown;
	clearTimeout(handle: unknown): void;
}

/** The largest delay that platforms keep; more than this fires at once. */
const longestDelay = 2_147_483_647;

export const platformTimers: Timers = {
	setTimeout: (callback, delay) => globalThis.setTimeout(callback, Math.min(delay, longestDelay)),
	clearTimeout: handle => {
		// oxlint-disable-next-line no-unsafe-type-assertion -- only ever what the line above returned
		globalThis.clearTimeout(handle as number);
	},
};
