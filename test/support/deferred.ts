/** A promise with its two ends, for what is settled from outside. */
export class Deferred<T> {
	readonly promise: Promise<T>;
	resolve: (value: T) => void = () => undefined;
	reject: (error: Error) => void = () => undefined;

	constructor() {
		this.promise = new Promise((resolve, reject) => {
			this.resolve = resolve;
			this.reject = reject;
		});
		// Whoever waits hears of a failure; that nobody waits yet is no failure of its own.
		this.promise.catch(() => undefined);
	}
}
