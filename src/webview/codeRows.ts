import type { RowTokenizer } from '../core/chat/codeTokens.ts';
import { element } from './dom.ts';
import { tokenizerFor } from './highlighting.ts';

/** Rows in one group: layout then costs as much as the groups in view are long. */
const groupSize = 40;

/** Groups that are coloured in one frame where the rows were there before their colours. */
const groupsAFrame = 10;

/**
 * The rows of a block of code. A row gets its colours when it is complete; what came before the
 * colours were loaded gets them group by group, in frames of their own.
 */
export class CodeRows {
	readonly element = element('code');
	readonly #language: string;
	#group: HTMLElement | undefined;
	#rowsInGroup = 0;
	/** The last row, while it is not complete. */
	#row: Text | undefined;
	/** Reads the rows as they come, once those before them have been read. */
	#tokenizer: RowTokenizer | undefined;
	#painting = 0;

	constructor(language: string) {
		this.#language = language;
		void this.#paint();
	}

	append(text: string): void {
		for (const row of text === '' ? [] : text.split(/(?<=\n)/u)) {
			this.#addRow(row);
		}
	}

	clear(): void {
		this.element.replaceChildren();
		this.#group = undefined;
		this.#row = undefined;
		this.#tokenizer = undefined;
		void this.#paint();
	}

	#addRow(part: string): void {
		if (!this.#group || this.#rowsInGroup === groupSize) {
			this.#group = element('span', { class: 'code-group' });
			this.#rowsInGroup = 0;
			this.element.append(this.#group);
		}
		if (!this.#row) {
			// Without colours, a group is one text.
			const { lastChild } = this.#group;
			const plain = this.#tokenizer === undefined && lastChild instanceof Text;
			this.#row = plain ? lastChild : document.createTextNode('');
			this.#group.append(this.#row);
		}
		this.#row.appendData(part);
		if (part.endsWith('\n')) {
			if (this.#tokenizer) {
				this.#row.replaceWith(...nodesOf(this.#row.data.slice(0, -1), this.#tokenizer), '\n');
			}
			this.#row = undefined;
			this.#rowsInGroup++;
		}
	}

	/** Colours what is there, from the beginning; then rows get their colours as they come. */
	async #paint(): Promise<void> {
		const painting = ++this.#painting;
		const tokenizer = await tokenizerFor(this.#language);
		if (!tokenizer) {
			return;
		}
		for (let done = 0; painting === this.#painting;) {
			const group = this.element.children[done];
			// The last group is still growing: it is coloured with its rows so far, at once.
			if (!group || group === this.#group) {
				this.#paintGroup(group, tokenizer);
				this.#tokenizer = tokenizer;
				return;
			}
			this.#paintGroup(group, tokenizer);
			done++;
			if (done % groupsAFrame === 0) {
				await new Promise(requestAnimationFrame);
			}
		}
	}

	#paintGroup(group: Element | undefined, tokenizer: RowTokenizer): void {
		const rows = (group?.textContent ?? '').split('\n');
		const incomplete = rows.pop() ?? '';
		group?.replaceChildren(...rows.flatMap(row => [...nodesOf(row, tokenizer), '\n']));
		if (group !== undefined && group === this.#group) {
			this.#row = incomplete === '' ? undefined : document.createTextNode(incomplete);
			group.append(...(this.#row ? [this.#row] : []));
		}
	}
}

function nodesOf(row: string, tokenizer: RowTokenizer): readonly (Node | string)[] {
	return tokenizer
		.read(row)
		.map(({ text, kind }) =>
			kind === undefined ? text : element('span', { class: `token-${kind}` }, text),
		);
}
