import type { Sink } from '../../core/chat/feed.ts';
import type { Log } from '../../core/log.ts';
import type { ChatConnection, FirstRun } from './chatConnection.ts';

export interface FirstRunFormOptions {
	readonly sink: Sink;
	readonly connection: ChatConnection;
	readonly firstRun: FirstRun;
	readonly log: Log;
}

/** The form in the panel that asks for a gateway and a key, as long as there is no key. */
export class FirstRunForm {
	readonly #options: FirstRunFormOptions;
	/** A key is being tested: its form stays until the result is known. */
	#saving = false;

	constructor(options: FirstRunFormOptions) {
		this.#options = options;
	}

	/** Shows or hides the form, as the key demands. */
	async update(): Promise<void> {
		if (this.#saving) {
			return;
		}
		if (await this.#options.connection.hasKey()) {
			this.#options.sink.post({ type: 'firstRun', gateways: null, selected: '' });
		} else {
			this.show();
		}
	}

	show(): void {
		const { choices, selected } = this.#options.firstRun.gateways();
		this.#options.sink.post({ type: 'firstRun', gateways: choices, selected });
	}

	async save(gateway: string, key: string): Promise<void> {
		const { firstRun, sink } = this.#options;
		this.#saving = true;
		const { ok, message = '' } = await firstRun.saveKey(gateway, key).finally(() => {
			this.#saving = false;
		});
		sink.post({ type: 'firstRunResult', ok, message });
		if (ok) {
			await this.update();
			sink.post({ type: 'focus' });
		}
	}

	async tryDemo(): Promise<void> {
		try {
			await this.#options.firstRun.tryDemo();
		} catch (error) {
			this.#options.log.error(`demo: ${String(error)}`);
		}
		await this.update();
		this.#options.sink.post({ type: 'focus' });
	}
}
