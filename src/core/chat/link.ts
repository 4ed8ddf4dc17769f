/** Where a link may lead: http or https, everything else is not opened. */
const schemes = new Set(['http:', 'https:']);

/**
 * Reads an address out of a model's answer.
 *
 * @returns The address in full, its host as punycode, without name and password, or `undefined`
 * when it must not be opened: another scheme, no host, or control characters inside.
 */
export function webAddress(url: string): string | undefined {
	// oxlint-disable-next-line no-control-regex -- they are what is looked for
	if (/[\u0000-\u001f\u007f-\u009f]/u.test(url) || !URL.canParse(url)) {
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
