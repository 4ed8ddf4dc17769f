import type { DocumentRows } from '../edit/rows.ts';

/** How far above a row its `<script>` or `<style>` is looked for. */
const rowsAbove = 5_000;
const hosts = new Set(['html', 'vue', 'svelte', 'astro', 'razor', 'handlebars', 'php', 'erb']);

/**
 * The language that a row is written in, where a file holds several: inside `<script>` and
 * `<style>` elements it is theirs.
 */
export function languageAt(languageId: string, rows: DocumentRows, row: number): string {
	if (!hosts.has(languageId)) {
		return languageId;
	}
	for (let above = row - 1; above >= Math.max(0, row - rowsAbove); above--) {
		const text = rows.lineAt(above);
		const tag = text.length > 1_000 ? undefined : lastTag(text);
		if (tag !== undefined) {
			return tag.closing ? languageId : languageOf(tag.name, tag.attributes);
		}
	}
	return languageId;
}

function lastTag(
	text: string,
): { readonly closing: boolean; readonly name: string; readonly attributes: string } | undefined {
	const match = [...text.matchAll(/<(\/?)(script|style)\b([^>]*)>?/gi)].at(-1);
	return match === undefined
		? undefined
		: {
				closing: match[1] === '/',
				name: (match[2] ?? '').toLowerCase(),
				attributes: match[3] ?? '',
			};
}

function languageOf(element: string, attributes: string): string {
	const lang = /\blang=["']?(\w+)/i.exec(attributes)?.[1]?.toLowerCase();
	if (element === 'style') {
		return lang === 'scss' || lang === 'sass' || lang === 'less' ? 'scss' : 'css';
	}
	return lang === 'ts' || lang === 'tsx' || lang === 'typescript' ? 'typescript' : 'javascript';
}
