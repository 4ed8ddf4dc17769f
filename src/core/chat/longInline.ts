import type { StateCore, Token } from 'markdown-it';
import { add, build, setBuilt } from './markdownTree.ts';
import type { MarkdownNode } from './markdownTree.ts';

/** The beginning of a long paragraph that later text cannot change, with what it was parsed to. */
export interface BegunInline {
	source: string;
	nodes: readonly MarkdownNode[];
	/** UTF-16 units of the paragraph below which looking for a later beginning is not worth it. */
	nextAt: number;
}

/** UTF-16 units of a paragraph from which on its beginning is kept. */
const long = 4000;

/** UTF-16 units by which a kept beginning grows at least, and that stay after it. */
const step = 2000;
const margin = 200;

export function nothingBegun(): BegunInline {
	return { source: '', nodes: [], nextAt: long };
}

/**
 * markdown-it's rule for inline content, but for a paragraph whose beginning was kept: of that one
 * only what follows is parsed.
 */
export function inlineRule(state: StateCore): void {
	const { md, env } = state;
	for (const token of state.tokens) {
		if (token.type !== 'inline') {
			continue;
		}
		const begun = isBegun(env['begun']) ? env['begun'] : undefined;
		const children: Token[] = [];
		let from = 0;
		if (begun && token.content.length > long) {
			goOn(begun, token.content, state);
			from = begun.source.length;
		}
		md.inline.parse(token.content.slice(from), md, env, children);
		if (begun && from > 0) {
			const stand = new state.Token('built', '', 0);
			setBuilt(stand, begun.nodes);
			children.unshift(stand);
		}
		token.children = children;
	}
}

/** Keeps more of the beginning of `content`, if a place is found where it can be cut. */
function goOn(begun: BegunInline, content: string, { md, env }: StateCore): void {
	if (!content.startsWith(begun.source)) {
		Object.assign(begun, nothingBegun());
	}
	const from = begun.source.length;
	const end = content.length < begun.nextAt ? from : cutBefore(content, content.length - margin);
	if (end <= from) {
		return;
	}
	const tokens: Token[] = [];
	md.inline.parse(content.slice(from, end), md, env, tokens);
	if (tokens.every(isSettled)) {
		const nodes = [...begun.nodes];
		add(nodes, build(tokens));
		Object.assign(begun, { source: content.slice(0, end), nodes, nextAt: end + step });
	} else {
		begun.nextAt = content.length + Math.max(step, content.length / 4);
	}
}

/** The last place before `end` between a single space and a word: no mark reaches over it. */
function cutBefore(content: string, end: number): number {
	for (let at = end; at > 1; at--) {
		if (
			/[^\s\\][ \n]\S/u.test(content.slice(at - 2, at + 1)) &&
			!/[\uD800-\uDFFF]/u.test(content.slice(at - 2, at + 1))
		) {
			return at;
		}
		if (end - at > step) {
			break;
		}
	}
	return 0;
}

/** Whether nothing in a text may still be opened or closed by what follows. */
function isSettled({ type, content }: Token): boolean {
	return type !== 'text' || !/[*`[~]|(?<!\w)_|_(?!\w)/u.test(content);
}

function isBegun(value: unknown): value is BegunInline {
	return typeof value === 'object' && value !== null && 'nextAt' in value;
}
