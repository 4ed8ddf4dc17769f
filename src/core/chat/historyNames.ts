/** What the names of the files in a session's folder say. */

export const turnName = /^t-(\d{1,15})-[0-9a-z]{8}-([0-9a-z]{16})\.json$/u;
export const checkpointName = /^c-([0-9a-z]{16})-(\d{1,9})\.json$/u;
export const metaName = /^m-(\d{1,9})-[0-9a-z]{8}\.json$/u;
export const draftName = /^d-(\d{1,9})-[0-9a-z]{8}\.json$/u;
export const tombstoneName = /^x-(\d{1,15})\.json$/u;
export const temporaryName = /\.([0-9a-z]{1,9})\.tmp$/u;

/** Two windows may use one generation: then the name decides, the same way in each. */
export function byGeneration(pattern: RegExp): (a: string, b: string) => number {
	return (a, b) => Number(pattern.exec(a)?.[1]) - Number(pattern.exec(b)?.[1]) || (a < b ? -1 : 1);
}

/** The newest checkpoint of each turn that is wanted. */
export function newest(
	names: readonly string[],
	pattern: RegExp,
	wanted: (id: string) => boolean,
): readonly string[] {
	const found = new Map<string, { readonly name: string; readonly gen: number }>();
	for (const name of names) {
		const [, id = '', digits] = pattern.exec(name) ?? [];
		const gen = Number(digits);
		if (digits !== undefined && wanted(id) && gen >= (found.get(id)?.gen ?? 0)) {
			found.set(id, { name, gen });
		}
	}
	return [...found.values()].map(({ name }) => name);
}
