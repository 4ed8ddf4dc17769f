/** The last fenced block of a Markdown text, read as CommonMark reads it. */
export function lastBlock(
	markdown: string,
): { readonly info: string; readonly text: string } | undefined {
	let last: { info: string; text: string } | undefined;
	let open: { fence: string; info: string; rows: string[] } | undefined;
	for (const row of markdown.split('\n')) {
		if (open === undefined) {
			const [, fence = '', info = ''] = /^(`{3,})([^`]*)$/.exec(row) ?? [];
			open = fence === '' ? undefined : { fence, info, rows: [] };
		} else if (/^ {0,3}`{3,}\s*$/.test(row) && row.trim().length >= open.fence.length) {
			last = { info: open.info, text: open.rows.join('\n') };
			open = undefined;
		} else {
			open.rows.push(row);
		}
	}
	return last;
}
