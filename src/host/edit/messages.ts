import * as vscode from 'vscode';
import type { EditOutcome } from '../../core/edit/contract.ts';
import type { Failure } from '../../core/gateway/gateway.ts';
import type { Connection } from '../connection.ts';
import { explainFailure, sentences } from '../failure.ts';
import { plain } from '../plain.ts';
import type { InTheWay } from './openEdits.ts';
import { showInformation, showStatus, showWarning } from '../say.ts';

/** How long a quiet word stands in the status bar, in milliseconds. */
const quietly = 5_000;

/** What can be done about an answer that failed. */
export interface Remedies {
	readonly again: (trimmed: boolean) => Promise<unknown>;
	/** Less context can be sent. */
	readonly trims: boolean;
	/** Asks for the rest, where the edit can be gone on with. */
	readonly goOn?: () => unknown;
}

/** A button below a sentence, and what it does. */
export interface Button {
	readonly title: string;
	press(): unknown;
}

/**
 * What an edit says to the user: a sentence and a button where something is to be decided, a word
 * in the status bar where nothing is. Nothing here is waited for.
 */
export class EditMessages {
	readonly #connection: Connection;

	constructor(connection: Connection) {
		this.#connection = connection;
	}

	/** An edit that could not start. @param helps Buttons. */
	refused(reason: string, helps: readonly Button[] = []): void {
		void offerAll(reason, helps);
	}

	/** Saving changes rows that nobody edited; VS Code does it, and the user should know. */
	mixedEnds({ uri, eol }: vscode.TextDocument): void {
		void showInformation(
			vscode.l10n.t(
				'The line endings of {0} are mixed. VS Code makes all of them {1} when it saves.',
				plain(uri.path.split('/').at(-1) ?? ''),
				eol === vscode.EndOfLine.CRLF ? 'CRLF' : 'LF',
			),
		);
	}

	/** New rows hold characters that saving would replace, since the file's encoding has none for them. */
	unencodable(encoding: string, characters: readonly string[]): void {
		void offerAll(
			vscode.l10n.t(
				'The new code contains characters that the encoding of this file ({0}) does not have: {1}. Saving would replace them. Save with another encoding, or reject the changes.',
				encoding,
				plain(characters.join(' ')),
			),
			[
				{
					title: vscode.l10n.t('Choose Encoding'),
					press: () => vscode.commands.executeCommand('workbench.action.editor.changeEncoding'),
				},
			],
		);
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
	ended({ outcome, finish }: EditOutcome, failure: Failure | undefined, can?: Remedies): void {
		const t = vscode.l10n.t;
		switch (outcome) {
			case 'review':
				return;
			case 'unchanged':
				return quiet(t('Doubao: nothing to change'));
			case 'cancelled':
				return quiet(t('Doubao: stopped, nothing was changed'));
			case 'empty':
				void showInformation(t('The model answered without code. Nothing was changed.'));
				return;
			case 'partial':
				return finish === 'cancelled'
					? quiet(t('Doubao: stopped, what had arrived is under review'))
					: void offer(
							[sentence(failure), t('What had arrived is marked as partial: accept or reject it.')],
							goOnButton(failure, can) ?? button(failure, undefined),
						);
			case 'error':
				void offer([sentence(failure), t('Nothing was changed.')], button(failure, can));
		}
	}

	/** A request beside edits that failed. @param kept What became of the work, as a sentence. */
	failed(failure: Failure, kept: string, can?: Remedies): void {
		void offer([sentence(failure), kept], button(failure, can));
	}

	async #offer(): Promise<void> {
		const problem = this.#connection.baseUrlProblem();
		const act =
			problem === undefined ? vscode.l10n.t('Set API Key') : vscode.l10n.t('Check Base URL');
		const chosen = await showWarning(this.noKeySentence(), act);
		if (chosen === act && problem === undefined) {
			await this.#connection.setApiKey();
		} else if (chosen === act) {
			await vscode.commands.executeCommand('workbench.action.openSettings', 'doubao.baseUrl');
		}
	}
}

/** Why rows cannot be edited now, and what to do about it. */
export function inTheWaySentence(inTheWay: InTheWay): string {
	return inTheWay === 'streaming'
		? vscode.l10n.t('Doubao is writing here. Wait for the end, or stop it with Esc.')
		: vscode.l10n.t(
				'There are changes under review here. Accept or reject them first, or refine them with another instruction.',
			);
}

export function changedMeanwhile(): string {
	return vscode.l10n.t('The file was changed meanwhile. Start the edit again.');
}

export function nothingToContinue(): string {
	return vscode.l10n.t('There is no partial edit to continue here.');
}

function quiet(text: string): void {
	showStatus(text, quietly);
}

/** What went wrong. What became of the edit is told beside it. */
function sentence(failure: Failure | undefined): string {
	const { cause, text } = failure ? explainFailure(failure) : {};
	return cause ?? text ?? vscode.l10n.t('The answer ended early.');
}

/** The one button that helps most. */
function button(failure: Failure | undefined, can: Remedies | undefined): Button | undefined {
	const { action, retry, trim } = failure ? explainFailure(failure) : {};
	if (trim !== undefined && can?.trims === true) {
		return { title: trim, press: () => can.again(true) };
	}
	if (retry === true && can) {
		return { title: vscode.l10n.t('Retry'), press: () => can.again(false) };
	}
	return (
		action && {
			title: action.title,
			press: () => vscode.commands.executeCommand(action.command, ...(action.arguments ?? [])),
		}
	);
}

/** Where asking for the rest helps: the answer was cut, or broke off. */
function goOnButton(failure: Failure | undefined, can?: Remedies): Button | undefined {
	const helps = !failure || failure.class === 'length' || explainFailure(failure).retry === true;
	const goOn = can?.goOn;
	return helps && goOn !== undefined
		? { title: vscode.l10n.t('Continue'), press: goOn }
		: undefined;
}

async function offer(words: readonly string[], shown: Button | undefined): Promise<void> {
	const titles = shown ? [shown.title] : [];
	const chosen = await showWarning(sentences(...words), ...titles);
	if (shown && chosen === shown.title) {
		await shown.press();
	}
}

async function offerAll(shown: string, buttons: readonly Button[]): Promise<void> {
	const chosen = await showWarning(shown, ...buttons.map(({ title }) => title));
	await buttons.find(({ title }) => title === chosen)?.press();
}
