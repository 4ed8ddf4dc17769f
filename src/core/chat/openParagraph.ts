import { longNodes, longParagraph } from './longInline.ts';
import type { BegunInline } from './longInline.ts';
import { parseInline, trimmed } from './markdown.ts';
import type { References } from './markdown.ts';
import type { OpenBlock } from './openBlock.ts';

/**
 * Reads `source` as one long paragraph whose last row goes on: nothing before the last sentences is
 * looked at again.
 *
 * @param begun What was kept of parsing the beginning of it.
 * @returns `undefined` where only parsing all of it tells: where it may begin with a definition, and
 * while its last row may still become another block or a mark of this one. No row does that has a
 * letter.
 */
export function openParagraph(
	source: string,
	references: References,
	begun: BegunInline,
): OpenBlock | undefined {
	const row = source.slice(source.lastIndexOf('\n') + 1);
	const mayDefine = trimmed(source).startsWith('[');
	if (source.length <= longParagraph || mayDefine || !/\p{L}/u.test(row)) {
		return undefined;
	}
	let content = source;
	return {
		append: added => {
			content += added;
			return added.includes('\n')
				? undefined
				: {
						kind: 'element',
						tag: 'p',
						children: longNodes(begun, trimmed(content), text => parseInline(text, references)),
					};
		},
	};
}
