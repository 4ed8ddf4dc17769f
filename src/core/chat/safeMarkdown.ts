import { fenced, fenceFor } from '../prompt/fence.ts';
import type { Block } from './markdown.ts';
import type { MarkdownNode } from './markdownTree.ts';
import type { Place } from './place.ts';

/** Turns a place into the address of a link. */
export type PlaceAddress = (place: Place) => string;

/**
 * An answer as Markdown for a renderer that would do more with it than we want: what is left are
 * words, code, lists and tables. Images and web links are shown as text, so that nothing is loaded
 * or run by what a model wrote; the only links are to places, by an address that the caller makes.
 *
 * @param blocks The answer as `parseMarkdown` reads it.
 */
export function safeMarkdown(blocks: readonly Block[], address: PlaceAddress): string {
	const nodes = blocks.map(({ node }) => node);
	return blockRows(nodes, address).join('\n');
}

type Nodes = readonly MarkdownNode[];

/** Blocks with a blank row between them; inline nodes among them make a paragraph. */
function blockRows(nodes: Nodes, address: PlaceAddress, tight = false): readonly string[] {
	const parts: (readonly string[])[] = [];
	let words: MarkdownNode[] = [];
	const settle = (): void => {
		if (words.length > 0) {
			parts.push(inline(words, address).split('\n'));
			words = [];
		}
	};
	for (const node of nodes) {
		const rows = blockOf(node, address);
		if (rows === undefined) {
			words.push(node);
		} else {
			settle();
			parts.push(rows);
		}
	}
	settle();
	return parts.flatMap((rows, index) => (index === 0 || tight ? rows : ['', ...rows]));
}

/** `undefined` for what stands within a row. */
function blockOf(node: MarkdownNode, address: PlaceAddress): readonly string[] | undefined {
	if (node.kind === 'codeBlock') {
		const text = node.text.replace(/\n$/, '');
		return fenced(fenceFor([text]), node.language, [text]).split('\n');
	}
	if (node.kind !== 'element') {
		return undefined;
	}
	const { tag, children } = node;
	switch (tag) {
		case 'p':
			return inline(children, address).split('\n');
		case 'h1':
		case 'h2':
		case 'h3':
		case 'h4':
		case 'h5':
		case 'h6':
			// Headings of a page would shout beside code.
			return [`**${inline(children, address).replaceAll('\n', ' ')}**`];
		case 'blockquote':
			return blockRows(children, address).map(row => `> ${row}`);
		case 'ul':
			return children.flatMap(item => itemRows(item, '- ', address));
		case 'ol':
			return children.flatMap((item, index) =>
				itemRows(item, `${(node.start ?? 1) + index}. `, address),
			);
		case 'table':
			return tableRows(children, address);
		case 'hr':
			return ['---'];
		default:
			return undefined;
	}
}

function itemRows(item: MarkdownNode, mark: string, address: PlaceAddress): readonly string[] {
	const children = item.kind === 'element' ? item.children : [item];
	// A list whose items are no paragraphs has no blank rows in it.
	const tight = !children.some(child => child.kind === 'element' && child.tag === 'p');
	const rows = blockRows(children, address, tight);
	const indent = ' '.repeat(mark.length);
	return rows.map((row, index) => (index === 0 ? mark : row === '' ? '' : indent) + row);
}

function tableRows(parts: Nodes, address: PlaceAddress): readonly string[] {
	const rows = parts.flatMap(part => (part.kind === 'element' ? part.children : []));
	const texts = rows.map(row => {
		const cells = row.kind === 'element' ? row.children : [];
		const words = cells.map(cell =>
			cell.kind === 'element' ? inline(cell.children, address).replaceAll('\n', ' ') : '',
		);
		return `| ${words.join(' | ')} |`;
	});
	const [head = '', ...body] = texts;
	const first = rows[0];
	const columns = first?.kind === 'element' ? first.children.length : 0;
	return [head, `|${' --- |'.repeat(columns)}`, ...body];
}

function inline(nodes: Nodes, address: PlaceAddress): string {
	return nodes.map(node => inlineOf(node, address)).join('');
}

function inlineOf(node: MarkdownNode, address: PlaceAddress): string {
	switch (node.kind) {
		case 'text':
			return escaped(node.text);
		case 'place': {
			const words = node.code ? codeSpan(node.text) : escaped(node.text);
			return `[${words}](${address(node.place)})`;
		}
		case 'link':
			return `${inline(node.children, address)} (${codeSpan(node.url)})`;
		case 'image':
			return escaped(node.alt === '' ? node.url : node.alt);
		case 'codeBlock':
			return codeSpan(node.text);
		case 'task':
			return node.done ? '☑ ' : '☐ ';
		case 'element':
			break;
	}
	const words = inline(node.children, address);
	switch (node.tag) {
		case 'em':
			return words.trim() === '' ? words : `*${words}*`;
		case 'strong':
			return words.trim() === '' ? words : `**${words}**`;
		case 's':
			return words.trim() === '' ? words : `~~${words}~~`;
		case 'code':
			return codeSpan(
				node.children.map(child => (child.kind === 'text' ? child.text : '')).join(''),
			);
		case 'br':
			return '\\\n';
		default:
			return words;
	}
}

/** Every ASCII sign may stand behind a backslash (CommonMark 0.31, section 2.4): it is a letter then. */
function escaped(text: string): string {
	return text.replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}

function codeSpan(text: string): string {
	const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
	const mark = '`'.repeat(longest + 1);
	const row = text.replaceAll('\n', ' ').replaceAll('|', '¦');
	const pad = row.startsWith('`') || row.endsWith('`') ? ' ' : '';
	return `${mark}${pad}${row}${pad}${mark}`;
}
