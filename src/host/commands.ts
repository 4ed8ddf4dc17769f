import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/disposable.ts';
import type { Log } from '../core/log.ts';
import { showError } from './say.ts';

/** What a command does. Arguments come from keybindings and other extensions: unknown until read. */
export type CommandHandler = (argument: unknown, ...more: readonly unknown[]) => unknown;

/**
 * Registers commands so that no promise of theirs ever rejects: a defect becomes a line in the log
 * and one plain sentence, never a stack trace in a toast.
 */
export function registerCommands(
	log: Log,
	handlers: Readonly<Record<`doubao.${string}`, CommandHandler>>,
): Disposable {
	const store = new DisposableStore();
	for (const [id, handle] of Object.entries(handlers)) {
		store.add(
			vscode.commands.registerCommand(
				id,
				async (argument: unknown, ...more: readonly unknown[]) => {
					try {
						return await handle(argument, ...more);
					} catch (error) {
						log.error(
							`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
						);
						void offerLog();
						return undefined;
					}
				},
			),
		);
	}
	return store;
}

async function offerLog(): Promise<void> {
	const showLog = vscode.l10n.t('Show Log');
	const chosen = await showError(
		vscode.l10n.t('Something went wrong in Doubao. Your files are as they were.'),
		showLog,
	);
	if (chosen === showLog) {
		await vscode.commands.executeCommand('doubao.showLog');
	}
}
