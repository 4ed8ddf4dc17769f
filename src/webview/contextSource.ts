import type { ContextKind } from '../core/chat/contextKind.ts';
import type { ContextChoice } from '../core/chat/contextProtocol.ts';
import type { Surroundings } from './codeBlock.ts';
import type { CompletionItem, CompletionSource } from './completion.ts';
import type { IconName } from './icons.ts';
import type { Typed } from './trigger.ts';

/** The list behind `@`: what can be sent along. The host finds it, the panel only shows it. */
export class ContextSource implements CompletionSource {
	/** The second is what Chinese input methods give for it in full width. */
	readonly triggers = '@＠';
	readonly place = 'word';
	readonly name: string;
	readonly #post: Surroundings['post'];
	#search = 0;
	#tell: ((items: readonly CompletionItem[]) => void) | undefined;

	constructor({ strings, post }: Pick<Surroundings, 'strings' | 'post'>) {
		this.name = strings.contextList;
		this.#post = post;
	}

	find(query: string, tell: (items: readonly CompletionItem[]) => void): void {
		this.#tell = tell;
		this.#post({ type: 'findContext', search: String(++this.#search), query });
	}

	/** What the host found. */
	found(search: string, choices: readonly ContextChoice[]): void {
		if (search === String(this.#search)) {
			this.#tell?.(
				choices.map(({ key, kind, label, detail }) => ({
					id: key,
					label,
					detail,
					icon: iconOf(kind),
				})),
			);
		}
	}

	/** Within a sentence its name takes the place of what was typed; alone, the chip says it. */
	choose({ id, label, icon }: CompletionItem, { start }: Typed): string {
		this.#post({ type: 'attach', key: id });
		return start > 0 && (icon === 'file' || icon === 'folder') ? `${label} ` : '';
	}
}

export function iconOf(kind: ContextKind): IconName {
	return kind === 'text' ? 'file' : kind;
}
