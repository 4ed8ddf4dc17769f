/** A file with two places to change, and an answer that changes both. */
export const shop = [
	'export function total(items) {',
	'\tlet sum = 0;',
	'\tfor (const item of items) {',
	'\t\tsum += item.price;',
	'\t}',
	'\treturn sum;',
	'}',
	'',
	'export function label(item) {',
	"\treturn item.name + ': ' + item.price;",
	'}',
	'',
].join('\n');

const rewritten = [
	'export function total(items) {',
	'\treturn items.reduce((sum, item) => sum + item.price, 0);',
	'}',
	'',
	'export function label(item) {',
	'\treturn `${item.name}: ${item.price}`;',
	'}',
];

/** The document after the whole answer. */
export const edited = `${rewritten.join('\n')}\n`;

/** The first change only. */
export const firstOnly = edited.replace(
	'\treturn `${item.name}: ${item.price}`;',
	"\treturn item.name + ': ' + item.price;",
);

/** The answer as a model writes it, a row a delta. */
export const rewrite: readonly string[] = ['```js\n', ...rewritten.map(row => `${row}\n`), '```\n'];
