import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ApiKey } from '../../src/host/apiKey.ts';
import { afterTest } from './library/cleanup.ts';

const origin = 'https://gateway.test';

/** A SecretStorage whose readings the test answers; it counts them. */
function storage(answers: readonly (() => Promise<string | undefined>)[]) {
	const changes = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
	let readings = 0;
	const secrets: vscode.SecretStorage = {
		get: () => answers[readings++]?.() ?? Promise.resolve(undefined),
		keys: async () => [],
		store: async name => changes.fire({ key: name }),
		delete: async name => changes.fire({ key: name }),
		onDidChange: changes.event,
	};
	const apiKey = new ApiKey(secrets);
	afterTest(() => apiKey.dispose());
	return { apiKey, readings: () => readings };
}

describe('the memory of keys', () => {
	it('serves a command and its request with one reading', async () => {
		const { apiKey, readings } = storage([async () => 'a-key']);
		assert.equal(await apiKey.has(origin), true);
		assert.equal(await apiKey.get(origin), 'a-key');
		assert.equal(readings(), 1);
	});

	it('keeps nothing that could not be read, or was not there', async () => {
		const { apiKey } = storage([
			() => Promise.reject(new Error('The keyring is locked.')),
			async () => undefined,
			async () => 'a-key',
		]);
		await assert.rejects(apiKey.get(origin), /locked/);
		assert.equal(await apiKey.has(origin), false);
		assert.equal(await apiKey.get(origin), 'a-key');
	});

	it('forgets at every change', async () => {
		const { apiKey } = storage([async () => 'a-key', async () => undefined]);
		assert.equal(await apiKey.has(origin), true);
		await apiKey.remove(origin);
		assert.equal(await apiKey.has(origin), false);
	});
});
