import { withoutHidden } from '../unicode.ts';

/**
 * A fence that no text among `texts` can close: one backtick more than the longest run in them,
 * at least three (CommonMark 0.31, section 4.5).
 */
export function fenceFor(texts: Iterable<string>): string {
	let longest = 2;
	for (const text of texts) {
		for (const [run] of text.matchAll(/`{3,}/g)) {
			longest = Math.max(longest, run.length);
		}
	}
	return '`'.repeat(longest + 1);
}

/** A fenced block. Without rows it is empty; one blank row is kept as one blank row. */
export function fenced(fence: string, languageId: string, rows: readonly string[]): string {
	return [fence + infoString(languageId), ...rows, fence].join('\n');
}

/**
 * A name out of the repository, quoted so that it cannot pass for text of ours: no line break, no
 * control, bidirectional or invisible character is left in it as such.
 */
export function quoted(name: string): string {
	return withoutHidden(JSON.stringify(name), codePoint => `\\u{${codePoint.toString(16)}}`);
}

/** Language ids are letters, digits and a few signs; a backtick or blank would end the info string. */
function infoString(languageId: string): string {
	return languageId.replaceAll(/[^\w+#.-]/g, '');
}
