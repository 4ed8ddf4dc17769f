import type { Token } from 'markdown-it';
import { webAddress } from './link.ts';
import { placePieces, wholePlace } from './place.ts';
import type { Place } from './place.ts';

/** The elements that an answer may be made of; everything else of it is text. */
export type MarkdownTag =
	| 'p'
	| 'h1'
	| 'h2'
	| 'h3'
	| 'h4'
	| 'h5'
	| 'h6'
	| 'blockquote'
	| 'ul'
	| 'ol'
	| 'li'
	| 'table'
	| 'thead'
	| 'tbody'
	| 'tr'
	| 'th'
	| 'td'
	| 'em'
	| 'strong'
	| 's'
	| 'code'
	| 'hr'
	| 'br';

/** What is to be shown, as plain data: the panel builds nodes out of it, never markup. */
export type MarkdownNode =
	| { readonly kind: 'text'; readonly text: string }
	| {
			readonly kind: 'element';
			readonly tag: MarkdownTag;
			readonly children: readonly MarkdownNode[];
			readonly align?: 'left' | 'center' | 'right';
			/** The number of an ordered list's first item, where it is not 1. */
			readonly start?: number;
	  }
	/** A link to an http or https address; others are shown as their text alone. */
	| {
			readonly kind: 'link';
			readonly url: string;
			readonly title: string;
			readonly children: readonly MarkdownNode[];
	  }
	/** An image is never loaded; `url` is empty where it could not even be opened as a link. */
	| { readonly kind: 'image'; readonly alt: string; readonly url: string }
	/** A fenced or indented block. `text` ends with a line break unless it is still arriving. */
	| { readonly kind: 'codeBlock'; readonly language: string; readonly text: string }
	/** A place in a file that may be opened. */
	| {
			readonly kind: 'place';
			readonly text: string;
			readonly place: Place;
			/** Whether it was written as inline code. */
			readonly code: boolean;
	  }
	/** The box of a task list item. */
	| { readonly kind: 'task'; readonly done: boolean };

/** UTF-16 units of one text node: where a text grows, a browser shapes the last node anew. */
const longestText = 1000;

/** Nodes that were built before, by the token that stands for them. */
const built = new WeakMap<Token, readonly MarkdownNode[]>();

/** Makes a token of type `built` stand for nodes. */
export function setBuilt(token: Token, nodes: readonly MarkdownNode[]): void {
	built.set(token, nodes);
}

/** The language that a fence names, as a short word; empty where it names none. */
export function fenceLanguage(info: string): string {
	return /^[\w+#.-]{1,30}(?=$|[\s:{,])/u.exec(info.trim())?.[0] ?? '';
}

type Children = MarkdownNode[];
type TextNode = Extract<MarkdownNode, { kind: 'text' }>;

interface Frame {
	readonly children: Children;
	/** Makes what the children belong to; a hidden paragraph, or a link that leads nowhere, is none. */
	readonly close: (children: Children) => Children;
}

/** Makes nodes of one block's tokens. */
export function build(tokens: readonly Token[]): Children {
	const root: Children = [];
	const stack: Frame[] = [];
	for (const token of tokens) {
		const into = stack.at(-1)?.children ?? root;
		if (token.nesting === 1) {
			stack.push({ children: [], close: closer(token) });
		} else if (token.nesting === -1) {
			const frame = stack.pop();
			add(stack.at(-1)?.children ?? root, frame ? frame.close(frame.children) : []);
		} else {
			add(into, leaf(token));
		}
	}
	return root;
}

/** Appends nodes, filling up neighbouring texts: how a text was cut must not show. */
export function add(children: Children, nodes: readonly MarkdownNode[]): void {
	for (const node of nodes) {
		if (node.kind === 'text') {
			addText(children, node);
		} else {
			children.push(node);
		}
	}
}

function addText(children: Children, node: TextNode): void {
	const last = children.at(-1);
	if (last?.kind !== 'text' && node.text.length <= longestText && node.text !== '') {
		children.push(node);
		return;
	}
	let { text } = node;
	if (last?.kind === 'text' && last.text.length < longestText && text !== '') {
		const room = roomFor(text, longestText - last.text.length);
		if (room > 0) {
			children[children.length - 1] = { kind: 'text', text: last.text + text.slice(0, room) };
			text = text.slice(room);
		}
	}
	while (text !== '') {
		const size = roomFor(text, longestText);
		children.push({ kind: 'text', text: text.slice(0, size) });
		text = text.slice(size);
	}
}

/** How much of `text` goes into `room` units without cutting a character. */
function roomFor(text: string, room: number): number {
	const last = text.charCodeAt(room - 1);
	return text.length > room && last >= 0xd8_00 && last < 0xdc_00 ? room - 1 : room;
}

function leaf(token: Token): Children {
	switch (token.type) {
		case 'inline':
			return build(token.children ?? []);
		case 'fence':
			return [{ kind: 'codeBlock', language: fenceLanguage(token.info), text: token.content }];
		case 'code_block':
			return [{ kind: 'codeBlock', language: '', text: token.content }];
		case 'code_inline':
			return inlineCode(token.content);
		case 'hr':
			return [{ kind: 'element', tag: 'hr', children: [] }];
		case 'hardbreak':
			return [{ kind: 'element', tag: 'br', children: [] }];
		case 'built':
			return [...(built.get(token) ?? [])];
		case 'softbreak':
			return [{ kind: 'text', text: '\n' }];
		case 'image':
			return [
				{
					kind: 'image',
					alt: plainText(build(token.children ?? [])),
					url: webAddress(String(token.attrGet('src') ?? '')) ?? '',
				},
			];
		default:
			return placePieces(token.content).map(piece =>
				typeof piece === 'string'
					? { kind: 'text', text: piece }
					: { kind: 'place', ...piece, code: false },
			);
	}
}

function inlineCode(text: string): Children {
	const place = wholePlace(text);
	return place === undefined
		? [{ kind: 'element', tag: 'code', children: [{ kind: 'text', text }] }]
		: [{ kind: 'place', text, place, code: true }];
}

function closer(token: Token): Frame['close'] {
	if (token.type === 'link_open') {
		const url = webAddress(String(token.attrGet('href') ?? ''));
		const title = String(token.attrGet('title') ?? '');
		return children =>
			url === undefined
				? children
				: [{ kind: 'link', url, title, children: withoutPlaces(children) }];
	}
	const tag = tags.get(token.tag);
	if (token.hidden || tag === undefined) {
		return children => children;
	}
	const align = /text-align:(left|center|right)/u.exec(String(token.attrGet('style') ?? ''))?.[1];
	const start = Number(token.attrGet('start') ?? 1);
	return children => [
		{
			kind: 'element',
			tag,
			children: tag === 'li' ? withTask(children) : children,
			...((align === 'left' || align === 'center' || align === 'right') && { align }),
			...(tag === 'ol' && start !== 1 && { start }),
		},
	];
}

/** A link leads to one address only. */
function withoutPlaces(children: Children): Children {
	const without: Children = [];
	for (const child of children) {
		add(without, [child.kind === 'place' ? { kind: 'text', text: child.text } : child]);
	}
	return without;
}

const tags: ReadonlyMap<string, MarkdownTag> = new Map(
	(
		[
			...(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li'] as const),
			...(['table', 'thead', 'tbody', 'tr', 'th', 'td', 'em', 'strong', 's'] as const),
		] as const
	).map(tag => [tag, tag]),
);

/** GFM's task list items: `[ ]` or `[x]` before the item's first text becomes a box. */
function withTask(children: Children): Children {
	const [first, ...rest] = children;
	if (first?.kind === 'element' && first.tag === 'p') {
		return [{ ...first, children: withTask([...first.children]) }, ...rest];
	}
	const found = first?.kind === 'text' ? /^\[([ xX])\][ \t]+(?=\S)/u.exec(first.text) : null;
	return found && first?.kind === 'text'
		? [
				{ kind: 'task', done: found[1] !== ' ' },
				{ kind: 'text', text: first.text.slice(found[0].length) },
				...rest,
			]
		: children;
}

/** The letters of some nodes without their looks. */
function plainText(nodes: readonly MarkdownNode[]): string {
	return nodes.map(lettersOf).join('');
}

function lettersOf(node: MarkdownNode): string {
	if (node.kind === 'element' || node.kind === 'link') {
		return plainText(node.children);
	}
	return node.kind === 'image' ? node.alt : node.kind === 'task' ? '' : node.text;
}
