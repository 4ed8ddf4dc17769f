/** Functions of four rows; more than are rewritten as a whole. */
export const long = Array.from({ length: 100 }, (_, at) =>
	[`export function f${at}(x) {`, `\tconst y = x + ${at};`, '\treturn y;', '}'].join('\n'),
).join('\n');

/** A change as a model writes it. */
export const block = (search: string, replace: string) =>
	`<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`;

/** The lower change first; the upper one quotes its row without its indentation. */
export const blocks: readonly string[] = [
	block('\tconst y = x + 70;\n\treturn y;', '\treturn x + 70;'),
	block('const y = x + 3;', 'const y = 3 + x;'),
];

/** The file after both. */
export const edited = long
	.replace('\tconst y = x + 70;\n\treturn y;', '\treturn x + 70;')
	.replace('const y = x + 3;', 'const y = 3 + x;');
