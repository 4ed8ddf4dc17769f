import type { RowTokenizer } from '../core/chat/codeTokens.ts';

type Highlight = typeof import('./highlight.ts');

/** Beside this script. */
const address = new URL('highlight.js', import.meta.url).href;

let loading: Promise<Highlight | undefined> | undefined;

/**
 * Resolves with what reads the rows of a language, from their beginning; with `undefined` if the
 * language is not known, or its part of the panel does not load: then code stays plain.
 */
export async function tokenizerFor(language: string): Promise<RowTokenizer | undefined> {
	if (language === '') {
		return undefined;
	}
	loading ??= load();
	return (await loading)?.tokenizerFor(language);
}

async function load(): Promise<Highlight | undefined> {
	try {
		return await import(address);
	} catch {
		return undefined;
	}
}
