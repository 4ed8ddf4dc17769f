import UFuzzy from '@leeoniya/ufuzzy';

/** Below so many exact hits, paths that only hold the letters in order are shown, too. */
const few = 20;

/**
 * Finds paths by a part of them. Names count more than folders, and the beginning of a name more
 * than its middle; `src/edit` finds both words in that order; `flsr` finds `fileSearch.ts`.
 */
export class FileSearch {
	readonly #paths: string[];
	/** In small letters, as far as they are needed. */
	readonly #small: string[];
	/** The hits of the last query: those of a longer one are among them. */
	#last: { readonly query: string; readonly hits: readonly number[] } | undefined;

	/** @param paths With `/`; a folder ends with one. */
	constructor(paths: readonly string[]) {
		this.#paths = [...paths];
		this.#small = this.#paths.map(path => path.toLowerCase());
	}

	/** At most `limit` paths, the best first; none for an empty query. */
	find(query: string, limit: number): readonly string[] {
		const wanted = query.trim().toLowerCase().replaceAll('\\', '/');
		if (wanted === '') {
			return [];
		}
		const [exact, loose] = fuzzies(wanted);
		const narrowed = this.#narrowed(wanted);
		const hits = exact.filter(this.#paths, wanted, narrowed) ?? [];
		this.#last = { query: wanted, hits };
		const found = best(hits, this.#small, wanted, limit);
		if (hits.length < Math.min(few, limit)) {
			const known = new Set(hits);
			const more = (loose.filter(this.#paths, wanted) ?? []).filter(at => !known.has(at));
			found.push(...best(more, this.#small, wanted, limit - found.length));
		}
		return found.flatMap(at => this.#paths[at] ?? []);
	}

	#narrowed(wanted: string): number[] | undefined {
		const last = this.#last;
		// Signs alone find nothing yet, and a word after a minus sign is one to leave out.
		const narrows = last && /[\p{L}\p{N}]/u.test(last.query) && !wanted.includes('-');
		return narrows === true && wanted.startsWith(last.query) ? [...last.hits] : undefined;
	}
}

type Fuzzies = readonly [exact: UFuzzy, loose: UFuzzy];

let latin: Fuzzies | undefined;
let unicode: Fuzzies | undefined;

/**
 * One that wants words, one that wants letters in order; other alphabets need slower patterns. Made
 * at the first query: what they compare with is slow to make, and activation must not wait for it.
 */
function fuzzies(query: string): Fuzzies {
	// oxlint-disable-next-line no-control-regex -- all of ASCII
	if (/^[\x00-\x7f]*$/u.test(query)) {
		latin ??= pair({});
		return latin;
	}
	unicode ??= pair({
		unicode: true,
		interSplit: "[^\\p{L}\\d']+",
		intraSplit: '\\p{Ll}\\p{Lu}',
		intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
		intraChars: "[\\p{L}\\d']",
		intraContr: "'\\p{L}{1,2}\\b",
	});
	return unicode;
}

function pair(options: UFuzzy.Options): Fuzzies {
	return [new UFuzzy(options), new UFuzzy({ ...options, intraIns: Infinity, intraChars: '.' })];
}

/** The `limit` best of the hits, the best first. */
function best(
	hits: readonly number[],
	small: readonly string[],
	wanted: string,
	limit: number,
): number[] {
	const weighed: { readonly at: number; readonly weight: number }[] = [];
	let worst = Infinity;
	for (const at of hits) {
		const path = small[at] ?? '';
		const weight = weightOf(path, wanted);
		if (weight < worst || weighed.length < limit) {
			weighed.push({ at, weight });
			if (weighed.length >= 4 * limit) {
				weighed.sort(byWeight);
				weighed.length = limit;
				worst = weighed.at(-1)?.weight ?? worst;
			}
		}
	}
	return weighed
		.sort(byWeight)
		.slice(0, Math.max(0, limit))
		.map(({ at }) => at);
}

function byWeight(
	a: { readonly at: number; readonly weight: number },
	b: { readonly at: number; readonly weight: number },
): number {
	return a.weight - b.weight || a.at - b.at;
}

/** Where the query stands decides, then how long the path is. */
function weightOf(path: string, wanted: string): number {
	const end = path.endsWith('/') ? path.length - 1 : path.length;
	const name = path.lastIndexOf('/', end - 1) + 1;
	const inName = path.indexOf(wanted, name);
	return placeOf(path, wanted, { name, end, inName }) * 10_000 + Math.min(path.length, 9_999);
}

function placeOf(
	path: string,
	wanted: string,
	{ name, end, inName }: { readonly name: number; readonly end: number; readonly inName: number },
): number {
	if (inName === name) {
		const whole = inName + wanted.length === end || path.charAt(inName + wanted.length) === '.';
		return whole ? 0 : 1;
	}
	if (inName > name) {
		return /[^a-z\d]/u.test(path.charAt(inName - 1)) ? 2 : 3;
	}
	return path.includes(wanted) ? 4 : 5;
}
