import type { PromptView } from '../core/chat/contextProtocol.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import { chatShortcuts, type ChatShortcut } from '../core/prompt/chatShortcuts.ts';
import type { CompletionItem, CompletionSource } from './completion.ts';

/** The list behind `/`: questions that are asked often, and what acts at once. */
export class SlashSource implements CompletionSource {
	/** The second is what Chinese input methods give for it in full width. */
	readonly triggers = '/／';
	readonly place = 'text';
	readonly name: string;
	/** Prompt files of the project; the host puts their text in the place of their names. */
	prompts: readonly PromptView[] = [];
	readonly #strings: ChatStrings;
	readonly #clear: () => void;

	constructor(strings: ChatStrings, clear: () => void) {
		this.name = strings.slashList;
		this.#strings = strings;
		this.#clear = clear;
	}

	find(query: string, tell: (items: readonly CompletionItem[]) => void): void {
		const typed = query.toLowerCase();
		tell(this.#items().filter(({ id }) => id.startsWith(typed)));
	}

	/** `/clear` acts; the others stand in the text, so that words can follow. */
	choose({ id }: CompletionItem): string {
		if (id === 'clear') {
			this.#clear();
			return '';
		}
		return `/${id} `;
	}

	#items(): readonly CompletionItem[] {
		const { slashExplain, slashFix, slashTests, slashDocs, slashSimplify, slashClear } =
			this.#strings;
		const details: Readonly<Record<ChatShortcut, string>> = {
			explain: slashExplain,
			fix: slashFix,
			tests: slashTests,
			docs: slashDocs,
			simplify: slashSimplify,
		};
		return [
			...chatShortcuts.map(id => ({
				id,
				label: `/${id}`,
				detail: details[id],
				icon: 'edit' as const,
			})),
			...this.prompts.map(({ name, description }) => ({
				id: name,
				label: `/${name}`,
				detail: description,
				icon: 'instructions' as const,
			})),
			{ id: 'clear', label: '/clear', detail: slashClear, icon: 'newFile' },
		];
	}
}
