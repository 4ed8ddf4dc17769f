/**
 * Whether a change keeps the brackets of a document paired as they were. What indentation says about
 * the end of a definition can be wrong (text of several rows at column 0): then this does not hold.
 * Each row counts for itself, so that only those are looked at that differ.
 */
export function areSound(
	before: readonly string[],
	after: readonly string[],
	languageId: string,
): boolean {
	let start = 0;
	let [end, to] = [before.length, after.length];
	while (start < Math.min(end, to) && before[start] === after[start]) {
		start++;
	}
	while (start < Math.min(end, to) && before[end - 1] === after[to - 1]) {
		end--;
		to--;
	}
	const old = balanceOf(before.slice(start, end), languageId);
	return old === balanceOf(after.slice(start, to), languageId);
}

const hashComments =
	/^(?:python|ruby|shellscript|yaml|toml|makefile|dockerfile|perl|r|elixir|terraform)$/;

/** How many of each bracket are open at the end, and of each long quote whether one is. */
function balanceOf(rows: readonly string[], languageId: string): string {
	const text = rows.join('\n');
	const quotes = ['"""', "'''", '`'].map(quote => (text.split(quote).length - 1) % 2);
	const hash = hashComments.test(languageId);
	const open = new Map([
		['(', 0],
		['[', 0],
		['{', 0],
	]);
	for (const row of rows) {
		const bare = row
			.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, '')
			.replace(hash ? /(?:^|\s)#.*$/ : /\/\/.*$/, '');
		for (const character of bare) {
			const pair = ({ ')': '(', ']': '[', '}': '{' } as Readonly<Record<string, string>>)[
				character
			];
			if (pair !== undefined) {
				open.set(pair, (open.get(pair) ?? 0) - 1);
			} else if (open.has(character)) {
				open.set(character, (open.get(character) ?? 0) + 1);
			}
		}
	}
	return [...open.values(), ...quotes].join(' ');
}
