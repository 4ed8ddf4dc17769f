import * as vscode from 'vscode';
import { ApiKey } from './host/apiKey.ts';
import { Apart } from './host/apart.ts';
import { createTurnPrompts } from './host/chat/chatPrompt.ts';
import { ChatView } from './host/chat/chatView.ts';
import { commandHandlers } from './host/commandHandlers.ts';
import { registerCommands } from './host/commands.ts';
import { PromptSecrets } from './host/context/promptSecrets.ts';
import { openProject } from './host/context/project.ts';
import { Connection } from './host/connection.ts';
import { createEditing } from './host/edit/editing.ts';
import { createExplaining } from './host/explain/explaining.ts';
import { explainFailure } from './host/failure.ts';
import { createFirstRun } from './host/firstRun.ts';
import { GettingStarted } from './host/gettingStarted.ts';
import { openGateway } from './host/gateway.ts';
import { openLog } from './host/logChannel.ts';
import { NativeChat } from './host/nativeChat.ts';
import { Settings } from './host/settings.ts';
import { StatusItem } from './host/statusItem.ts';
import { StatusMenu } from './host/statusMenu.ts';
import { TerminalPrompts } from './host/terminalPrompts.ts';

/** What should still be written when VS Code ends: a bonus, nothing relies on it. */
let flush: () => Promise<void> = () => Promise.resolve();

/**
 * Composition root. Each part is built once, is handed exactly what it uses, and is released by VS
 * Code. Nothing is loaded here but registrations: the model client comes with the first request, and
 * all of this after `activation.ts`.
 */
export function activate(context: vscode.ExtensionContext): void {
	const log = openLog('Doubao');
	const memento = context.workspaceState;
	const project = openProject(memento);
	const settings = new Settings(() => project.instructions.active);
	const apiKey = new ApiKey(context.secrets);
	const connection = new Connection(settings, apiKey);
	const { extension, extensionUri, logUri: logFolder } = context;
	const secrets = new PromptSecrets();
	const terminalPrompts = new TerminalPrompts();
	const apart = new Apart(extensionUri);
	const shared = { apart, settings, connection, apiKey, secrets, terminalPrompts, log };
	const parts = openGateway({ ...shared, extension, logFolder });
	const { activity, gateway, pause, test } = parts;
	const storage = vscode.Uri.joinPath(context.globalStorageUri, 'edits', 'v1');
	const editing = createEditing({ ...shared, gateway, pause, project, storage, memento });
	flush = () => editing.journals.flush();
	const chat = new ChatView({
		extensionUri,
		gateway,
		connection,
		preferences: settings,
		firstRun: createFirstRun({ settings, connection, apiKey, pause, test }),
		prompts: createTurnPrompts(settings),
		preview: parts.preview,
		terminalPrompts,
		project,
		explainFailure,
		placed: editing.placed,
		forget: parts.forget,
		storage: vscode.Uri.joinPath(context.globalStorageUri, 'history', 'v1'),
		memory: memento,
		log,
	});
	const { problems } = editing;
	const explaining = createExplaining({ ...shared, chat, gateway, problems });
	const status = { ...shared, activity, pause, edits: editing.edits };
	const menu = new StatusMenu(status);
	const gettingStarted = new GettingStarted({ extensionUri, activity, connection });
	context.subscriptions.push(
		registerCommands(
			log,
			commandHandlers({ ...shared, ...parts, chat, editing, explaining, gettingStarted, menu }),
		),
		explaining,
		chat.register(),
		new NativeChat({ ...shared, gateway, pause }).register(),
		new StatusItem(status),
		gettingStarted,
		chat,
		editing,
		terminalPrompts,
		parts.recording,
		connection,
		apiKey,
		pause,
		activity,
		settings,
		project,
		log,
	);
}

/** VS Code waits for this up to five seconds. */
export function deactivate(): Promise<void> {
	return flush();
}
