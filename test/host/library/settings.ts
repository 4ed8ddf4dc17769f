import * as vscode from 'vscode';
import { afterTest } from './cleanup.ts';
import { run } from './commands.ts';

/** The user's settings. */
export const settings = {
	/**
	 * Sets user settings for the current test, by their whole names; what was there before comes
	 * back after it. `undefined` removes one.
	 */
	async set(values: Readonly<Record<string, unknown>>): Promise<void> {
		for (const [name, value] of Object.entries(values)) {
			const before = vscode.workspace.getConfiguration().inspect(name)?.globalValue;
			await update(name, value);
			afterTest(async () => update(name, before));
		}
	},

	get(name: string): unknown {
		return vscode.workspace.getConfiguration().get(name);
	},
};

/** Keys of gateways. */
export const key = {
	/** Stores `value` as the key of a gateway that is no test server, for the current test. */
	async store(gateway: string, value: string): Promise<void> {
		await settings.set({ 'doubao.gateway': gateway, 'doubao.baseUrl': undefined });
		await key.storeForCurrent(value);
	},

	/** Stores `value` for the gateway that the settings name now, for the current test. */
	async storeForCurrent(value: string): Promise<void> {
		await run('doubao.setApiKey', { key: value });
		afterTest(async () => run('doubao.removeApiKey'));
	},
};

async function update(name: string, value: unknown): Promise<void> {
	await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}
