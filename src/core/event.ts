import type { Disposable } from './disposable.ts';

/** Subscribes `listener`; disposing the result ends the subscription. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** A list of listeners. One that throws does not keep the others from hearing. */
export class Emitter<T> implements Disposable {
	readonly #listeners = new Set<{ readonly call: (value: T) => void }>();

	readonly event: Event<T> = call => {
		const entry = { call };
		this.#listeners.add(entry);
		return { dispose: () => this.#listeners.delete(entry) };
	};

	/** Calls every listener that is subscribed now; the first error is thrown after the last call. */
	fire(value: T): void {
		let failure: { readonly error: unknown } | undefined;
		for (const { call } of Array.from(this.#listeners)) {
			try {
				call(value);
			} catch (error) {
				failure ??= { error };
			}
		}
		if (failure) {
			throw failure.error;
		}
	}

	dispose(): void {
		this.#listeners.clear();
	}
}
