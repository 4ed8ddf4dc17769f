import * as vscode from 'vscode';
import { Emitter } from '../core/event.ts';

const prefix = 'doubao.apiKey:';

/** Milliseconds for which a key is kept after it was read: a request does not wait for VS Code again. */
const fresh = 60_000;

/**
 * The user's keys, one for each origin, in VS Code's SecretStorage and, for a minute after each was
 * read, in memory. A key that was entered for one origin is never handed out for another.
 */
export class ApiKey implements vscode.Disposable {
	readonly #secrets: vscode.SecretStorage;
	readonly #changed = new Emitter<string>();
	readonly #subscription: vscode.Disposable;
	/** Origins for which a key was found, or stored, and nothing has changed since. */
	readonly #stored = new Set<string>();
	readonly #readings = new Map<string, Promise<string | undefined>>();

	/** Fires with the origin whose key was stored or removed, in any window. */
	readonly onDidChange = this.#changed.event;

	constructor(secrets: vscode.SecretStorage) {
		this.#secrets = secrets;
		this.#subscription = secrets.onDidChange(({ key }) => {
			if (key.startsWith(prefix)) {
				const origin = key.slice(prefix.length);
				this.#forget(origin);
				this.#changed.fire(origin);
			}
		});
	}

	/** The key for `origin` (scheme, host and port), or `undefined` where none was entered. */
	async get(origin: string): Promise<string | undefined> {
		return this.#readings.get(origin) ?? this.#read(origin);
	}

	/** Whether there is a key for `origin`. Known at once after it was found; it is read all the same. */
	async has(origin: string): Promise<boolean> {
		const reading = this.get(origin);
		if (this.#stored.has(origin)) {
			// The request that follows tells what is wrong with it.
			reading.catch(() => undefined);
			return true;
		}
		return (await reading) !== undefined;
	}

	/** @throws {RangeError} `key` is empty or holds white space or control characters. */
	async store(origin: string, key: string): Promise<void> {
		const trimmed = key.trim();
		const problem = keyProblem(trimmed);
		if (problem !== undefined) {
			throw new RangeError(problem);
		}
		this.#forget(origin);
		await this.#secrets.store(prefix + origin, trimmed);
	}

	async remove(origin: string): Promise<void> {
		this.#forget(origin);
		await this.#secrets.delete(prefix + origin);
	}

	/** Removes the keys for all origins. */
	async removeAll(): Promise<void> {
		for (const name of await this.#secrets.keys()) {
			if (name.startsWith(prefix)) {
				this.#forget(name.slice(prefix.length));
				await this.#secrets.delete(name);
			}
		}
	}

	/** Asks the user, with the origin in view. `undefined` when the user leaves with Esc. */
	async ask(origin: string, gatewayName: string): Promise<string | undefined> {
		const key = await vscode.window.showInputBox({
			title: vscode.l10n.t('API Key for {0}', gatewayName),
			prompt: vscode.l10n.t('Kept in this editor’s secret storage and sent only to {0}.', origin),
			password: true,
			ignoreFocusOut: true,
			validateInput: value => (value === '' ? undefined : keyProblem(value.trim())),
		});
		return key === undefined || key.trim() === '' ? undefined : key.trim();
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#changed.dispose();
		this.#readings.clear();
	}

	#read(origin: string): Promise<string | undefined> {
		const reading = Promise.resolve(this.#secrets.get(prefix + origin));
		this.#readings.set(origin, reading);
		void this.#settle(origin, reading);
		return reading;
	}

	async #settle(origin: string, reading: Promise<string | undefined>): Promise<void> {
		const isLatest = () => this.#readings.get(origin) === reading;
		const key = await reading.catch(() => undefined);
		// What changed while it was read is read again; so is what could not be read, or was not there.
		if (!isLatest()) {
			return;
		}
		if (key === undefined) {
			this.#readings.delete(origin);
			return;
		}
		this.#stored.add(origin);
		setTimeout(() => void (isLatest() && this.#readings.delete(origin)), fresh);
	}

	#forget(origin: string): void {
		this.#stored.delete(origin);
		this.#readings.delete(origin);
	}
}

/** Why a key cannot be one, as a sentence; `undefined` if it can. */
export function keyProblem(key: string): string | undefined {
	if (key === '') {
		return vscode.l10n.t('The API key is empty.');
	}
	// A header value: printable ASCII without blanks. Anything else is a paste that went wrong.
	return /^[\x21-\x7e]+$/.test(key)
		? undefined
		: vscode.l10n.t('An API key has no spaces, line breaks or special characters.');
}
