import * as vscode from 'vscode';
import type { EditOutcome } from '../../core/edit/contract.ts';
import type { Failure } from '../../core/gateway/gateway.ts';
import type { Connection } from '../connection.ts';
import { explainFailure, type Explanation } from '../failure.ts';
import { plain } from '../plain.ts';

/** How long a quiet word stands in the status bar, in milliseconds. */
const quietly = 5_000;

/**
 * What an edit says to the user: a sentence and a button where something is to be decided, a word
 * in the status bar where nothing is. Nothing here is waited for.
 */
export class EditMessages {
	readonly #connection: Connection;

	constructor(connection: Connection) {
		this.#connection = connection;
	}

	/** An edit that could not start. */
	refused(reason: string): void {
		void vscode.window.showWarningMessage(reason);
	}

	noKeySentence(): string {
		return (
			this.#connection.baseUrlProblem() ??
			vscode.l10n.t('{0} needs an API key first.', plain(this.#connection.gatewayName))
		);
	}

	/** Tells that a key is missing, with a button to enter it. */
	offerKey(): void {
		void this.#offer();
	}

	/** How an answer ended. A complete one says nothing: its changes are in view. */
	ended({ outcome, finish }: EditOutcome, failure: Failure | undefined): void {
		const t = vscode.l10n.t;
		switch (outcome) {
			case 'review':
				return;
			case 'unchanged':
				return quiet(t('Doubao: nothing to change'));
			case 'cancelled':
				return quiet(t('Doubao: stopped, nothing was changed'));
			case 'empty':
				void vscode.window.showInformationMessage(
					t('The model answered without code. Nothing was changed.'),
				);
				return;
			case 'partial':
				return finish === 'cancelled'
					? quiet(t('Doubao: stopped, what had arrived is under review'))
					: warn(failure, t('What had arrived is marked as partial: accept or reject it.'));
			case 'error':
				return warn(failure, t('Nothing was changed.'));
		}
	}

	async #offer(): Promise<void> {
		const problem = this.#connection.baseUrlProblem();
		const act =
			problem === undefined ? vscode.l10n.t('Set API Key') : vscode.l10n.t('Check Base URL');
		const chosen = await vscode.window.showWarningMessage(this.noKeySentence(), act);
		if (chosen === act && problem === undefined) {
			await this.#connection.setApiKey();
		} else if (chosen === act) {
			await vscode.commands.executeCommand('workbench.action.openSettings', 'doubao.baseUrl');
		}
	}
}

function quiet(text: string): void {
	vscode.window.setStatusBarMessage(text, quietly);
}

function warn(failure: Failure | undefined, kept: string): void {
	const { text, action } = failure
		? explainFailure(failure)
		: { text: vscode.l10n.t('The answer ended early.'), action: undefined };
	void offer(`${text} ${kept}`, action);
}

async function offer(text: string, action: Explanation['action']): Promise<void> {
	const chosen = await vscode.window.showWarningMessage(text, ...(action ? [action.title] : []));
	if (action && chosen === action.title) {
		await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
	}
}
