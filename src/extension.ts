import * as vscode from 'vscode';
import { ApiKey } from './host/apiKey.ts';
import { createChatPrompt } from './host/chat/chatPrompt.ts';
import { ChatView } from './host/chat/chatView.ts';
import { commandHandlers } from './host/commandHandlers.ts';
import { registerCommands } from './host/commands.ts';
import { Connection } from './host/connection.ts';
import { createEditing } from './host/edit/editing.ts';
import { createExplaining } from './host/explain/explaining.ts';
import { explainFailure } from './host/failure.ts';
import { createFirstRun } from './host/firstRun.ts';
import { openGateway } from './host/gateway.ts';
import { Settings } from './host/settings.ts';

/** What should still be written when VS Code ends: a bonus, nothing relies on it. */
let flush: () => Promise<void> = () => Promise.resolve();

/**
 * Composition root. Each part is built once, is handed exactly what it uses, and is released by VS
 * Code. Nothing is loaded here but registrations: the model client comes with the first request.
 */
export function activate(context: vscode.ExtensionContext): void {
	const log = vscode.window.createOutputChannel('Doubao', { log: true });
	const settings = new Settings();
	const apiKey = new ApiKey(context.secrets);
	const connection = new Connection(settings, apiKey);
	const { extension, logUri: logFolder } = context;
	const parts = openGateway({ settings, connection, apiKey, extension, logFolder, log });
	const { gateway, test } = parts;
	const storage = vscode.Uri.joinPath(context.globalStorageUri, 'edits', 'v1');
	const memento = context.workspaceState;
	const editing = createEditing({ gateway, connection, settings, storage, memento, log });
	flush = () => editing.journals.flush();
	const chat = new ChatView({
		extensionUri: context.extensionUri,
		gateway,
		connection,
		preferences: settings,
		firstRun: createFirstRun({ settings, connection, apiKey, test }),
		prompt: createChatPrompt(settings),
		explainFailure,
		placed: editing.placed,
		forget: parts.forget,
		storage: vscode.Uri.joinPath(context.globalStorageUri, 'history', 'v1'),
		memory: context.workspaceState,
		log,
	});
	const { problems } = editing;
	const explaining = createExplaining({ chat, gateway, connection, settings, problems });
	context.subscriptions.push(
		registerCommands(
			log,
			commandHandlers({ chat, connection, editing, explaining, ...parts, log }),
		),
		explaining,
		chat.register(),
		chat,
		editing,
		parts.recording,
		connection,
		apiKey,
		settings,
		log,
	);
}

/** VS Code waits for this up to five seconds. */
export function deactivate(): Promise<void> {
	return flush();
}
