/**
 * What a `.gitignore` leaves out, as globs for a file search below the same folder. A search cannot
 * take a path back in, so a pattern that a later `!` line may take back is left out: too much is
 * found rather than too little.
 *
 * @param folder The folder of the file, relative with `/`; empty for the top.
 */
export function ignoreGlobs(gitignore: string, folder = ''): readonly string[] {
	const rows = gitignore.split(/\r\n|\n|\r/u).map(clean);
	return rows.flatMap((row, at) =>
		row === '' || row.startsWith('!') || takenBack(row, rows.slice(at + 1))
			? []
			: globsOf(row, folder),
	);
}

/** Comments go, and blanks at the end; `\#` and `\!` are themselves. */
function clean(row: string): string {
	return row.startsWith('#') ? '' : row.replace(/(?<!\\)\s+$/u, '');
}

function takenBack(row: string, later: readonly string[]): boolean {
	const path = bare(row);
	return later
		.filter(one => one.startsWith('!'))
		.map(one => bare(one.slice(1)))
		.some(one => path.includes('*') || one.startsWith(path) || path.startsWith(one));
}

function bare(pattern: string): string {
	return pattern.replaceAll(/^\/|\/$/gu, '');
}

/** A pattern with a slash inside is anchored at its folder; one that ends in a slash is a folder. */
function globsOf(row: string, folder: string): readonly string[] {
	const pattern = bare(row).replaceAll('\\', '');
	if (pattern === '' || /[{},]/u.test(pattern)) {
		return [];
	}
	const anchored = /\/(?=.)/u.test(row.replace(/^\*\*\//u, ''));
	const base = folder === '' ? '' : `${folder}/`;
	const glob = anchored ? base + pattern : `${base}**/${pattern.replace(/^\*\*\//u, '')}`;
	return row.endsWith('/') ? [`${glob}/**`] : [glob, `${glob}/**`];
}

/** One glob for all; `undefined` for none. */
export function anyOf(globs: readonly string[]): string | undefined {
	return globs.length === 0 ? undefined : globs.length === 1 ? globs[0] : `{${globs.join(',')}}`;
}
