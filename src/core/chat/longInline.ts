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
export const longParagraph = 4000;

/** UTF-16 units by which a kept beginning grows at a time, and that stay after it. */
const step = 2000;
const margin = 200;

/** UTF-16 units of a piece up to which several places for its end are tried. */
const cheap = 8000;

export function nothingBegun(): BegunInline {
	return { source: '', nodes: [], nextAt: longParagraph };
}

/** Makes tokens of inline content. */
type Parse = (content: string) => Token[];

/**
 * markdown-it's rule for inline content, but for a paragraph whose beginning was kept: of that one
 * only what follows is parsed.
 */
export function inlineRule(state: StateCore): void {
	const { md, env } = state;
	const begun = isBegun(env['begun']) ? env['begun'] : undefined;
	const parse: Parse = content => {
		const tokens: Token[] = [];
		md.inline.parse(content, md, env, tokens);
		return tokens;
	};
	for (const token of state.tokens) {
		if (token.type !== 'inline') {
			continue;
		}
		if (!begun || token.content.length <= longParagraph) {
			token.children = parse(token.content);
			continue;
		}
		goOn(begun, token.content, parse);
		token.children = parse(token.content.slice(begun.source.length));
		if (begun.source !== '') {
			const stand = new state.Token('built', '', 0);
			setBuilt(stand, begun.nodes);
			token.children.unshift(stand);
		}
	}
}

/** Nodes of a long paragraph's content, of which only what follows the kept beginning is parsed. */
export function longNodes(begun: BegunInline, content: string, parse: Parse): MarkdownNode[] {
	goOn(begun, content, parse);
	const nodes = [...begun.nodes];
	add(nodes, build(joined(parse(content.slice(begun.source.length)))));
	return nodes;
}

/** Keeps as much more of the beginning of `content` as can be cut off after a step or several. */
function goOn(begun: BegunInline, content: string, parse: Parse): void {
	if (!content.startsWith(begun.source)) {
		Object.assign(begun, nothingBegun());
	}
	if (content.length < begun.nextAt) {
		return;
	}
	const nodes = [...begun.nodes];
	let end = begun.source.length;
	for (let piece = settledPiece(content, end, parse); piece;) {
		add(nodes, piece.nodes);
		({ end } = piece);
		piece = settledPiece(content, end, parse);
	}
	const isNew = end > begun.source.length;
	const rest = content.length - end;
	const pause = rest <= step + margin ? step : Math.max(step, rest / 4);
	Object.assign(begun, {
		...(isNew && { source: content.slice(0, end), nodes }),
		nextAt: content.length + pause,
	});
}

/** The next piece of a paragraph that nothing after it can change; `undefined` without one. */
function settledPiece(
	content: string,
	from: number,
	parse: Parse,
): { readonly end: number; readonly nodes: readonly MarkdownNode[] } | undefined {
	const most = content.length - margin - from;
	for (let size = step; size <= most; size = size === most ? Infinity : Math.min(2 * size, most)) {
		let end = cutBefore(content, from + size);
		for (let tries = size <= cheap ? 4 : 1; tries > 0 && end > from + size / 2; tries--) {
			const tokens = parse(content.slice(from, end));
			if (isSettled(tokens)) {
				return { end, nodes: build(joined(tokens)) };
			}
			end = cutBefore(content, end - margin);
		}
	}
	return undefined;
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

/**
 * Whether nothing in a piece may still be opened or closed by what follows. Closed brackets are
 * over, since a word follows; a definition of them that comes later has everything parsed again.
 */
function isSettled(tokens: readonly Token[]): boolean {
	let open = 0;
	for (const { type, content } of tokens) {
		if (type === 'text' && /[*`]|~~|(?<!\w)_|_(?!\w)/u.test(content)) {
			return false;
		}
		for (const [bracket] of type === 'text' ? content.matchAll(/[[\]]/gu) : []) {
			open = Math.max(0, open + (bracket === '[' ? 1 : -1));
		}
	}
	return open === 0;
}

/** What markdown-it's own rule makes of tokens after all others: one text where several touch. */
function joined(tokens: readonly Token[]): readonly Token[] {
	const all: Token[] = [];
	for (const token of tokens) {
		const last = all.at(-1);
		token.type = token.type === 'text_special' ? 'text' : token.type;
		if (last?.type === 'text' && token.type === 'text') {
			last.content += token.content;
		} else {
			all.push(token);
		}
	}
	return all;
}

function isBegun(value: unknown): value is BegunInline {
	return typeof value === 'object' && value !== null && 'nextAt' in value;
}
