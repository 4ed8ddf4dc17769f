import * as vscode from 'vscode';

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
		const isClosed =
			terminal.exitStatus !== undefined || !vscode.window.terminals.includes(terminal);
		if (!isClosed && !this.#running.has(terminal) && this.started(terminal) === since) {
			terminal.show();
			terminal.sendText(command, false);
			return;
		}
		await vscode.env.clipboard.writeText(command);
		void vscode.window.showInformationMessage(
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
