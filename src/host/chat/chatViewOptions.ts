import type * as vscode from 'vscode';
import type { Explain } from '../../core/chat/projection.ts';
import type { Attachment } from '../../core/chat/turn.ts';
import type { GatewayClient } from '../../core/gateway/client.ts';
import type { Gateway, StoredResponse } from '../../core/gateway/gateway.ts';
import type { Log } from '../../core/log.ts';
import type { PlacedEdits } from '../edit/placedEdits.ts';
import type { Project } from '../context/project.ts';
import type { TerminalPrompts } from '../terminalPrompts.ts';
import type { ChatConnection, ChatPreferences, FirstRun } from './chatConnection.ts';
import type { TurnPrompts } from './chatPrompt.ts';

export interface AskRequest {
	readonly text: string;
	/** What the transcript shows instead of `text`. */
	readonly shown?: string;
	/** Ask in an empty session. */
	readonly newChat?: boolean;
	readonly context?: readonly Attachment[];
	readonly task?: 'chat' | 'explain';
	/** False for automation: what would be asked about is refused. */
	readonly mayAsk?: boolean;
	/** What would be asked about is granted. */
	readonly confirmed?: boolean;
}

export interface ChatViewOptions {
	readonly extensionUri: vscode.Uri;
	readonly gateway: Gateway;
	readonly connection: ChatConnection;
	readonly preferences: ChatPreferences;
	readonly firstRun: FirstRun;
	/** Build requests out of turns. */
	readonly prompts: TurnPrompts;
	/** What a question would send now, without the key. */
	readonly preview: GatewayClient['preview'];
	/** Prompts and instructions that the project brings along. */
	readonly project: Project;
	readonly terminalPrompts: TerminalPrompts;
	readonly explainFailure: Explain;
	/** Writes code of an answer into files. */
	readonly placed: PlacedEdits;
	/** Deletes what the gateway keeps of a chat that is deleted. Never rejects. */
	readonly forget: (stored: readonly StoredResponse[]) => Promise<void>;
	/** Where the chats are kept. */
	readonly storage: vscode.Uri;
	/** Remembers, in this workspace, which chat was open. */
	readonly memory: vscode.Memento;
	readonly log: Log;
}
