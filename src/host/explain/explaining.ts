import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import type { Gateway } from '../../core/gateway/gateway.ts';
import type { Apart } from '../apart.ts';
import type { ChatView } from '../chat/chatView.ts';
import { CommitMessages } from '../commitMessage.ts';
import type { Connection } from '../connection.ts';
import type { PromptSecrets } from '../context/promptSecrets.ts';
import { EditMessages } from '../edit/messages.ts';
import type { ProblemPlace } from '../edit/reports.ts';
import type { Settings } from '../settings.ts';
import type { TerminalPrompts } from '../terminalPrompts.ts';
import { Terminals } from '../terminals.ts';
import { Explain } from './explain.ts';
import { InPlace } from './inPlace.ts';

export interface ExplainingOptions {
	readonly chat: ChatView;
	readonly gateway: Gateway;
	readonly connection: Connection;
	readonly settings: Settings;
	readonly secrets: PromptSecrets;
	readonly apart: Apart;
	readonly terminalPrompts: TerminalPrompts;
	/** Where the lightbulb menu was opened. */
	readonly problems: ProblemPlace;
}

/** All that answers about code, changes and terminals without changing a document. */
export interface Explaining extends Disposable {
	readonly explain: Explain;
	readonly inPlace: InPlace;
	readonly commits: CommitMessages;
	readonly terminals: Terminals;
}

export function createExplaining(options: ExplainingOptions): Explaining {
	const store = new DisposableStore();
	const messages = new EditMessages(options.connection);
	const inPlace = store.add(new InPlace({ ...options, messages }));
	const explain = new Explain({ ...options, messages, inPlace });
	const commits = new CommitMessages({ ...options, messages });
	const terminals = store.add(new Terminals({ ...options, messages, explain }));
	return { explain, inPlace, commits, terminals, dispose: () => store.dispose() };
}
