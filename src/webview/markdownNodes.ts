import type { MarkdownNode } from '../core/chat/markdownTree.ts';
import { fill } from '../core/chat/strings.ts';
import { CodeBlock } from './codeBlock.ts';
import type { Surroundings } from './codeBlock.ts';
import { element } from './dom.ts';

type ElementNode = Extract<MarkdownNode, { kind: 'element' }>;
type PlaceNode = Extract<MarkdownNode, { kind: 'place' }>;

const codeBlocks = new WeakMap<Node, CodeBlock>();

/**
 * Builds the node of a document for a described one. One node stands for one description, at every
 * level, so that `reconcile` can walk both side by side.
 */
export function build(node: MarkdownNode, around: Surroundings): Node {
	switch (node.kind) {
		case 'text':
			return document.createTextNode(node.text);
		case 'codeBlock': {
			const block = new CodeBlock(node.language, around);
			block.update(node.text);
			codeBlocks.set(block.element, block);
			return block.element;
		}
		case 'task':
			return element('span', {
				class: node.done ? 'task done' : 'task',
				role: 'img',
				'aria-label': node.done ? around.strings.taskDone : around.strings.taskOpen,
			});
		case 'image':
			return image(node.alt, node.url, around);
		case 'place':
			return placeLink(node, around);
		case 'link':
			return link(
				node.url,
				node.children.map(child => build(child, around)),
				around,
			);
		case 'element':
			break;
	}
	return buildElement(node, around);
}

function buildElement(node: ElementNode, around: Surroundings): Node {
	const made = element(node.tag, attributes(node));
	made.append(...node.children.map(child => build(child, around)));
	// A wide table scrolls in a box of its own; the box must take the focus to be scrolled by key.
	return node.tag === 'table'
		? element('div', { class: 'table-scroll', tabindex: '0', role: 'group' }, made)
		: made;
}

function attributes(node: ElementNode): Record<string, string> {
	return {
		...(node.align && { class: `align-${node.align}` }),
		...(node.start !== undefined && { start: String(node.start) }),
	};
}

/**
 * A link without an address in the document: VS Code would open one without asking. The host shows
 * the address and asks.
 */
function link(url: string, children: readonly Node[], { post }: Surroundings): HTMLElement {
	const made = element('span', { class: 'link', role: 'link', tabindex: '0', title: url });
	made.append(...children);
	return onActivate(made, () => post({ type: 'openLink', url }));
}

/** A place in a file. The host looks whether it lies in the workspace, and opens it. */
function placeLink({ text, place, code }: PlaceNode, { post }: Surroundings): HTMLElement {
	const made = element('span', { class: 'link place', role: 'link', tabindex: '0' });
	made.append(code ? element('code', {}, text) : text);
	return onActivate(made, () => post({ type: 'openPlace', ...place }));
}

function onActivate(made: HTMLElement, act: () => void): HTMLElement {
	const open = (event: Event) => {
		event.stopPropagation();
		event.preventDefault();
		act();
	};
	made.addEventListener('click', open);
	made.addEventListener('keydown', event => {
		if (event.key === 'Enter') {
			open(event);
		}
	});
	return made;
}

/** An image is named, never loaded: loading tells its server what was asked. */
function image(alt: string, url: string, around: Surroundings): Node {
	const words = fill(around.strings.image, alt === '' ? url : alt);
	return url === ''
		? element('span', { class: 'image' }, `[${words}]`)
		: link(url, [document.createTextNode(`[${words}]`)], around);
}

/** Makes the `index`-th child of `parent` look like `next`, touching only what differs. */
export function reconcile(
	parent: Node,
	index: number,
	old: MarkdownNode | undefined,
	next: MarkdownNode | undefined,
	around: Surroundings,
): void {
	if (old === next) {
		return;
	}
	const shown = parent.childNodes[index];
	if (!next) {
		shown?.remove();
	} else if (!shown || !old) {
		parent.appendChild(build(next, around));
	} else if (!update(shown, old, next, around)) {
		shown.replaceWith(build(next, around));
	}
}

/** @returns Whether `shown` could be changed into `next`. */
function update(shown: Node, old: MarkdownNode, next: MarkdownNode, around: Surroundings): boolean {
	if (old.kind === 'text' && next.kind === 'text') {
		updateText(shown, old.text, next.text);
		return true;
	}
	if (old.kind === 'codeBlock' && next.kind === 'codeBlock' && old.language === next.language) {
		codeBlocks.get(shown)?.update(next.text);
		return true;
	}
	if (old.kind === 'place' && next.kind === 'place') {
		return old.text === next.text && old.code === next.code;
	}
	if (!sameElement(old, next) || !('children' in old) || !('children' in next)) {
		return false;
	}
	const inside = next.kind === 'element' && next.tag === 'table' ? shown.firstChild : shown;
	if (!inside) {
		return false;
	}
	// From the end, so that removing one does not move those that are still to be looked at.
	for (let index = old.children.length - 1; index >= next.children.length; index--) {
		reconcile(inside, index, old.children[index], undefined, around);
	}
	for (const [index, child] of next.children.entries()) {
		reconcile(inside, index, old.children[index], child, around);
	}
	return true;
}

function updateText(shown: Node, old: string, next: string): void {
	if (!(shown instanceof Text) || old === next) {
		return;
	}
	if (next.startsWith(old)) {
		shown.appendData(next.slice(old.length));
	} else {
		shown.data = next;
	}
}

function sameElement(old: MarkdownNode, next: MarkdownNode): boolean {
	return (
		(old.kind === 'element' &&
			next.kind === 'element' &&
			old.tag === next.tag &&
			old.align === next.align &&
			old.start === next.start) ||
		(old.kind === 'link' && next.kind === 'link' && old.url === next.url)
	);
}
