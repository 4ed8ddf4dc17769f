import { fenceLanguage } from './markdownTree.ts';
import type { MarkdownNode } from './markdownTree.ts';
import type { OpenBlock } from './openBlock.ts';

/**
 * Reads `source` as one fence that has not been closed. A last row that may become its closing one
 * is not shown yet.
 *
 * @returns `undefined` if it is anything else, or begins with blanks: then rows lose theirs, too.
 */
export function openFence(source: string): OpenBlock | undefined {
	const opening = /^(`{3,}|~{3,})([^\n]*)\n/u.exec(source);
	const fence = opening?.[1];
	if (!opening || fence === undefined || (fence.startsWith('`') && opening[2]?.includes('`'))) {
		return undefined;
	}
	const marker = fence.charAt(0);
	const closing = new RegExp(`^ {0,3}${marker}{${fence.length},}[ \\t]*$`, 'u');
	const maybeClosing = new RegExp(`^ {0,3}${marker}+[ \\t]*$`, 'u');
	const language = fenceLanguage(opening[2] ?? '');
	let text = '';
	let row = '';
	let closed = false;

	const append = (added: string): MarkdownNode | undefined => {
		const rows = (row + added).split('\n');
		row = rows.pop() ?? '';
		closed ||= rows.some(complete => closing.test(complete));
		if (closed) {
			return undefined;
		}
		text += rows.map(complete => `${complete}\n`).join('');
		return { kind: 'codeBlock', language, text: maybeClosing.test(row) ? text : text + row };
	};
	return append(source.slice(opening[0].length)) ? { append } : undefined;
}
