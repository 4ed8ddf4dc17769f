import { fenceLanguage } from './markdown.ts';
import type { MarkdownNode } from './markdown.ts';

/** A fenced code block whose closing fence has not come. */
export interface OpenFence {
	/**
	 * Takes more source.
	 *
	 * @returns The block as it stands, without a last row that may become the closing fence, or
	 * `undefined` once the fence was closed: from then on, only parsing tells.
	 */
	append(text: string): MarkdownNode | undefined;
}

/**
 * Reads `source` as one fence that has not been closed.
 *
 * @returns `undefined` if it is anything else, or begins with blanks: then rows lose theirs, too.
 */
export function openFence(source: string): OpenFence | undefined {
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
