import * as vscode from 'vscode';
import { showInformation, showWarning } from './say.ts';
import { hiddenCharacters } from '../core/unicode.ts';
import { copy } from './clipboard.ts';

/**
 * Puts commands at the prompts of terminals, without running them. Where a program runs in the
 * terminal it would read them as its input, so there they go to the clipboard. Known where shell
 * integration is on.
 */
export class TerminalPrompts implements vscode.Disposable {
	readonly #running = new WeakMap<vscode.Terminal, vscode.TerminalShellExecution>();
	readonly #started = new WeakMap<vscode.Terminal, number>();
	readonly #subscriptions: vscode.Disposable;

	constructor() {
		this.#subscriptions = vscode.Disposable.from(
			vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
				this.#running.set(terminal, execution);
				this.#started.set(terminal, this.started(terminal) + 1);
			}),
			vscode.window.onDidEndTerminalShellExecution(({ terminal, execution }) => {
				if (this.#running.get(terminal) === execution) {
					this.#running.delete(terminal);
				}
			}),
		);
	}

	/** How many commands were started in a terminal so far. */
	started(terminal: vscode.Terminal): number {
		return this.#started.get(terminal) ?? 0;
	}

	/**
	 * Puts `command` at the prompt, or onto the clipboard, and says so.
	 *
	 * @param since What `started` was when the command was asked for: another one started later means
	 * that the prompt is no longer the one that it is for.
	 */
	async insert(
		terminal: vscode.Terminal,
		command: string,
		since = this.started(terminal),
	): Promise<void> {
		if (hiddenCharacters(command).length > 0 || command.includes('\t')) {
			void showWarning(controlledCommand());
			return;
		}
		const isClosed =
			terminal.exitStatus !== undefined || !vscode.window.terminals.includes(terminal);
		const isFree = !this.#running.has(terminal) && this.started(terminal) === since;
		if (!isClosed && isFree) {
			terminal.show();
			terminal.sendText(command, false);
			return;
		}
		await copy(command);
		void showInformation(
			isClosed
				? vscode.l10n.t('The terminal was closed. The command was copied to the clipboard.')
				: vscode.l10n.t(
						'Something else runs or ran in the terminal. The command was copied to the clipboard.',
					),
		);
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}
}

/** Why a command is not put at a prompt. */
export function controlledCommand(): string {
	return vscode.l10n.t(
		'This command contains hidden or control characters, which a terminal may obey. Copy it and look at it first.',
	);
}
