import { withoutHidden } from '../unicode.ts';

/** Characters: enough for a sentence, too few for a page. */
const longestDetail = 300;
/** Server text beyond this is not even looked at. */
const longestLook = 8 * 1024;

/**
 * Makes plain text of what a server wrote: no tags, no Markdown, no links, no control or
 * direction characters, no key, no request id, one line, at most 300 characters.
 *
 * The result is still a stranger's words: it belongs into details and log, never into Markdown.
 *
 * @param secrets Strings that must not appear, e.g. the key that was sent.
 */
export function plainText(text: string, secrets: readonly string[] = []): string {
	let plain = withoutHidden(text.slice(0, longestLook), () => ' ');
	for (const secret of secrets.filter(({ length }) => length >= 4)) {
		plain = plain.replaceAll(secret, '…');
	}
	plain = plain
		// Anything that looks like a key, in case the server repeats another one than we sent.
		.replace(/\b(Bearer\s+)\S+/gi, '$1…')
		.replace(/\bsk-[\w-]{8,}/g, '…')
		.replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, ' ')
		.replace(/<!--[^]*?-->/g, ' ')
		.replace(/<\/?[a-z!][^<>]*(>|$)/gi, ' ')
		.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/\b(command|javascript|vscode|data|file):(?=\S)/gi, ' ')
		.replace(/[`*<>]/g, '')
		.replace(requestIdPattern, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return plain.length > longestDetail ? `${plain.slice(0, longestDetail - 1).trimEnd()}…` : plain;
}

const requestIdPattern = /\(?\brequest[ _-]?id:\s*([\w-]+)\)?/i;

/** The server's id of the request, which Ark and new-api put into the message; never long. */
export function requestIdIn(text: string): string | undefined {
	return requestIdPattern.exec(text.slice(0, longestLook))?.[1]?.slice(0, longestDetail);
}
