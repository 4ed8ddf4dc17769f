import { parseListItems } from './markdown.ts';
import type { ListItems, References } from './markdown.ts';
import type { MarkdownNode } from './markdownTree.ts';
import type { OpenBlock } from './openBlock.ts';

/**
 * Reads `source` as one list that goes on: of what is appended only the last item is parsed again.
 *
 * @param list The node that `source` was parsed to.
 * @returns `undefined` where only parsing the whole list tells: while a blank row in it may still
 * come to set its items apart, and where it defines references.
 */
export function openList(
	source: string,
	list: MarkdownNode,
	references: References,
): OpenBlock | undefined {
	const whole = parseListItems(source, Object.create(references), false);
	if (!whole || list.kind !== 'element' || !isClear(whole, source, whole.tight === false)) {
		return undefined;
	}
	const loose = whole.tight === false;
	const settled: MarkdownNode[] = [];
	let rest = source;

	/** All items but the last are over once the last one has a whole first row. */
	const settle = ({ items }: ListItems): void => {
		const last = items.at(-1);
		if (!last || items.length < 2) {
			return;
		}
		let offset = 0;
		for (let line = 0; line < last.line; line++) {
			offset = rest.indexOf('\n', offset) + 1;
		}
		if (rest.includes('\n', offset)) {
			settled.push(...items.slice(0, -1).map(({ node }) => node));
			rest = rest.slice(offset);
		}
	};
	const append = (added: string): MarkdownNode | undefined => {
		rest += added;
		const parsed = parseListItems(rest, Object.create(references), loose);
		if (
			!parsed ||
			parsed.tag !== whole.tag ||
			parsed.marker !== whole.marker ||
			!isClear(parsed, rest, loose)
		) {
			return undefined;
		}
		const node = { ...list, children: [...settled, ...parsed.items.map(item => item.node)] };
		settle(parsed);
		return node;
	};
	return append('') ? { append } : undefined;
}

/** Whether items parsed apart look as they do in the whole list. */
function isClear({ tight }: ListItems, source: string, loose: boolean): boolean {
	if (source.includes(']:')) {
		return false;
	}
	return loose || tight === true || !/\n[ \t]*\n/u.test(source);
}
