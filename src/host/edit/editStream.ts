import * as vscode from 'vscode';
import type { EditDelta, EditOutcome, Hunk } from '../../core/edit/contract.ts';
import type { AnswerEnd, ErrorClass, Failure, Gateway } from '../../core/gateway/gateway.ts';
import { isBeyondCap } from '../../core/gateway/sessionCap.ts';
import type { Log } from '../../core/log.ts';
import { editDeltas } from '../../core/prompt/answer.ts';
import type { CodePrompt, Prompt } from '../../core/prompt/prompt.ts';
import { unmasked } from '../../core/prompt/unmask.ts';
import { beyondCapSentence } from '../failure.ts';
import type { Settings } from '../settings.ts';
import { CaretWatch } from './caret.ts';
import { hasMixedEnds, unencodable } from './encoding.ts';
import type { OpenEdit } from './fileEdits.ts';
import { beyondCapOf, type Consent } from './schemas.ts';
import type { Button, EditMessages, Remedies } from './messages.ts';

/** What an edit command resolves with. */
export interface EditResult {
	readonly outcome: EditOutcome['outcome'] | 'refused';
	/** Hunks that wait for review. */
	readonly hunks: number;
	readonly errorClass?: ErrorClass;
	/** Why nothing was sent, as the sentence that the user saw. */
	readonly reason?: string;
}

export interface EditStreamOptions {
	readonly gateway: Gateway;
	readonly settings: Settings;
	readonly messages: EditMessages;
	readonly log: Log;
}

/** One request on its way into an open edit. */
export interface EditRequest {
	readonly document: vscode.TextDocument;
	readonly edit: OpenEdit;
	readonly prompt: CodePrompt;
	/** `refine`: in place of what is under review. */
	readonly how: 'stream' | 'refine';
	/** Asks once more, where the answer brought nothing; with less context if it is `trimmed`. */
	readonly again: Remedies['again'];
	/** Less context can be sent. */
	readonly trims?: boolean;
	/** Default `ask`; automation is not asked. */
	readonly consent?: Consent;
}

type EditPrompt = Prompt & { readonly maxOutputTokens: number };

/** An answer on its way. */
export interface EditAnswer {
	readonly deltas: AsyncIterable<EditDelta>;
	/** How it ended; `undefined` before. */
	readonly end: () => AnswerEnd | undefined;
}

/** Sends prompts, has the answers streamed in, and says how they ended. */
export class EditStream {
	readonly #options: EditStreamOptions;
	/** Documents whose row ends were looked at. */
	readonly #known = new WeakSet<vscode.TextDocument>();

	constructor(options: EditStreamOptions) {
		this.#options = options;
	}

	/** Never rejects. */
	async run(request: EditRequest): Promise<EditResult> {
		const { document, edit, prompt, how, again, trims = false, consent = 'ask' } = request;
		edit.consent = consent;
		const { session, port, abort } = edit;
		void this.#warnOfEnds(document);
		const caret = new CaretWatch(document);
		const answer = this.ask(prompt, abort.signal, consent);
		const outcome = await (how === 'refine'
			? session.refine(answer.deltas, port, abort.signal)
			: session.stream(answer.deltas, port, abort.signal));
		// An edit can end before its answer does, by undo for instance: then the request ends too.
		abort.abort();
		caret.toFirst(session.hunks);
		caret.dispose();
		if (session.closedBecause === 'gone' && !document.isClosed) {
			return this.refuse(vscode.l10n.t('This editor is read-only: the edit could not be written.'));
		}
		void this.#warn(document, session.hunks);
		return this.ended(outcome, answer.end(), {
			again,
			trims,
			goOn: () =>
				vscode.commands.executeCommand('doubao.continueEdit', {
					uri: document.uri.toString(),
					edit: edit.number,
					mayAsk: true,
				}),
		});
	}

	/** Sends a prompt; the answer is to be read once. */
	ask(prompt: EditPrompt, signal: AbortSignal, consent: Consent): EditAnswer {
		const { settings, gateway } = this.#options;
		let ended: AnswerEnd | undefined;
		const events = gateway.stream(
			{
				messages: prompt.messages,
				model: settings.editModel,
				reasoning: settings.reasoning('edit'),
				maxOutputTokens: prompt.maxOutputTokens,
				beyondCap: beyondCapOf(consent),
			},
			signal,
		);
		const { masks = new Map() } = prompt;
		const plain = masks.size > 0 ? unmasked(events, masks) : events;
		return { deltas: editDeltas(plain, end => (ended = end)), end: () => ended };
	}

	/** Says how an answer ended. */
	ended(outcome: EditOutcome, end: AnswerEnd | undefined, can?: Remedies): EditResult {
		this.#log(outcome, end);
		const failure = outcome.finish === 'cancelled' ? undefined : end?.failure;
		this.#options.messages.ended(outcome, failure, can);
		return resultOf(outcome, failure);
	}

	/** Says why nothing is sent. @param helps Buttons. */
	refuse(reason: string, helps: readonly Button[] = []): EditResult {
		this.#options.messages.refused(reason, helps);
		return refused(reason);
	}

	async #warnOfEnds(document: vscode.TextDocument): Promise<void> {
		if (!this.#known.has(document)) {
			this.#known.add(document);
			if (await hasMixedEnds(document)) {
				this.#options.messages.mixedEnds(document);
			}
		}
	}

	async #warn(document: vscode.TextDocument, hunks: readonly Hunk[]): Promise<void> {
		const characters = await unencodable(document, hunks);
		if (characters.length > 0) {
			this.#options.messages.unencodable(document.encoding, characters);
		}
	}

	#log({ outcome, hunks, finish }: EditOutcome, end: AnswerEnd | undefined): void {
		const ended = end ? `${end.outcome} ${Math.round(end.duration)} ms` : 'stopped';
		this.#options.log.info(`edit: ${outcome} (${finish}), ${hunks} hunks, answer ${ended}`);
	}
}

/** Nothing was sent, and the user knows why. */
export function refused(reason: string): EditResult {
	return { outcome: 'refused', hunks: 0, reason };
}

function resultOf({ outcome, hunks }: EditOutcome, failure: Failure | undefined): EditResult {
	if (failure && isBeyondCap(failure)) {
		return refused(beyondCapSentence());
	}
	const failed = outcome === 'error' || outcome === 'partial';
	return { outcome, hunks, ...(failed && failure && { errorClass: failure.class }) };
}
