import * as vscode from 'vscode';
import { Archive } from '../../core/chat/archive.ts';
import type { Feed, Sink } from '../../core/chat/feed.ts';
import { History } from '../../core/chat/history.ts';
import type { FromWebview, Handlers } from '../../core/chat/protocol.ts';
import { makeId } from '../../core/chat/record.ts';
import { titleBy } from '../../core/chat/titling.ts';
import type { ChatViewOptions } from './chatViewOptions.ts';
import { historyFiles } from './historyFiles.ts';

/** Milliseconds that a title may take. */
const longestTitling = 20_000;

/** Calls back once after so many milliseconds. */
export function after(delay: number, call: () => void): vscode.Disposable {
	const timer = setTimeout(call, delay);
	return { dispose: () => clearTimeout(timer) };
}

/** The conversations of this window, with their history in the extension's own storage. */
export function createArchive(
	options: ChatViewOptions,
	{
		sink,
		feed,
		changed,
	}: { readonly sink: Sink; readonly feed: Feed; readonly changed: () => void },
): Archive {
	const { gateway, prompts, connection, preferences, storage, memory, forget, log } = options;
	const now = () => Date.now();
	const notice = (text: string) => sink.post({ type: 'notice', text });
	return new Archive({
		gateway,
		prompt: prompts.messages,
		model: () => connection.model,
		reasoning: () => preferences.reasoning('chat'),
		now: () => performance.now(),
		newId: () => makeId(now(), Math.random),
		observe: sessionId => feed.observe(sessionId),
		history: new History({
			files: historyFiles(storage),
			window: makeId(now(), Math.random).slice(8),
			now,
			log,
		}),
		workspace:
			(vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString() ??
			'',
		last: {
			get: () => memory.get<string>('chat.open'),
			set: sessionId => void memory.update('chat.open', sessionId),
		},
		after,
		forget: stored => void forget(stored),
		titleBy: async turn => {
			const { fastModel } = preferences;
			return fastModel === ''
				? undefined
				: await titleBy(gateway, fastModel, turn, AbortSignal.timeout(longestTitling));
		},
		changed,
		failing: reason => {
			if (reason === undefined) {
				notice('');
			} else {
				log.error(`chat: the history cannot be written or read: ${reason}`);
				notice(
					vscode.l10n.t(
						'The chats cannot be saved: {0}. They stay in this window, and saving is tried again.',
						reason.slice(0, 200),
					),
				);
			}
		},
		unread: (damaged, newer) =>
			notice(
				damaged > 0
					? vscode.l10n.t(
							'{0} messages of this chat could not be read. Their files were moved aside.',
							damaged,
						)
					: vscode.l10n.t(
							'{0} messages of this chat were written by a later version of the extension and are not shown.',
							newer,
						),
			),
	});
}

type SessionMessage =
	| 'openSession'
	| 'renameSession'
	| 'pinSession'
	| 'deleteSession'
	| 'restoreSession';

/** What the list of sessions may ask for. */
export function sessionHandlers(
	archive: Archive,
	{ show, failed }: { readonly show: () => void; readonly failed: (error: unknown) => void },
): Pick<Handlers<FromWebview>, SessionMessage> {
	const run = (act: Promise<unknown>, then: () => void = () => {}) =>
		void act.then(then).catch(failed);
	return {
		openSession: ({ sessionId }) => run(archive.open(sessionId), show),
		renameSession: ({ sessionId, title }) => run(archive.change(sessionId, { title })),
		pinSession: ({ sessionId, pinned }) => run(archive.change(sessionId, { pinned })),
		deleteSession: ({ sessionId }) => {
			const shown = archive.sessions.open.id === sessionId;
			run(archive.remove(sessionId), shown ? show : undefined);
		},
		restoreSession: ({ sessionId }) => run(archive.restore(sessionId)),
	};
}
