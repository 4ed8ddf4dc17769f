import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds. */
const defaultPatience = 10_000;

/**
 * Settles when `look` returns something truthy, with what it returned. The way to wait for anything
 * that has no event: never sleep.
 *
 * @param what Completes "Waited in vain for …".
 * @throws {Error} Nothing truthy within `patience` milliseconds; the message tells the last value.
 */
export async function until<T>(
	look: () => T | PromiseLike<T>,
	what: string,
	{ patience = defaultPatience }: { readonly patience?: number } = {},
): Promise<NonNullable<T>> {
	const deadline = Date.now() + patience;
	for (;;) {
		const value = await look();
		if (value) {
			return value;
		}
		if (Date.now() > deadline) {
			throw new Error(`Waited in vain for ${what}; the last value was ${show(value)}.`);
		}
		await delay(20);
	}
}

/**
 * Like {@link until}, for something whose value is worth showing: waits until `matches(look())`.
 *
 * @throws {Error} The message tells the last value of `look`.
 */
export async function untilValue<T>(
	look: () => T | PromiseLike<T>,
	matches: (value: T) => boolean,
	what: string,
	{ patience = defaultPatience }: { readonly patience?: number } = {},
): Promise<T> {
	const deadline = Date.now() + patience;
	for (;;) {
		const value = await look();
		if (matches(value)) {
			return value;
		}
		if (Date.now() > deadline) {
			throw new Error(`Waited in vain for ${what}; the last value was ${show(value)}.`);
		}
		await delay(20);
	}
}

function show(value: unknown): string {
	return typeof value === 'string' ? value : (JSON.stringify(value, undefined, 2) ?? 'undefined');
}
