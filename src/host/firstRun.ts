import * as vscode from 'vscode';
import { resolveEndpoint } from '../core/gateway/endpoint.ts';
import { gatewayIds, presets, type GatewayId } from '../core/gateway/presets.ts';
import type { ApiKey } from './apiKey.ts';
import type { FirstRun } from './chat/chatConnection.ts';
import type { Connection } from './connection.ts';
import type { ConnectionTest } from './connectionTest.ts';
import { pausedSentence, type Pause } from './pause.ts';
import type { Settings } from './settings.ts';

export interface FirstRunOptions {
	readonly settings: Settings;
	readonly connection: Connection;
	readonly apiKey: ApiKey;
	readonly test: ConnectionTest;
	readonly pause: Pause;
}

/** What the form that stands in an unconnected panel acts on. */
export function createFirstRun(options: FirstRunOptions): FirstRun {
	const { settings } = options;
	return {
		gateways: () => ({
			// The demo has its own button.
			choices: gatewayIds
				.filter(id => id !== 'demo')
				.map(id => ({ id, name: nameWithHost(settings, id) })),
			selected: settings.gateway().gateway,
		}),
		saveKey: (id, key) => saveKey(options, id, key),
		tryDemo: () => settings.chooseGateway('demo'),
	};
}

/** The form asks for a key, so it says where that key will go. */
function nameWithHost(settings: Settings, id: GatewayId): string {
	const now = settings.gateway();
	// Choosing another gateway clears the base URL; the one in use keeps it.
	const baseUrl = id === now.gateway ? now.baseUrl : '';
	const endpoint = resolveEndpoint({ ...now, gateway: id, baseUrl });
	const { name } = presets[id];
	if (id === 'custom' && baseUrl === '') {
		return vscode.l10n.t('Custom: asks for its address');
	}
	return endpoint.ok ? `${name} · ${endpoint.value.origin.replace(/^https:\/\//, '')}` : name;
}

/** Never rejects. */
async function saveKey(
	{ settings, connection, apiKey, pause, test }: FirstRunOptions,
	chosen: string,
	key: string,
): Promise<{ readonly ok: boolean; readonly message?: string }> {
	if (pause.paused) {
		return { ok: false, message: pausedSentence() };
	}
	const id = gatewayIds.find(candidate => candidate === chosen);
	const now = settings.gateway();
	const needsAddress = id === 'custom' && (now.gateway !== 'custom' || now.baseUrl === '');
	const baseUrl = needsAddress ? await connection.askBaseUrl() : undefined;
	if (needsAddress && baseUrl === undefined) {
		return { ok: false, message: vscode.l10n.t('A custom gateway needs its address first.') };
	}
	try {
		if (id !== undefined && (needsAddress || id !== now.gateway)) {
			await settings.chooseGateway(id, baseUrl);
		}
	} catch {
		// VS Code refuses while the settings file is open with unsaved changes.
		return { ok: false, message: vscode.l10n.t('The settings could not be saved.') };
	}
	const { origin } = connection;
	if (origin === undefined) {
		return { ok: false, message: connection.baseUrlProblem() ?? '' };
	}
	try {
		await apiKey.store(origin, key);
	} catch (error) {
		const message =
			error instanceof RangeError
				? error.message
				: vscode.l10n.t('The API key could not be stored.');
		return { ok: false, message };
	}
	// The key stays stored after a failed test: the fault may lie elsewhere, and it can be replaced.
	const { ok, steps } = await test.run();
	const message = steps.find(step => !step.ok)?.message;
	return { ok, ...(!ok && message !== undefined && { message }) };
}
