import { IncrementalMarkdown } from '../core/chat/incrementalMarkdown.ts';
import type { MarkdownNode } from '../core/chat/markdownTree.ts';
import type { Surroundings } from './codeBlock.ts';
import { element } from './dom.ts';
import { reconcile } from './markdownNodes.ts';

/** Blocks in one section: sections out of view cost no layout. */
const sectionSize = 40;

/** Rows from which on a table is long, and milliseconds between new ones. */
const longTable = 150;
const tablePause = 150;

/** UTF-16 units from which on a paragraph is long, and milliseconds that make it every other frame. */
const longParagraph = 20_000;
const paragraphPause = 30;

/** UTF-16 units from which on a fence is long; then it is drawn as often as a paragraph. */
const longFence = 50_000;

/** Markdown that grows. What has settled is not touched again. */
export class MarkdownView {
	readonly element = element('div', { class: 'markdown' });
	readonly #around: Surroundings;
	readonly #markdown = new IncrementalMarkdown();
	#shown: MarkdownNode[] = [];

	constructor(around: Surroundings) {
		this.#around = around;
	}

	/**
	 * Milliseconds that should pass before the next text, since a browser lays out all of the last
	 * block for each: a table's columns are as wide as all of its cells together want them, and the
	 * rows of a paragraph break one after the other.
	 */
	get pause(): number {
		const last = this.#shown.at(-1);
		if (last?.kind === 'codeBlock') {
			return this.#markdown.openLength > longFence ? paragraphPause : 0;
		}
		if (last?.kind !== 'element') {
			return 0;
		}
		const [, body] = last.tag === 'table' ? last.children : [];
		if (body?.kind === 'element' && body.children.length > longTable) {
			return tablePause;
		}
		return last.tag === 'p' && this.#markdown.openLength > longParagraph ? paragraphPause : 0;
	}

	append(text: string): void {
		this.#markdown.append(text);
		this.#update();
	}

	/** Nothing more will come. */
	finish(): void {
		this.#markdown.finish();
		this.#update();
	}

	#update(): void {
		const { blocks } = this.#markdown;
		for (let index = this.#shown.length - 1; index >= blocks.length; index--) {
			this.#reconcile(index, undefined);
		}
		for (const [index, block] of blocks.entries()) {
			if (block !== this.#shown[index]) {
				this.#reconcile(index, block);
			}
		}
		this.#shown = [...blocks];
	}

	#reconcile(index: number, block: MarkdownNode | undefined): void {
		const place = index % sectionSize;
		const section = this.#section(Math.floor(index / sectionSize));
		reconcile(section, place, this.#shown[index], block, this.#around);
		section.classList.toggle('full', section.childNodes.length === sectionSize);
		if (section.childNodes.length === 0) {
			section.remove();
		}
	}

	#section(index: number): Element {
		let section = this.element.children[index];
		if (!section) {
			section = element('div', { class: 'section' });
			this.element.append(section);
		}
		return section;
	}
}
