/**
 * Runs in a page: what our view makes of a text, beside what markdown-it's own HTML is. Both as one
 * canonical text, in which what we show otherwise on purpose (links without an address, images as
 * words, boxes of tasks, the frame around code) is written alike.
 */
import MarkdownIt from 'markdown-it';
import { webAddress } from '../../src/core/chat/link.ts';
import { fenceLanguage } from '../../src/core/chat/markdownTree.ts';
import type { ChatStrings } from '../../src/core/chat/strings.ts';
import { MarkdownView } from '../../src/webview/markdownView.ts';

type Part = string | { readonly tag: string; readonly parts: readonly Part[] };

/** Ours, given in pieces. */
export function ours(pieces: readonly string[], strings: ChatStrings): string {
	const view = new MarkdownView({ strings, post: () => {}, say: () => {} });
	for (const piece of pieces) {
		view.append(piece);
	}
	view.finish();
	return written(partsOf(view.element, ourPart));
}

const library = new MarkdownIt({ html: false });
// Its own way but for the language: which words name one is ours to say.
library.renderer.rules['fence'] = (tokens, index) => {
	const { info = '', content = '' } = tokens[index] ?? {};
	const { escapeHtml } = library.utils;
	return `<pre data-info="${escapeHtml(info)}"><code>${escapeHtml(content)}</code></pre>`;
};

export function theirs(source: string): string {
	const template = document.createElement('template');
	template.innerHTML = library.render(source);
	return written(partsOf(template.content, theirPart));
}

function partsOf(parent: Node, part: (node: Element) => readonly Part[]): readonly Part[] {
	return [...parent.childNodes].flatMap(node =>
		node instanceof Element ? part(node) : [node.textContent ?? ''],
	);
}

function ourPart(node: Element): readonly Part[] {
	const inside = () => partsOf(node, ourPart);
	if (node.matches('.section, .table-scroll')) {
		return inside();
	}
	if (node.matches('.code-block')) {
		const language = node.querySelector('.code-language')?.textContent ?? '';
		return [{ tag: `pre ${language}`, parts: [node.querySelector('pre')?.textContent ?? ''] }];
	}
	if (node.matches('.place')) {
		return inside();
	}
	if (node.matches('.link')) {
		return [{ tag: `a ${node.getAttribute('title')}`, parts: inside() }];
	}
	if (node.matches('.image')) {
		return inside();
	}
	if (node.matches('.task')) {
		return [{ tag: node.classList.contains('done') ? 'done' : 'open', parts: [] }];
	}
	const align = /align-(\w+)/u.exec(node.className)?.[1] ?? '';
	return [{ tag: tagOf(node, align), parts: inside() }];
}

function theirPart(node: Element): readonly Part[] {
	const inside = () => partsOf(node, theirPart);
	const tag = node.tagName.toLowerCase();
	if (tag === 'pre') {
		const language = fenceLanguage(node.getAttribute('data-info') ?? '');
		return [{ tag: `pre ${language}`, parts: [node.textContent ?? ''] }];
	}
	if (tag === 'a') {
		const address = webAddress(node.getAttribute('href') ?? '');
		return address === undefined ? inside() : [{ tag: `a ${address}`, parts: inside() }];
	}
	if (tag === 'img') {
		const address = webAddress(node.getAttribute('src') ?? '');
		const alt = node.getAttribute('alt') ?? '';
		const words = `[image: ${alt === '' ? (address ?? '') : alt}]`;
		return [address === undefined ? words : { tag: `a ${address}`, parts: [words] }];
	}
	const parts = tag === 'li' ? withTask(inside()) : inside();
	const align = /text-align:\s*(\w+)/u.exec(node.getAttribute('style') ?? '')?.[1] ?? '';
	return [{ tag: tagOf(node, align), parts }];
}

function tagOf(node: Element, align: string): string {
	const start = node.getAttribute('start');
	return [node.tagName.toLowerCase(), align, start ?? ''].filter(word => word !== '').join(' ');
}

/** GFM's task list items, which markdown-it leaves as they are. */
function withTask(parts: readonly Part[]): readonly Part[] {
	const at = parts.findIndex(part => typeof part !== 'string' || part.trim() !== '');
	const first = parts[at];
	if (typeof first === 'object' && first.tag === 'p') {
		return parts.with(at, { ...first, parts: withTask(first.parts) });
	}
	const text = typeof first === 'string' ? first.trimStart() : '';
	const found = /^\[([ xX])\][ \t]+(?=\S)/u.exec(text);
	return found
		? [
				{ tag: found[1] === ' ' ? 'open' : 'done', parts: [] },
				text.slice(found[0].length),
				...parts.slice(at + 1),
			]
		: parts;
}

const blocks = /^(?:p|h\d|hr|pre|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|br)(?: |$)/u;

/** One text: line breaks beside blocks, which nobody sees, are left out. */
function written(parts: readonly Part[]): string {
	const joined: Part[] = [];
	for (const part of parts) {
		const last = joined.at(-1);
		if (typeof part === 'string' && typeof last === 'string') {
			joined[joined.length - 1] = last + part;
		} else {
			joined.push(part);
		}
	}
	const isBlock = (part: Part | undefined) => typeof part === 'object' && blocks.test(part.tag);
	return joined
		.map((part, index) => {
			if (typeof part === 'object') {
				return part.tag.startsWith('pre ')
					? `<${part.tag}>${part.parts.map(inner => (typeof inner === 'string' ? inner : inner.tag)).join('')}</>`
					: `<${part.tag}>${written(part.parts)}</>`;
			}
			const after = index === 0 || isBlock(joined[index - 1]);
			const before = index === joined.length - 1 || isBlock(joined[index + 1]);
			const text = after ? part.replace(/^\n/u, '') : part;
			return before ? text.replace(/\n$/u, '') : text;
		})
		.join('');
}
