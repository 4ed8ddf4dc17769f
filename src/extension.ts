import * as vscode from 'vscode';
import { createGateway, type Fetch } from './core/gateway/client.ts';
import { watchEnds } from './core/gateway/sessionCap.ts';
import { ApiKey } from './host/apiKey.ts';
import { createChatPrompt } from './host/chat/chatPrompt.ts';
import { ChatView } from './host/chat/chatView.ts';
import { commandHandlers } from './host/commandHandlers.ts';
import { registerCommands } from './host/commands.ts';
import { Connection } from './host/connection.ts';
import { ConnectionTest } from './host/connectionTest.ts';
import { Diagnostics } from './host/diagnostics.ts';
import { createEditing } from './host/edit/editing.ts';
import { Explain } from './host/explain.ts';
import { explainFailure } from './host/failure.ts';
import { createFirstRun } from './host/firstRun.ts';
import { Settings } from './host/settings.ts';
import { capUsage } from './host/usageCap.ts';

/**
 * Composition root. Each part is built once, is handed exactly what it uses, and is released by VS
 * Code. Nothing is loaded here but registrations: the model client comes with the first request.
 */
export function activate(context: vscode.ExtensionContext): void {
	const log = vscode.window.createOutputChannel('Doubao', { log: true });
	const settings = new Settings();
	const apiKey = new ApiKey(context.secrets);
	const connection = new Connection(settings, apiKey);
	// VS Code's own: it knows http.proxy and the certificates of the system.
	const fetch: Fetch = (input, init) => globalThis.fetch(input, init);
	const client = createGateway({
		settings: () => settings.gateway(),
		apiKey: origin => apiKey.get(origin),
		fetch,
		log,
	});
	const { version } = context.extension.packageJSON;
	const diagnostics = new Diagnostics(settings, connection, String(version));
	const watched = watchEnds(client, end => diagnostics.add(end));
	const gateway = capUsage(watched, settings);
	const test = new ConnectionTest({ settings, gateway: watched, fetch });
	const storage = vscode.Uri.joinPath(context.globalStorageUri, 'edits', 'v1');
	const memento = context.workspaceState;
	const editing = createEditing({ gateway, connection, settings, storage, memento, log });
	const chat = new ChatView({
		extensionUri: context.extensionUri,
		gateway,
		connection,
		preferences: settings,
		firstRun: createFirstRun({ settings, connection, apiKey, test }),
		prompt: createChatPrompt(settings),
		explainFailure,
		log,
	});
	const explain = new Explain({ chat, settings });
	context.subscriptions.push(
		registerCommands(
			log,
			commandHandlers({ chat, connection, editing, explain, test, diagnostics, log }),
		),
		chat.register(),
		chat,
		editing,
		connection,
		apiKey,
		settings,
		log,
	);
}
