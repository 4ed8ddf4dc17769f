import type { RowTokenizer } from '../core/chat/codeTokens.ts';

type Highlight = typeof import('./highlight.ts');

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
		// Beside this script.
		return await import(new URL('highlight.js', import.meta.url).href);
	} catch {
		return undefined;
	}
}
