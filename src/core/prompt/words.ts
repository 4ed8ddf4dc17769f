/** Words that many comments use and no code is known by. */
const common = new Set(
	(
		'the and for that this with from into onto its are was has have not all any each every some ' +
		'function functions method class code write writes create creates add adds implement implements ' +
		'generate make makes new use uses using return returns given which when then than such only also ' +
		'should must can will todo note here there one two named called name value values number string ' +
		'list whether check checks get gets set let const var def func public private static void async ' +
		'await export default int str bool true false null none self'
	).split(' '),
);

/** The words of code or prose in small letters, `camelCase` and `snake_case` taken apart. */
export function wordsIn(text: string): readonly string[] {
	return text
		.slice(0, 4_000)
		.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
		.replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^a-z\d]+/)
		.filter(word => word.length >= 3 && !common.has(word) && !/^\d/.test(word));
}
