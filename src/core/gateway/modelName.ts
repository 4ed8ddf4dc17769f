/** A Seed 2.0 model as people say it, e.g. `Seed 2.0 Code`; any other id as it is. */
export function modelName(id: string): string {
	const size = /^doubao-seed-2[-.]0-(pro|lite|mini|code)\b/.exec(id)?.[1];
	return size === undefined ? id : `Seed 2.0 ${size.charAt(0).toUpperCase()}${size.slice(1)}`;
}
