import * as vscode from 'vscode';
import type { Question, Turn } from '../../core/chat/turn.ts';
import type { ContextUse } from '../../core/prompt/cut.ts';
import { expandPrompt, type PromptFile } from '../../core/prompt/promptFile.ts';
import { SecretCheck, type Permission } from '../context/secretCheck.ts';

export interface PreparingOptions {
	/** Settles when the project's files have been read. */
	readonly ready: () => Promise<void>;
	readonly prompts: () => readonly PromptFile[];
	/** The turns that the question follows. */
	readonly turns: () => readonly Turn[];
	readonly use: (turns: readonly Turn[], question: Question) => ContextUse;
}

/**
 * Makes of a question what is sent: the text of a prompt file in the place of its name, secrets
 * masked where the user wants it, and noted what does not fit.
 */
export class Preparing {
	readonly #options: PreparingOptions;
	readonly #secrets = new SecretCheck();

	constructor(options: PreparingOptions) {
		this.#options = options;
	}

	/** Forgets which secrets were sent as they are. */
	forget(): void {
		this.#secrets.forget();
	}

	/**
	 * @param before The turns that the question follows, where they are not those of the open branch.
	 * @returns The question to send, or why it is not sent. Never rejects.
	 */
	async prepare(
		question: Question,
		permission: Permission,
		before: readonly Turn[] = this.#options.turns(),
	): Promise<Question | { readonly reason: string }> {
		const { ready, prompts, use } = this.#options;
		await ready();
		const typed = question.task === 'chat' && question.text === question.shown;
		const text = (typed ? expandPrompt(question.text, prompts()) : undefined) ?? question.text;
		const found = await this.#secrets.check(
			[
				{ label: vscode.l10n.t('the question'), text },
				...question.context.map(({ label, text: body }) => ({ label, text: body })),
			],
			permission,
		);
		if ('reason' in found) {
			return found;
		}
		const { apply } = found;
		const clean: Question = {
			...question,
			text: apply(text),
			shown: apply(question.shown),
			context: question.context.map(one => ({ ...one, text: apply(one.text) })),
		};
		const { cut } = use(before, clean);
		return cut.length > 0 && question.task === 'chat' ? { ...clean, cut } : clean;
	}
}
