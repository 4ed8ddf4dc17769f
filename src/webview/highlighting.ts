import type { RowTokenizer } from '../core/chat/codeTokens.ts';

type Highlight = typeof import('./highlight.ts');

/** Beside this script; scripts know their own address only while they are evaluated. */
const { currentScript } = document;
const address =
	currentScript instanceof HTMLScriptElement && currentScript.src !== ''
		? new URL('highlight.js', currentScript.src).href
		: undefined;

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
		return address === undefined ? undefined : await import(address);
	} catch {
		return undefined;
	}
}
