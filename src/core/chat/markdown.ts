import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { inlineRule } from './longInline.ts';
import type { BegunInline } from './longInline.ts';
import { build } from './markdownTree.ts';
import type { MarkdownNode } from './markdownTree.ts';

/** Link reference definitions by normalized label. */
export type References = Record<string, { title: string; href: string }>;

/** A top-level block and the line it starts on, counted from 0. */
export interface Block {
	readonly line: number;
	readonly node: MarkdownNode;
}

const parser = new MarkdownIt({ html: false, linkify: false, typographer: false });
parser.core.ruler.at('inline', inlineRule);

/**
 * Parses CommonMark with GFM's tables, strikethrough and task lists. Raw HTML is text.
 *
 * @param references Definitions from before `source`; those that `source` makes are added.
 * @param begun What was kept of parsing a beginning of `source`, and is kept for the next time.
 */
export function parseMarkdown(
	source: string,
	references: References = {},
	begun?: BegunInline,
): readonly Block[] {
	const blocks: Block[] = [];
	const tokens = parser.parse(source, { references, begun });
	for (let start = 0; start < tokens.length;) {
		const end = endOf(tokens, start);
		const node = build(tokens.slice(start, end))[0];
		if (node) {
			blocks.push({ line: tokens[start]?.map?.[0] ?? 0, node });
		}
		start = end;
	}
	return blocks;
}

/** Tokens of the content of a paragraph, or of a piece of it. */
export function parseInline(content: string, references: References): Token[] {
	const tokens: Token[] = [];
	parser.inline.parse(content, parser, { references }, tokens);
	return tokens;
}

/** A paragraph's content without the blanks around it, as CommonMark counts them. */
export function trimmed(source: string): string {
	return parser.utils.asciiTrim(source);
}

/** The items of a list, and what decides their looks. */
export interface ListItems {
	readonly tag: 'ul' | 'ol';
	/** The sign after each item's number, or before its text. */
	readonly marker: string;
	readonly items: readonly Block[];
	/** Whether paragraphs stand without space between; `undefined` if no item shows one. */
	readonly tight: boolean | undefined;
}

/**
 * Parses rows that may be one list.
 *
 * @param loose Show it with space between paragraphs, since it is part of a list that has it.
 * @returns `undefined` if it is anything else, or more.
 */
export function parseListItems(
	source: string,
	references: References,
	loose: boolean,
): ListItems | undefined {
	const tokens = parser.parse(source, { references });
	const [open] = tokens;
	if ((open?.tag !== 'ul' && open?.tag !== 'ol') || endOf(tokens, 0) !== tokens.length) {
		return undefined;
	}
	const paragraphs = tokens.filter(({ level, tag }) => level === 2 && tag === 'p');
	const tight = paragraphs[0]?.hidden;
	if (loose) {
		for (const paragraph of paragraphs) {
			paragraph.hidden = false;
		}
	}
	const items: Block[] = [];
	for (let start = 1; start < tokens.length - 1; start = endOf(tokens, start)) {
		const node = build(tokens.slice(start, endOf(tokens, start)))[0];
		if (node) {
			items.push({ line: tokens[start]?.map?.[0] ?? 0, node });
		}
	}
	return { tag: open.tag, marker: open.markup, items, tight };
}

/** The index after the token that closes the one at `start`. */
function endOf(tokens: readonly Token[], start: number): number {
	let end = start + 1;
	for (let depth = tokens[start]?.nesting ?? 0; depth > 0 && end < tokens.length; end++) {
		depth += tokens[end]?.nesting ?? 0;
	}
	return end;
}
