import { hiddenCharacters } from '../unicode.ts';

/** Where a link may lead: http or https, everything else is not opened. */
const schemes = new Set(['http:', 'https:']);

/**
 * Reads an address out of a model's answer.
 *
 * @returns The address in full, its host as punycode, without name and password, or `undefined`
 * when it must not be opened: another scheme, no host, or hidden or control characters inside.
 */
export function webAddress(url: string): string | undefined {
	if (url.includes('\t') || hiddenCharacters(url).length > 0 || !URL.canParse(url)) {
		return undefined;
	}
	const parsed = new URL(url);
	if (!schemes.has(parsed.protocol) || parsed.hostname === '') {
		return undefined;
	}
	parsed.username = '';
	parsed.password = '';
	return parsed.href;
}
