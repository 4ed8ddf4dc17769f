import type * as vscode from 'vscode';
import type { Explain } from '../../core/chat/projection.ts';
import type { Attachment, Turn } from '../../core/chat/turn.ts';
import type { Gateway, Message, StoredResponse } from '../../core/gateway/gateway.ts';
import type { Log } from '../../core/log.ts';
import type { PlacedEdits } from '../edit/placedEdits.ts';
import type { ChatConnection, ChatPreferences, FirstRun } from './chatConnection.ts';

export interface AskRequest {
	readonly text: string;
	/** What the transcript shows instead of `text`. */
	readonly shown?: string;
	/** Ask in an empty session. */
	readonly newChat?: boolean;
	readonly context?: readonly Attachment[];
	readonly task?: 'chat' | 'explain';
}

export interface ChatViewOptions {
	readonly extensionUri: vscode.Uri;
	readonly gateway: Gateway;
	readonly connection: ChatConnection;
	readonly preferences: ChatPreferences;
	readonly firstRun: FirstRun;
	/** Builds a request out of the turns; the last one is the question to answer. */
	readonly prompt: (turns: readonly Turn[]) => readonly Message[];
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
