import type { MarkdownNode } from './markdownTree.ts';

/** The last block of a text, where more of it can be shown without parsing it from its start. */
export interface OpenBlock {
	/**
	 * Takes more source.
	 *
	 * @returns The block as it stands, or `undefined` where it may be over or other than it was: from
	 * then on, only parsing tells.
	 */
	append(text: string): MarkdownNode | undefined;
}
