/** A name in a region, at the place of its first use there. */
export interface UsedName {
	readonly name: string;
	/** Counted from the region's first row, and in UTF-16 units, both from 0. */
	readonly row: number;
	readonly column: number;
}

/** Words of many languages that are no names, and names that every reader knows. */
const known = new Set(
	(
		'abstract and any array as assert async await base bool boolean break byte case catch char class ' +
		'const constructor continue data debugger declare def default defer del delete do double elif ' +
		'else end enum err error except export extends false final finally float fn for foreach from func ' +
		'function get global go goto if impl implements import in include init instanceof int integer ' +
		'interface internal is it key lambda len let list local long loop map match mod module mut namespace ' +
		'new nil none not null number object of operator or override package pass print private protected ' +
		'pub public raise range readonly ref require return self set short signed sizeof static str string ' +
		'struct super switch then this throw throws trait true try type typedef typeof undefined union ' +
		'unsafe unsigned until use using val value var virtual void volatile when where while with yield ' +
		'console log println printf Math JSON Object Array String Number Boolean Promise Date Map Set Error'
	).split(' '),
);

/** Characters that are looked at: a region of a megabyte has no more to ask about than its start. */
const mostCharacters = 40_000;

/**
 * The names that a region uses, the most telling first: what is called or built, then types by their
 * capital, then the rest; each once, in the order of first use. Comments and strings are not told
 * apart: a word that is no name has no definition.
 */
export function namesIn(rows: readonly string[], most: number): readonly UsedName[] {
	const found = new Map<string, UsedName & { readonly weight: number }>();
	let characters = 0;
	for (const [row, text] of rows.entries()) {
		characters += text.length;
		if (characters > mostCharacters) {
			break;
		}
		for (const { 0: name, index } of text.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) {
			const before = found.get(name);
			const weight = weightOf(name, text, index);
			if (isName(name) && (before === undefined || before.weight < weight)) {
				found.set(name, { name, row, column: index, weight });
			}
		}
	}
	return [...found.values()]
		.toSorted((a, b) => b.weight - a.weight)
		.slice(0, most)
		.map(({ name, row, column }) => ({ name, row, column }));
}

/** One and two letters of ASCII are counters; two characters of Chinese are a word. */
function isName(name: string): boolean {
	return (name.length > 2 || /\P{ASCII}/u.test(name)) && !known.has(name);
}

function weightOf(name: string, row: string, index: number): number {
	const called = /^\s*[(<]/.test(row.slice(index + name.length, index + name.length + 4));
	const type = /^\p{Lu}/u.test(name);
	// A method hangs on an object, whose type would have to be known first: names alone come before.
	const member = row[index - 1] === '.';
	return (called ? 4 : 0) + (type ? 3 : 0) - (member ? 2 : 0);
}
