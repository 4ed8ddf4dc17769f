import { parseMarkdown } from './markdown.ts';
import type { Block, References } from './markdown.ts';
import type { MarkdownNode } from './markdownTree.ts';
import { nothingBegun } from './longInline.ts';
import type { OpenBlock } from './openBlock.ts';
import { openFence } from './openFence.ts';
import { openList } from './openList.ts';
import { openParagraph } from './openParagraph.ts';
import { openTable } from './openTable.ts';

/** A settled block whose look may change once a link reference is defined further down. */
interface Unresolved {
	readonly index: number;
	readonly source: string;
}

/**
 * Markdown that is still arriving. Each delta costs as much as the last block is long, not the
 * whole text: what lies before the *tail*, the part that later text may still change, is parsed
 * once. Inside an open fence or table a delta costs as much as it is long, inside a list as much as
 * the last item, and inside a long paragraph as much as its last sentences.
 *
 * After `finish` the blocks are those of parsing the whole text at once, however it was cut.
 */
export class IncrementalMarkdown {
	readonly #blocks: MarkdownNode[] = [];
	readonly #references: References = {};
	readonly #unresolved: Unresolved[] = [];
	/** Source from the first block that may still change. */
	#tail = '';
	/** Number of blocks before the tail. */
	#settled = 0;
	#open: OpenBlock | undefined;
	/** Of the last paragraph of the tail. */
	#begun = nothingBegun();
	#endsWithReturn = false;

	/** All blocks now. An entry is replaced, never changed, when its content changes. */
	get blocks(): readonly MarkdownNode[] {
		return this.#blocks;
	}

	/** UTF-16 units of source that later text may still change. */
	get openLength(): number {
		return this.#tail.length;
	}

	/** Takes more text. Afterwards `blocks` shows it, but for a last row that may be a fence's end. */
	append(text: string): void {
		const added = this.#normalize(text);
		this.#tail += added;
		const block = this.#open?.append(added);
		if (block) {
			this.#blocks[this.#blocks.length - 1] = block;
		} else {
			this.#parseTail();
		}
	}

	/** Nothing more will come. */
	finish(): void {
		this.#parseTail();
		this.#settle(this.#tail, this.#blocks.length - this.#settled);
		this.#tail = '';
		this.#open = undefined;
	}

	#parseTail(): void {
		const parsed = parseMarkdown(this.#tail, beside(this.#references), this.#begun);
		this.#blocks.length = this.#settled;
		this.#blocks.push(...parsed.map(({ node }) => node));
		const cut = cutAt(parsed, this.#tail);
		if (cut) {
			this.#settle(this.#tail.slice(0, cut.offset), cut.blocks);
			this.#tail = this.#tail.slice(cut.offset);
			this.#begun = nothingBegun();
		}
		this.#open = this.#openTail();
	}

	#openTail(): OpenBlock | undefined {
		const last = this.#blocks[this.#settled];
		if (!last || this.#blocks.length !== this.#settled + 1) {
			return undefined;
		}
		if (last.kind !== 'element') {
			return openFence(this.#tail);
		}
		switch (last.tag) {
			case 'table':
				return openTable(this.#tail, this.#references);
			case 'ul':
			case 'ol':
				return openList(this.#tail, last, this.#references);
			case 'p':
				return openParagraph(this.#tail, this.#references, this.#begun);
			default:
				return undefined;
		}
	}

	/** The next `count` blocks, whose source is given, can no longer change but by a reference. */
	#settle(source: string, count: number): void {
		if (source.includes('[')) {
			const own = beside(this.#references);
			const blocks = parseMarkdown(source, own);
			const offsets = lineOffsets(source);
			for (const [index, { line }] of blocks.entries()) {
				const end = blocks[index + 1]?.line;
				const text = source.slice(offsets[line], end === undefined ? source.length : offsets[end]);
				if (text.includes('[')) {
					this.#unresolved.push({ index: this.#settled + index, source: text });
				}
			}
			this.#define(own);
		}
		this.#settled += count;
	}

	#define(found: References): void {
		const labels = Object.keys(found);
		if (labels.length === 0) {
			return;
		}
		Object.assign(this.#references, found);
		for (const { index, source } of this.#unresolved) {
			const again = parseMarkdown(source, beside(this.#references))[0];
			if (again) {
				this.#blocks[index] = again.node;
			}
		}
	}

	/** Line ends as `\n`, also where `\r` and `\n` come in two deltas; NUL as CommonMark wants it. */
	#normalize(text: string): string {
		const whole = this.#endsWithReturn && text.startsWith('\n') ? text.slice(1) : text;
		this.#endsWithReturn = text === '' ? this.#endsWithReturn : text.endsWith('\r');
		return whole.replaceAll(/\r\n?/gu, '\n').replaceAll('\0', '\uFFFD');
	}
}

/**
 * The latest place before which later text changes nothing but references: the start of a block
 * whose first line is complete and decides by itself that the block before is over. Without one,
 * the third block from the end, since a table is known by its second line only, and the title of a
 * definition can reach over one paragraph.
 */
function cutAt(
	parsed: readonly Block[],
	source: string,
): { readonly offset: number; readonly blocks: number } | undefined {
	if (parsed.length < 2) {
		return undefined;
	}
	const offsets = lineOffsets(source);
	for (let index = parsed.length - 1; index > 0; index--) {
		const line = parsed[index]?.line ?? 0;
		const offset = offsets[line] ?? 0;
		const complete = offsets[line + 1] !== undefined;
		if ((complete && startsAlone(parsed[index], source, offsets)) || index <= parsed.length - 3) {
			return { offset, blocks: index };
		}
	}
	return undefined;
}

/** Whether a block's first line ends whatever stood before: after a blank line, or by its marker. */
function startsAlone(
	block: Block | undefined,
	source: string,
	offsets: readonly number[],
): boolean {
	const { line = 0, node } = block ?? {};
	const offset = offsets[line] ?? 0;
	return (
		/^[ \t]*\n$/u.test(source.slice(offsets[line - 1], offset)) ||
		node?.kind === 'codeBlock' ||
		(node?.kind === 'element' && ['ul', 'ol', 'blockquote', 'hr'].includes(node.tag)) ||
		/^ {0,3}#/u.test(source.slice(offset, offset + 4))
	);
}

/** A set of definitions that sees `known` and keeps new ones to itself; the first one wins. */
function beside(known: References): References {
	const own: References = Object.create(known);
	return own;
}

/** Where each line starts; the last entry is the end of `source` if that is a line's end. */
function lineOffsets(source: string): readonly number[] {
	const offsets = [0];
	for (let end = source.indexOf('\n'); end !== -1; end = source.indexOf('\n', end + 1)) {
		offsets.push(end + 1);
	}
	return offsets;
}
