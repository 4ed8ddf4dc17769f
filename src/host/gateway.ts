import type * as vscode from 'vscode';
import { createGateway, type GatewayClient } from '../core/gateway/client.ts';
import type { Gateway } from '../core/gateway/gateway.ts';
import { recordable } from '../core/gateway/recording.ts';
import { watchEnds } from '../core/gateway/sessionCap.ts';
import type { Log } from '../core/log.ts';
import { Activity } from './activity.ts';
import type { ApiKey } from './apiKey.ts';
import { platformFetch } from './platformFetch.ts';
import type { Connection } from './connection.ts';
import { ConnectionTest } from './connectionTest.ts';
import { Diagnostics } from './diagnostics.ts';
import { Recording } from './recording.ts';
import { pausable, Pause } from './pause.ts';
import type { Settings } from './settings.ts';
import { capUsage } from './usageCap.ts';

export interface GatewayParts {
	/** Whether this window may ask at all. */
	readonly pause: Pause;
	/** What it asks, and what that uses. */
	readonly activity: Activity;
	/** What every feature asks. */
	readonly gateway: Gateway;
	readonly test: ConnectionTest;
	readonly diagnostics: Diagnostics;
	readonly recording: Recording;
	/** Deletes what the gateway keeps of a conversation that is deleted. Never rejects. */
	readonly forget: GatewayClient['forget'];
	/** Forgets the messages that are remembered of conversations. */
	readonly clearGateway: () => void;
	/** What a question would send now, without the key. */
	readonly preview: GatewayClient['preview'];
}

interface GatewayOptions {
	readonly settings: Settings;
	readonly connection: Connection;
	readonly apiKey: ApiKey;
	readonly extension: vscode.Extension<unknown>;
	/** For files that VS Code clears by and by. */
	readonly logFolder: vscode.Uri;
	readonly log: Log;
}

/** The one gateway of this window, with what looks at it. */
export function openGateway(options: GatewayOptions): GatewayParts {
	const { settings, connection, apiKey, extension, log } = options;
	const { version } = extension.packageJSON;
	const diagnostics = new Diagnostics(settings, connection, String(version));
	const recording = new Recording(options.logFolder, () => diagnostics.report());
	const fetch = recordable({
		fetch: platformFetch,
		sink: recording.sink,
		now: () => performance.now(),
	});
	const pause = new Pause();
	const activity = new Activity();
	const client = createGateway({
		settings: () => settings.gateway(),
		apiKey: origin => apiKey.get(origin),
		fetch,
		log,
	});
	const watched = watchEnds(client, end => diagnostics.add(end));
	return {
		pause,
		activity,
		gateway: activity.watch(pausable(capUsage(watched, settings), pause)),
		test: new ConnectionTest({ settings, gateway: pausable(watched, pause), fetch }),
		diagnostics,
		recording,
		forget: responses => client.forget(responses),
		clearGateway: () => client.clear(),
		preview: request => client.preview(request),
	};
}
