import type { Prompt } from '../../core/prompt/prompt.ts';
import { SecretCheck, type Permission } from './secretCheck.ts';

/** Asks before prompts leave with what looks like secrets. One for all, so that an answer is remembered. */
export class PromptSecrets {
	readonly #check = new SecretCheck();

	forget(): void {
		this.#check.forget();
	}

	/**
	 * @param label What the prompt is about.
	 * @param own The text that is rewritten: masks in the answer for what it holds become the values
	 * again; by default nothing is.
	 * @returns The prompt as it is sent, or why it is not sent. Never rejects.
	 */
	async masked<P extends Prompt>(
		prompt: P,
		{ label, own = '' }: { readonly label: string; readonly own?: string },
		permission: Permission,
	): Promise<P | { readonly reason: string }> {
		const texts = prompt.messages.map(
			({ content: text }) => ({ label, text, unplaced: true }) as const,
		);
		const checked = await this.#check.check(texts, permission);
		if ('reason' in checked) {
			return checked;
		}
		const messages = prompt.messages.map(message => ({
			...message,
			content: checked.apply(message.content),
		}));
		const masks = new Map([...checked.masks()].filter(([, value]) => own.includes(value)));
		return { ...prompt, messages, masks };
	}
}
