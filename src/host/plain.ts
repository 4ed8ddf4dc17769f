import { withoutHidden } from '../core/unicode.ts';

/** Longest foreign text in a message. */
const longest = 200;

/**
 * Foreign text (a path, an address, a name) as notifications, input boxes and progress may show it.
 * VS Code makes links, even working command links, of Markdown link syntax in those places, so the
 * characters that such a link needs are replaced by ones that only look alike. Controls and invisible
 * characters are dropped, and what is very long is cut in the middle.
 */
export function plain(text: string): string {
	const safe = withoutHidden(text.replaceAll(/[\t\r\n]/g, '')).replaceAll(
		/[[\]()<>`]/g,
		character => lookAlike[character] ?? '',
	);
	if (safe.length <= longest) {
		return safe;
	}
	const half = Math.floor(longest / 2) - 1;
	return `${safe.slice(0, half)}…${safe.slice(-half)}`;
}

/**
 * Foreign text as labels of picks show it: letter by letter. VS Code draws `$(name)` as an icon
 * unless a backslash stands before it, which it takes away.
 */
export function plainLabel(text: string): string {
	return text.replaceAll(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, '\\$&');
}

const lookAlike: Readonly<Record<string, string>> = {
	'[': '［',
	']': '］',
	'(': '（',
	')': '）',
	'<': '‹',
	'>': '›',
	'`': 'ˋ',
};
